import PreTokenization
import TextNormalization

/// Mistral's `tekken.json`: ranks like tiktoken's, with the split pattern and special tokens in it.
///
/// Special tokens have the first ids, and a rank's id is behind them; of the ranks only as many count
/// as `default_vocab_size` has room for.
///
/// Source: `Tekkenizer` of mistralai/mistral-common.
public enum TekkenFile {
  /// Reads the bytes of a `tekken.json`.
  ///
  /// - Throws: `TokenizerModelError` where the file is malformed or contradicts itself.
  /// - Complexity: O(size of the file), expected.
  public static func read(_ bytes: [UInt8]) throws(TokenizerModelError) -> TokenizerDefinition {
    do {
      var reader = JSONReader(bytes)
      let parts = try TekkenParts(reading: &reader)
      try reader.finish()
      return try parts.assemble()
    } catch let error as JSONError {
      throw .json(error)
    } catch let error as TokenizerModelError {
      throw error
    } catch { preconditionFailure("an error of a foreign type: \(error)") }
  }
}

/// The members of a `tekken.json` as they stand.
private struct TekkenParts {
  private var pattern: String?
  private var vocabularySize: Int?
  private var specialCount: Int?
  private var ranks: [(rank: Int, bytes: [UInt8])] = []
  private var specialTokens: [(rank: Int, text: String)]?

  init(reading reader: inout JSONReader) throws {
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "config": try readConfiguration(&reader)
      case "vocab": try reader.readArray { reader, place in try readRank(&reader, place) }
      case "special_tokens":
        if try reader.readNull() { return }
        specialTokens = []
        try reader.readArray { reader, place in try readSpecialToken(&reader, place) }
      default: try reader.skipValue()
      }
    }
  }

  private mutating func readConfiguration(_ reader: inout JSONReader) throws {
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "pattern": pattern = try reader.readText()
      case "default_vocab_size": vocabularySize = try reader.readInteger()
      case "default_num_special_tokens": specialCount = try reader.readInteger()
      default: try reader.skipValue()
      }
    }
  }

  private mutating func readRank(_ reader: inout JSONReader, _ place: Int) throws {
    var rank: Int?
    var bytes: [UInt8]?
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "rank": rank = try reader.readInteger()
      case "token_bytes":
        guard let decoded = Base64.decode(try reader.readString()[...]), !decoded.isEmpty else {
          throw TokenizerModelError.invalid(
            place: "vocab[\(place)].token_bytes", problem: "not the Base64 of a token")
        }
        bytes = decoded
      default: try reader.skipValue()
      }
    }
    guard let rank, let bytes else {
      throw TokenizerModelError.missing(
        place: "vocab[\(place)].\(rank == nil ? "rank" : "token_bytes")")
    }
    ranks.append((rank, bytes))
  }

  private mutating func readSpecialToken(_ reader: inout JSONReader, _ place: Int) throws {
    var rank: Int?
    var text: String?
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "rank": rank = try reader.readInteger()
      case "token_str": text = try reader.readText()
      default: try reader.skipValue()
      }
    }
    guard let rank, let text, !text.isEmpty else {
      throw TokenizerModelError.missing(
        place: "special_tokens[\(place)].\(rank == nil ? "rank" : "token_str")")
    }
    specialTokens?.append((rank, text))
  }

  /// Holds the parts against each other.
  func assemble() throws(TokenizerModelError) -> TokenizerDefinition {
    guard let pattern else { throw .missing(place: "config.pattern") }
    guard let vocabularySize else { throw .missing(place: "config.default_vocab_size") }
    guard let specialCount else { throw .missing(place: "config.default_num_special_tokens") }
    guard (0..<TokenizerJSON.idLimit).contains(vocabularySize),
      (0..<vocabularySize).contains(specialCount)
    else {
      throw .invalid(
        place: "config",
        problem: "\(specialCount) special tokens in a vocabulary of \(vocabularySize)")
    }
    let count = min(ranks.count, vocabularySize - specialCount)
    var vocabulary = Vocabulary()
    for _ in 0..<specialCount { vocabulary.appendGap() }
    var seen = Set<[UInt8]>(minimumCapacity: count)
    for (place, token) in ranks.prefix(count).enumerated() {
      guard token.rank == place else {
        throw .invalid(place: "vocab[\(place)].rank", problem: "\(token.rank)")
      }
      guard seen.insert(token.bytes).inserted else {
        throw .invalid(place: "vocab[\(place)]", problem: "the token stands twice")
      }
      vocabulary.append(token.bytes)
    }
    for byte in UInt8.min...UInt8.max where !seen.contains([byte]) {
      throw .invalid(
        place: "vocab", problem: "no token for the single byte 0x\(String(byte, radix: 16))")
    }
    return TokenizerDefinition(
      normalizer: .none, preTokenizer: .recognizing(pattern, in: .tiktoken),
      model: BytePairModel(
        vocabulary: vocabulary, mergeRule: .ranks, takesWholePreTokens: true),
      addedTokens: try addedTokens(specialCount))
  }

  /// The special tokens; ids without one are called `<SPECIAL_n>`.
  private func addedTokens(_ count: Int) throws(TokenizerModelError) -> [AddedToken] {
    var texts = [String?](repeating: nil, count: count)
    let known = specialTokens ?? Self.firstSpecialTokens.enumerated().map { ($0, $1) }
    for (place, token) in known.enumerated() where specialTokens != nil || token.rank < count {
      guard texts.indices.contains(token.rank), texts[token.rank] == nil else {
        throw .invalid(place: "special_tokens[\(place)].rank", problem: "\(token.rank)")
      }
      texts[token.rank] = token.text
    }
    var seen: Set<[UInt8]> = []
    var added: [AddedToken] = []
    for (id, text) in texts.enumerated() {
      let content = text ?? "<SPECIAL_\(id)>"
      guard seen.insert(Array(content.utf8)).inserted else {
        throw .invalid(place: "special_tokens", problem: "\(content) stands twice")
      }
      added.append(AddedToken(content: content, id: TokenID(id)))
    }
    return added
  }

  /// What the first files, which name none, stand for.
  private static let firstSpecialTokens = [
    "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]",
    "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]",
    "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]",
    "[TOOL_CONTENT]",
  ]
}
