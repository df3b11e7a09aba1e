import ArgumentParser
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi encode`: text into token ids.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode", abstract: "Turn text into token ids.",
    discussion: """
      Each FILE is one document; with --lines each line is. Formats:
        ids     numbers separated by spaces, a document a line
        pieces  a JSON array of the tokens' text, a document a line; for reading, not for reversing
        json    an object with ids, pieces and offsets ([start, end) in source bytes), a document a line
        u32     32-bit words, little-endian, with nothing between

      With the options for models, a document becomes an input: json then has type_ids, \
      attention_mask, special_tokens_mask and texts (which of two each token is from) too.
      """)

  /// How ids are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case ids, pieces, json, u32
  }

  @OptionGroup var tokenizer: TokenizerOption

  @Option(help: "How ids are written.")
  var format = Format.ids

  @OptionGroup var special: SpecialTokenOption

  @Option(name: .shortAndLong, help: "The file to write; standard output if not given.")
  var output: String?

  @OptionGroup(title: "Inputs of models")
  var framing: FramingOptions

  @OptionGroup var threads: ThreadsOption

  @OptionGroup var input: DocumentInput

  func run() throws {
    let loaded = try tokenizer.load(applying: framing.applied, option: "--add-special-tokens")
    let policy = special.policy
    try loaded.check(policy)
    var data = DataOutput(path: output)
    if framing.isUsed {
      try writeInputs(of: loaded, policy, to: &data)
    } else {
      try writeTokens(of: loaded, policy, to: &data)
    }
    try data.finish()
  }

  private func writeInputs(
    of loaded: RunnableTokenizer, _ policy: SpecialTokenPolicy, to data: inout DataOutput
  ) throws {
    let documents = FramedDocuments(
      loaded: loaded, framing: try framing.framing(for: loaded), policy: policy,
      threads: threads.count, batchSize: framing.batchSize)
    let format = FramedOutput(
      tokenizer: loaded.tokenizer, format: format, numbersWindows: framing.keepsWindows)
    try documents.forEach(of: input, pair: framing.pair) { framed, document in
      try data.write(format.bytes(of: framed, document: document))
    }
  }

  private func writeTokens(
    of loaded: RunnableTokenizer, _ policy: SpecialTokenPolicy, to data: inout DataOutput
  ) throws {
    let session = EncodingSession(loaded.tokenizer)
    try input.forEachDocument { document in
      switch format {
      case .ids, .u32:
        var ids: [TokenID] = []
        try session.encode(document.span, appendingTo: &ids, allowedSpecial: policy)
        try data.write(format == .ids ? IDText.line(of: ids) : IDText.words(of: ids))
      case .pieces, .json:
        let text = try session.tokenize(document, allowedSpecial: policy)
        if format == .pieces, output == nil, ColouredPieces.isWanted {
          try data.write(ColouredPieces.line(of: text, loaded.tokenizer))
        } else {
          try data.write(PieceText.line(of: text, loaded.tokenizer, whole: format == .json))
        }
      }
    }
  }
}
