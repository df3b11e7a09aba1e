import ArgumentParser
import CorpusReading
import Tokenization

/// `malmoi decode`: token ids into bytes.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Turn token ids back into text.",
    discussion: "The bytes of the tokens are written one after another, and nothing is added.")

  /// How ids are read.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case ids, u32
  }

  @OptionGroup var tokenizer: TokenizerOption

  @Option(help: "How ids are read: numbers parted by white space, or 32-bit words.")
  var format = Format.ids

  @Option(name: .shortAndLong, help: "The file to write; standard output if not given.")
  var output: String?

  @Argument(help: "The files to read; - or none is standard input.")
  var files: [String] = []

  func run() throws {
    let loaded = try tokenizer.load()
    var data = DataOutput(path: output)
    for path in files.isEmpty ? ["-"] : files {
      let bytes = try readWholeFile(path)
      let ids =
        switch format {
        case .ids: try IDText.ids(in: bytes, path: path)
        case .u32: try IDText.ids(inWords: bytes, path: path)
        }
      do {
        try data.write(loaded.tokenizer.decode(ids))
      } catch let error as TokenizationError {
        throw CommandFailure("\(path): \(error)")
      }
    }
    try data.finish()
  }
}
