extension CorpusReadingError: CustomStringConvertible {
  /// One line: what, where, what to do.
  package var description: String {
    switch self {
    case .cannotOpen(let path, let number):
      "\(shown(path)): cannot be opened: \(systemErrorText(number)); "
        + "check the path and its permissions"
    case .cannotRead(let path, let offset, let number):
      "\(shown(path)): cannot be read at byte \(offset): \(systemErrorText(number)); "
        + "check the disk or the connection"
    case .notAFile(let path, let obstacle):
      "\(shown(path)): \(obstacle.advice)"
    case .noTextFiles(let path):
      "\(shown(path)): no text below this folder; files end in .txt, .text, .md, .jsonl or "
        + ".ndjson, with .gz or .zst behind that if packed"
    case .folderLoop(let path):
      "\(shown(path)): a link leads back to a folder above it; remove the link"
    case .standardInputTwice:
      "-: standard input can be read once only; name it once"
    case .badTextField(let name):
      "text field \(shown(name)): a part of the name is empty; write NAME or OUTER.INNER"
    case .lineTooLong(let path, let line, let limit):
      "\(shown(path)): line \(line): no line end within \(limit) bytes; split the text into lines"
    case .fileTooLong(let path, let limit):
      "\(shown(path)): no end within \(limit) bytes, the limit for one document; split the file, "
        + "or read it by lines"
    case .endMissing(let path, let compression, let offset):
      "\(shown(path)): the end of the \(compression) data is missing behind byte \(offset); "
        + "fetch or pack the file again"
    case .trailingBytes(let path, let compression, let offset):
      "\(shown(path)): from byte \(offset) on, what follows is no \(compression) data; "
        + "fetch or pack the file again"
    case .damaged(let path, let compression, let offset, let reason):
      "\(shown(path)): damaged \(compression) data before byte \(offset): \(reason); "
        + "fetch or pack the file again"
    case .badLine(let path, let line, let offset, let problem):
      "\(shown(path)): line \(line), byte \(offset): \(problem)"
    }
  }

  /// A path without control characters, so that the message stays one line.
  private func shown(_ path: String) -> String {
    guard !path.isEmpty else { return "\"\"" }
    var text = ""
    for scalar in path.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        text += scalar.escaped(asASCII: true)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension CorpusReadingError.Obstacle {
  fileprivate var advice: String {
    switch self {
    case .folder: "is a folder; name a file in it"
    case .pipe: "is a pipe; give it as standard input: - < PIPE"
    case .device: "is a device, not a file; name a file, or - for standard input"
    case .socket: "is a socket, not a file; name a file, or - for standard input"
    }
  }
}
