import TextNormalization

/// OpenAI's `.tiktoken` format: a line a token, its bytes in Base64, a space, its rank.
///
/// The file holds no split pattern and no special tokens; `OpenAIEncoding` knows them for the
/// published files.
public enum RankFile {
  /// Whether the bytes begin with a line of such a file.
  package static func isLikely(_ bytes: [UInt8]) -> Bool {
    let line = bytes.prefix(256).prefix { $0 != 0x0A && $0 != 0x0D }
    let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
    return words.count == 2 && Base64.decode(words[0])?.isEmpty == false
      && !words[1].isEmpty && words[1].allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }

  /// Reads a rank file into a byte-pair model; a token's id is its rank.
  ///
  /// Ranks may leave gaps (p50k_base leaves the id of `<|endoftext|>`), at most as many as there
  /// are tokens. A token without bytes, written `=` (the last of Whisper's), leaves one too.
  ///
  /// - Throws: `TokenizerModelError.line` naming the first line that cannot be used: bad Base64, a
  ///   rank that is no number, a rank or a token that stands twice; `.invalid` where a single byte
  ///   has no token.
  /// - Complexity: O(size of the file), expected.
  public static func read(_ bytes: [UInt8]) throws(TokenizerModelError) -> BytePairModel {
    var entries: [(token: [UInt8], rank: Int, line: Int)] = []
    var lineNumber = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      lineNumber += 1
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty { continue }
      let entry = try readLine(text, number: lineNumber)
      entries.append((entry.token, entry.rank, lineNumber))
    }
    if entries.isEmpty { throw .invalid(place: "the file", problem: "no ranks in it") }
    return try assemble(entries)
  }

  /// The bytes of a rank file for a byte-pair model.
  ///
  /// Special tokens are left out: the format has no place for them.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` where a reader of ranks would encode differently.
  public static func write(
    _ definition: TokenizerDefinition
  ) throws(TokenizerModelError) -> [UInt8] {
    guard let byteLevel = definition.byteLevel else {
      throw .notExpressible(
        format: ".tiktoken", reason: "the format holds byte-level byte-pair encoding alone")
    }
    guard byteLevel.normalizer == .none else {
      throw .notExpressible(
        format: ".tiktoken", reason: "the format has no place for a normalizer")
    }
    if let rule = definition.framingRules.phrases().first {
      throw .notExpressible(format: ".tiktoken", reason: "\(rule) would be lost")
    }
    let tokens = try tokensByRank(byteLevel.model)
    var result: [UInt8] = []
    for (rank, token) in tokens {
      Base64.append(token, to: &result)
      result.append(0x20)
      result.append(contentsOf: String(rank).utf8)
      result.append(0x0A)
    }
    return result
  }

  private static func readLine(
    _ line: ArraySlice<UInt8>, number: Int
  ) throws(TokenizerModelError) -> (token: [UInt8], rank: Int) {
    let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw .line(number, problem: "not a token in Base64, a space and a rank")
    }
    let hasNoBytes = parts[0] == [UInt8(ascii: "=")]
    guard let token = hasNoBytes ? [] : Base64.decode(parts[0]), token.isEmpty == hasNoBytes else {
      throw .line(number, problem: "\(JSONReader.quoted(parts[0])) is not Base64")
    }
    guard parts[1].count <= 8, parts[1].allSatisfy({ (0x30...0x39).contains($0) }),
      let rank = Int(String(decoding: parts[1], as: UTF8.self)), rank < TokenizerJSON.idLimit
    else {
      throw .line(
        number,
        problem: "\(JSONReader.quoted(parts[1])) is not a rank below \(TokenizerJSON.idLimit)")
    }
    return (token, rank)
  }

  private static func assemble(
    _ entries: [(token: [UInt8], rank: Int, line: Int)]
  ) throws(TokenizerModelError) -> BytePairModel {
    let sorted = entries.sorted { ($0.rank, $0.line) < ($1.rank, $1.line) }
    var vocabulary = Vocabulary()
    var lineOfToken: [[UInt8]: Int] = [:]
    lineOfToken.reserveCapacity(entries.count)
    var previousLine = 0
    for (token, rank, line) in sorted {
      if rank < vocabulary.upperBound {
        throw .line(line, problem: "the rank \(rank) stands in line \(previousLine) already")
      }
      if let first = lineOfToken.updateValue(line, forKey: token) {
        throw .line(line, problem: "the token of line \(first) stands here again")
      }
      if rank - vocabulary.upperBound > entries.count {
        throw .line(
          line, problem: "the rank \(rank) leaves a gap of more ids than there are tokens")
      }
      while vocabulary.upperBound < rank { vocabulary.appendGap() }
      if token.isEmpty { vocabulary.appendGap() } else { vocabulary.append(token) }
      previousLine = line
    }
    if let byte = (UInt8.min...UInt8.max).first(where: { lineOfToken[[$0]] == nil }) {
      throw .invalid(
        place: "the file", problem: "no token for the single byte 0x\(String(byte, radix: 16))")
    }
    return BytePairModel(vocabulary: vocabulary, mergeRule: .ranks, takesWholePreTokens: true)
  }

  /// The tokens by rank, once it is sure that ranks say what the merges say, and that no token is made
  /// only by a reader of ranks, who takes whole pre-tokens.
  static func tokensByRank(
    _ model: BytePairModel
  ) throws(TokenizerModelError) -> [(rank: Int, token: ArraySlice<UInt8>)] {
    if case .merges(let merges) = model.mergeRule {
      guard try merges == model.mergesOfRanks() else {
        throw .notExpressible(
          format: ".tiktoken", reason: "its merges are not what its ids in rising order amount to")
      }
      guard model.takesWholePreTokens || model.becomesEveryToken(by: merges) else {
        throw .notExpressible(
          format: ".tiktoken",
          reason: "a token that no merge makes would be found where it is a whole pre-token")
      }
    }
    return (0..<model.vocabulary.upperBound).compactMap { rank in
      model.vocabulary[TokenID(rank)].map { (rank, $0) }
    }
  }
}
