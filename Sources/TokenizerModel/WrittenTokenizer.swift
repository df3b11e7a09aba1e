import PreTokenization
import TextNormalization

/// A format in which tokenizers are written.
package enum WrittenFormat: String, Sendable, CaseIterable {
  /// Hugging Face's `tokenizer.json`.
  case tokenizerJSON = "tokenizer.json"
  /// OpenAI's rank files.
  case ranks = ".tiktoken"
  /// BERT's word lists.
  case wordList = "vocab.txt"
  /// GPT-2's pair of files.
  case vocabularyAndMerges = "vocab.json with merges.txt"
  /// Mistral's `tekken.json`.
  case tekken = "tekken.json"
}

/// A tokenizer in the bytes of a format, and what reading them gives: written is only what reads back
/// as the same tokenizer.
package struct WrittenTokenizer: Sendable {
  /// The bytes of the file.
  package private(set) var bytes: [UInt8] = []
  /// The bytes of `merges.txt`, where the format has one.
  package private(set) var merges: [UInt8]?
  /// What a reader makes of the files, who is told what the format does not hold.
  package private(set) var definition: TokenizerDefinition
  /// What the reader must be told, a phrase each.
  package private(set) var notes: [String] = []
  /// Why some text may get other ids, or nil where none can.
  package private(set) var doubt: String?

  /// Writes a tokenizer in a format.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` where anything but what `notes` names would be lost.
  /// - Complexity: O(bytes of the vocabulary); from ranks to merges, and back, as
  ///   `BytePairModel.mergesOfRanks()`.
  package init(
    _ original: TokenizerDefinition, as format: WrittenFormat
  ) throws(TokenizerModelError) {
    definition = original
    switch format {
    case .tokenizerJSON: try writeTokenizerJSON(original)
    case .ranks: try writeRanks(original)
    case .wordList: try writeWordList(original)
    case .vocabularyAndMerges: try writeVocabularyAndMerges(original)
    case .tekken: try writeTekken(original)
    }
  }

  private mutating func writeTokenizerJSON(
    _ original: TokenizerDefinition
  ) throws(TokenizerModelError) {
    let restated = try original.restated()
    doubt = restated.doubt
    bytes = try TokenizerJSON.write(restated.definition)
    definition = try Self.readingBack(.tokenizerJSON) { () throws(TokenizerModelError) in
      try TokenizerJSON.read(bytes).definition
    }
    try compare(restated.definition, .tokenizerJSON)
  }

  private mutating func writeRanks(_ original: TokenizerDefinition) throws(TokenizerModelError) {
    bytes = try RankFile.write(original)
    definition = original
    definition.model = .bytePair(try RankFile.read(bytes))
    definition.addedTokens = original.comparableAddedTokens.filter { $0.isSpecial && $0.isPlain }
    definition.postProcessor = nil
    definition.truncation = nil
    definition.padding = nil
    try compare(original, .ranks)
    if let pattern = original.byteLevel?.preTokenizer {
      notes.append("the split pattern \(pattern.patternText(in: .tiktoken))")
    }
    noteSpecialTokens(of: original.addedTokens)
  }

  private mutating func writeWordList(_ original: TokenizerDefinition) throws(TokenizerModelError) {
    guard original.normalizer.count == 1, case .bert(let rules) = original.normalizer[0] else {
      throw .notExpressible(
        format: WrittenFormat.wordList.rawValue, reason: "it is for BERT's normalizer alone")
    }
    bytes = try WordListFile.write(original)
    definition = try Self.readingBack(.wordList) { () throws(TokenizerModelError) in
      try WordListFile.read(bytes, normalization: rules)
    }
    try compare(original, .wordList)
    if rules != .cased { notes.append("the normalizer") }
  }

  private mutating func writeVocabularyAndMerges(
    _ original: TokenizerDefinition
  ) throws(TokenizerModelError) {
    guard let pattern = original.byteLevel?.preTokenizer else {
      throw .notExpressible(
        format: WrittenFormat.vocabularyAndMerges.rawValue,
        reason: "it is for byte-level byte-pair encoding with one split pattern alone")
    }
    let files = VocabularyAndMerges.write(try original.withListedMerges())
    (bytes, merges) = (files.vocabulary, files.merges)
    definition = try Self.readingBack(.vocabularyAndMerges) { () throws(TokenizerModelError) in
      try VocabularyAndMerges.read(
        vocabulary: files.vocabulary, merges: files.merges, pattern: pattern)
    }
    try compare(original, .vocabularyAndMerges)
    if pattern != .gpt2 { notes.append("the split pattern \(pattern.patternText)") }
  }

  private mutating func writeTekken(_ original: TokenizerDefinition) throws(TokenizerModelError) {
    bytes = try TekkenFile.write(original)
    definition = try Self.readingBack(.tekken) { () throws(TokenizerModelError) in
      try TekkenFile.read(bytes)
    }
    try compare(original, .tekken)
  }

  /// Refuses to go on where the reader's tokenizer is another one.
  private func compare(
    _ original: TokenizerDefinition, _ format: WrittenFormat
  ) throws(TokenizerModelError) {
    if let part = original.firstDifference(from: definition) {
      throw .notExpressible(format: format.rawValue, reason: "\(part) would be lost")
    }
  }

  private mutating func noteSpecialTokens(of tokens: [AddedToken]) {
    if tokens.isEmpty { return }
    let names = tokens.prefix(4).map { "\($0.content) \($0.id.rawValue)" }.joined(separator: ", ")
    notes.append("the special tokens (\(names)\(tokens.count > 4 ? ", …" : ""))")
  }

  /// A file that its own reader refuses holds something that the format cannot hold.
  private static func readingBack(
    _ format: WrittenFormat, _ read: () throws(TokenizerModelError) -> TokenizerDefinition
  ) throws(TokenizerModelError) -> TokenizerDefinition {
    do throws(TokenizerModelError) {
      return try read()
    } catch {
      throw .notExpressible(format: format.rawValue, reason: "it would not read back: \(error)")
    }
  }
}
