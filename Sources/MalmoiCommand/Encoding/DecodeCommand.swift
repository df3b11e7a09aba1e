import ArgumentParser
import CorpusReading
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi decode`: token ids into bytes.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Turn token ids back into text.",
    discussion: """
      The bytes of the tokens are written one after another, and nothing is added. Where a vocabulary \
      treats the first token of a text in a way of its own, each line of ids is a text.
      """)

  /// How ids are read.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case ids, u32
  }

  @OptionGroup var tokenizer: TokenizerOption

  @Option(help: "How ids are read: numbers parted by white space, or 32-bit words.")
  var format = Format.ids

  @Flag(help: "Leave special tokens such as [CLS] out.")
  var skipSpecialTokens = false

  @Option(name: .shortAndLong, help: "The file to write; standard output if not given.")
  var output: String?

  @Argument(help: "The files to read; - or none is standard input.")
  var files: [String] = []

  func run() throws {
    // What frames texts plays no part in what ids stand for.
    let loaded = try tokenizer.load(applying: Set(FramingRules.Part.allCases))
    var data = DataOutput(path: output)
    for path in files.isEmpty ? ["-"] : files {
      let bytes = try readWholeFile(path)
      switch format {
      case .ids where loaded.tokenizer.decodesByJoining:
        try decode(IDText.ids(in: bytes, path: path), loaded.tokenizer, path, to: &data)
      case .ids:
        for ids in try IDText.lines(of: bytes, path: path) {
          try decode(ids, loaded.tokenizer, path, to: &data)
        }
      case .u32:
        try decode(IDText.ids(inWords: bytes, path: path), loaded.tokenizer, path, to: &data)
      }
    }
    try data.finish()
  }

  private func decode(
    _ ids: [TokenID], _ tokenizer: Tokenizer, _ path: String, to data: inout DataOutput
  ) throws {
    do {
      try data.write(
        tokenizer.decode(ids, skippingSpecialTokens: skipSpecialTokens))
    } catch let error as TokenizationError {
      throw CommandFailure("\(path): \(error)")
    }
  }
}
