package import Tokenization
import TokenizerModel

/// Several tokenizers over the same texts: everything that a report says, before it is written.
package struct Comparison: Sendable {
  /// A text to compare on.
  package struct Text: Sendable {
    /// Its key in JSON and its title in reports: `ko` and `en` for parallel text, else the file's name.
    package var name: String
    /// Where it came from.
    package var path: String
    /// The SHA-256 of the file, in hexadecimal digits.
    package var sha256: String
    /// Its lines without their ends.
    package var documents: [[UInt8]]

    package init(name: String, path: String, sha256: String, documents: [[UInt8]]) {
      self.name = name
      self.path = path
      self.sha256 = sha256
      self.documents = documents
    }
  }

  /// A tokenizer to compare.
  package struct Subject: Sendable {
    /// The name in tables.
    package var name: String
    /// Where it came from.
    package var path: String
    /// The SHA-256 of its file, in hexadecimal digits.
    package var sha256: String
    /// The tokenizer itself.
    package var tokenizer: Tokenizer
    /// What its tokens cost, if that is to be said.
    package var price: InputPrice?

    package init(name: String, path: String, sha256: String, tokenizer: Tokenizer) {
      self.name = name
      self.path = path
      self.sha256 = sha256
      self.tokenizer = tokenizer
    }
  }

  /// What came out for one tokenizer.
  package struct Result: Sendable {
    /// The tokenizer.
    package let subject: Subject
    /// Tokens in its vocabulary, added ones too.
    package let vocabularySize: Int
    /// The measures of each text, in the order of the texts.
    package let measures: [TextMeasures]
    /// The premium of the first text over the second, for parallel text.
    package let premium: ParallelPremium?
    /// How token borders fall on gold borders, where there is a gold segmentation.
    package let boundaries: [GoldSegmentation.Kind: BoundaryScore]
    /// How many tokens of the vocabulary have each number of bytes.
    package let lengthHistogram: [Int]
  }

  /// The texts, in the order given.
  package let texts: [Text]
  /// Whether the texts are two, Korean and English, line by line the same.
  package let isParallel: Bool
  /// The tokenizers' results, in the order given.
  package let results: [Result]
  /// The draws behind the intervals, for each text.
  package let bootstraps: [Bootstrap]
  /// Jaccard index of each two vocabularies, over all tokens.
  package let overlap: [[Double]]
  /// Jaccard index of each two vocabularies, over tokens with a Hangul syllable.
  package let hangulOverlap: [[Double]]

  /// Compares tokenizers over texts.
  ///
  /// - Parameters:
  ///   - subjects: The tokenizers.
  ///   - texts: The texts.
  ///   - isParallel: Whether there are two texts, aligned line by line.
  ///   - gold: Sentences with marked borders, if there are any.
  ///   - progress: Called with the name of each tokenizer before its turn.
  /// - Throws: `TokenAnalysisError.unequalLines`; `TokenizationError` where a line is too long.
  package init(
    _ subjects: [Subject], over texts: [Text], isParallel: Bool, gold: GoldSegmentation? = nil,
    progress: (String) -> Void = { _ in }
  ) throws {
    if isParallel {
      precondition(texts.count == 2, "parallel text has two sides")
      let (left, right) = (texts[0].documents.count, texts[1].documents.count)
      if left != right { throw TokenAnalysisError.unequalLines(left: left, right: right) }
    }
    var sets: [TokenSet] = []
    results = try subjects.map { subject in
      progress(subject.name)
      let writing = TokenWriting(subject.tokenizer)
      let tokens = (0..<subject.tokenizer.idUpperBound).compactMap {
        writing.bytes(of: TokenID($0))
      }
      sets.append(TokenSet(tokens))
      let measurer = TextMeasurer(subject.tokenizer)
      let measures = try texts.map { try measurer.measure($0.documents) }
      return Result(
        subject: subject, vocabularySize: tokens.count, measures: measures,
        premium: isParallel
          ? ParallelPremium(tokens: measures[0].documentTokens, over: measures[1].documentTokens)
          : nil,
        boundaries: try gold.map { try BoundaryScore.scores(of: subject.tokenizer, against: $0) }
          ?? [:],
        lengthHistogram: Self.histogram(tokens.map(\.count)))
    }
    self.texts = texts
    self.isParallel = isParallel
    bootstraps = texts.map {
      Bootstrap(unitCount: min($0.documents.count, Bootstrap.mostUnits))
    }
    let hangul = sets.map(\.withHangul)
    overlap = sets.map { left in sets.map { left.jaccardIndex($0) } }
    hangulOverlap = hangul.map { left in hangul.map { left.jaccardIndex($0) } }
  }

  private static func histogram(_ lengths: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: (lengths.max() ?? 0) + 1)
    for length in lengths { result[length] += 1 }
    return result
  }
}
