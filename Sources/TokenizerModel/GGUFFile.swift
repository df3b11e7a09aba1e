import PreTokenization
import TextNormalization

/// The vocabulary in the header of a GGUF file.
///
/// Source: the specification of GGUF in ggml-org/ggml, and `llama-vocab.cpp` of ggml-org/llama.cpp for
/// what the keys mean.
public enum GGUFFile {
  /// Whether the bytes begin like a GGUF file.
  package static func isLikely(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("GGUF".utf8)) }

  /// Reads the header at the start of a GGUF file; what stands behind it may be missing.
  ///
  /// - Throws: `TokenizerModelError` where the header is malformed, or the vocabulary is of a kind or
  ///   has a pre-tokenizer that is not supported.
  /// - Complexity: O(size of the header).
  public static func read(_ bytes: [UInt8]) throws(TokenizerModelError) -> TokenizerDefinition {
    let header = try GGUFHeader(bytes)
    guard let model = header.text("tokenizer.ggml.model") else {
      throw .missing(place: "tokenizer.ggml.model")
    }
    switch model {
    case "gpt2": return try bytePairs(header)
    case "llama": return try sentencePiece(header, .bytePair)
    case "t5": return try sentencePiece(header, .unigram)
    default:
      throw .unsupported(
        place: "tokenizer.ggml.model", value: JSONReader.quoted(model.utf8))
    }
  }

  /// What the name of the pre-tokenizer stands for.
  private static func preTokenizer(
    _ header: GGUFHeader
  ) throws(TokenizerModelError) -> GGUFPreTokenizer {
    guard let name = header.text("tokenizer.ggml.pre") else {
      throw .missing(place: "tokenizer.ggml.pre")
    }
    guard let preTokenizer = GGUFPreTokenizer(named: name) else {
      throw .unsupported(place: "tokenizer.ggml.pre", value: JSONReader.quoted(name.utf8))
    }
    return preTokenizer
  }

  private static func bytePairs(
    _ header: GGUFHeader
  ) throws(TokenizerModelError) -> TokenizerDefinition {
    var lists = BytePairLists()
    let preTokenizer = try preTokenizer(header)
    lists.patterns = preTokenizer.patterns
    lists.ignoresMerges = preTokenizer.ignoresMerges
    let tokens = try header.texts("tokenizer.ggml.tokens")
    let kinds = try self.kinds(header, count: tokens.count)
    lists.merges = try header.texts("tokenizer.ggml.merges")
    for (id, text) in tokens.enumerated() {
      guard kinds[id] == .control || kinds[id] == .userDefined else {
        lists.tokens.append(BytePairLists.Token(text: text, id: id))
        continue
      }
      guard let content = String(validating: text, as: UTF8.self) else {
        throw .invalid(place: "tokenizer.ggml.tokens[\(id)]", problem: "not UTF-8")
      }
      lists.addedTokens.append(
        AddedToken(content: content, id: TokenID(id), isSpecial: kinds[id] == .control))
    }
    return try lists.definition()
  }

  private static func sentencePiece(
    _ header: GGUFHeader, _ algorithm: SentencePieceModel.Algorithm
  ) throws(TokenizerModelError) -> TokenizerDefinition {
    let tokens = try header.texts("tokenizer.ggml.tokens")
    let kinds = try self.kinds(header, count: tokens.count)
    let scores = try header.floats("tokenizer.ggml.scores")
    guard scores.count == tokens.count else {
      throw .invalid(
        place: "tokenizer.ggml.scores", problem: "\(scores.count) for \(tokens.count) tokens")
    }
    var parts = SentencePieceParts()
    parts.modelType = algorithm == .unigram ? 1 : 2
    parts.fallsBackToBytes = kinds.contains(.byte)
    parts.normalization.addsDummyPrefix = header.flag("tokenizer.ggml.add_space_prefix") ?? true
    parts.normalization.removesExtraSpaces =
      header.flag("tokenizer.ggml.remove_extra_whitespaces") ?? false
    parts.normalization.characterMap = try header.map("tokenizer.ggml.precompiled_charsmap")
    for (id, text) in tokens.enumerated() {
      guard !text.isEmpty, scores[id].isFinite else {
        throw .invalid(place: "tokenizer.ggml.tokens[\(id)]", problem: "no text or no score")
      }
      parts.append(text, scores[id], kinds[id])
    }
    return try parts.assemble()
  }

  private static func kinds(
    _ header: GGUFHeader, count: Int
  ) throws(TokenizerModelError) -> [SentencePieceModel.Kind] {
    let numbers = try header.integers("tokenizer.ggml.token_type")
    guard numbers.count == count else {
      throw .invalid(
        place: "tokenizer.ggml.token_type", problem: "\(numbers.count) for \(count) tokens")
    }
    var kinds: [SentencePieceModel.Kind] = []
    for (id, number) in numbers.enumerated() {
      guard let kind = UInt8(exactly: number).flatMap(SentencePieceModel.Kind.init) else {
        throw .unsupported(place: "tokenizer.ggml.token_type[\(id)]", value: "\(number)")
      }
      kinds.append(kind)
    }
    return kinds
  }
}
