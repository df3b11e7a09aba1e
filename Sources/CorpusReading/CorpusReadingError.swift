/// Why a corpus cannot be read.
///
/// Paths are as given, with the path below a folder added; `-` is standard input. Lines count from
/// 1, offsets in bytes from 0.
package enum CorpusReadingError: Error, Sendable, Equatable {
  /// What stands where a file should.
  package enum Obstacle: Sendable, Equatable {
    case folder, pipe, device, socket
  }

  /// A file or folder cannot be opened: the system's error number.
  case cannotOpen(path: String, errorNumber: Int32)
  /// Reading failed behind this many bytes of the file.
  case cannotRead(path: String, offset: Int, errorNumber: Int32)
  /// Something other than a file.
  case notAFile(path: String, Obstacle)
  /// A folder without any text file below it.
  case noTextFiles(path: String)
  /// A link leads back to a folder that it lies in.
  case folderLoop(path: String)
  /// Standard input is named more than once.
  case standardInputTwice
  /// The name of the field that holds the text has an empty part.
  case badTextField(String)
  /// A line that has no end within the limit in bytes.
  case lineTooLong(path: String, line: Int, limit: Int)
  /// A file, read as one document, that has no end within the limit in bytes.
  case fileTooLong(path: String, limit: Int)
  /// A packed file stops within a member or frame: its last byte was this many bytes in.
  case endMissing(path: String, CorpusCompression, offset: Int)
  /// A packed file has bytes behind its last member or frame, from this offset on.
  case trailingBytes(path: String, CorpusCompression, offset: Int)
  /// A packed file cannot be unpacked: where about, and what the decompressor says.
  case damaged(path: String, CorpusCompression, offset: Int, reason: String)
  /// A line of a JSON Lines file that cannot be used: where in it (bytes from 0), and why.
  case badLine(path: String, line: Int, offset: Int, JSONLineProblem)
}
