import PreTokenization
public import TextNormalization

/// Reads and writes `vocab.txt`: the tokens of a WordPiece vocabulary, one a line, whose numbers are
/// their ids.
///
/// The file says nothing about the normalizer, so the caller does; the rest is BERT's: its
/// pre-tokenizer, `##` before what continues a word, `[CLS]` and `[SEP]` around a text.
public enum WordListFile {
  /// BERT's special tokens, in the order of their usual ids.
  public static let specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  /// The tokenizer of a list of tokens.
  ///
  /// Of a token that stands twice the last line counts, as in BERT's own reader. White space at the end
  /// of a line is not part of the token.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - normalization: What is done to texts.
  /// - Returns: The tokenizer.
  /// - Throws: `TokenizerModelError` for a list without `[UNK]`, and for a line that is not UTF-8.
  /// - Complexity: O(bytes).
  public static func read(
    _ bytes: [UInt8], normalization: BertNormalization
  ) throws(TokenizerModelError) -> TokenizerDefinition {
    let lines = try lines(of: bytes)
    var places: [ArraySlice<UInt8>: Int] = [:]
    for (place, line) in lines.enumerated() where !line.isEmpty { places[line] = place }
    let special = specialTokens.compactMap { token in
      places[Array(token.utf8)[...]].map { AddedToken(content: token, id: TokenID($0)) }
    }
    guard let unknown = places[Array("[UNK]".utf8)[...]] else {
      throw .missing(place: "the line \"[UNK]\"")
    }
    var isLeftOut = [Bool](repeating: false, count: lines.count)
    for token in special { isLeftOut[token.id.index] = true }
    var vocabulary = Vocabulary()
    for (place, line) in lines.enumerated() {
      if places[line] == place, !isLeftOut[place] {
        vocabulary.append(line)
      } else {
        vocabulary.appendGap()
      }
    }
    return TokenizerDefinition(
      WordPieceModel(vocabulary: vocabulary, unknownToken: TokenID(unknown)),
      normalization: normalization, specialTokens: special)
  }

  /// The lines of a file without their ends; a last line that is empty is none.
  private static func lines(
    of bytes: [UInt8]
  ) throws(TokenizerModelError) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard lines.count < TokenizerJSON.idLimit else {
      throw .line(TokenizerJSON.idLimit, problem: "more lines than a vocabulary has tokens")
    }
    for place in lines.indices {
      guard isWellFormed(Array(lines[place])) else {
        throw .line(place + 1, problem: "not well-formed UTF-8")
      }
      while let last = lines[place].last, [0x20, 0x09, 0x0D].contains(last) {
        lines[place].removeLast()
      }
    }
    return lines
  }

  private static func isWellFormed(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      let length = WellFormedUTF8.scalarLength(in: bytes, at: index)
      if length == 0 { return false }
      index += length
    }
    return true
  }

  /// The bytes of a `vocab.txt`.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` for anything but WordPiece without gaps, and where
  ///   something else than BERT's frame stands around texts.
  public static func write(
    _ definition: TokenizerDefinition
  ) throws(TokenizerModelError) -> [UInt8] {
    guard case .wordPiece(let model) = definition.model else {
      throw .notExpressible(format: "vocab.txt", reason: "only WordPiece is written")
    }
    let usual = FramingRules(postProcessor: .bertTemplate(of: definition.addedTokens))
    if definition.framingRules != usual, let rule = definition.framingRules.phrases().first {
      throw .notExpressible(format: "vocab.txt", reason: "\(rule) would be lost")
    }
    let added = Dictionary(
      definition.addedTokens.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var bytes: [UInt8] = []
    for index in 0..<definition.idUpperBound {
      let id = TokenID(index)
      let special = added[id].map { Array($0.content.utf8)[...] }
      guard let token = special ?? model.vocabulary[id] else {
        throw .notExpressible(format: "vocab.txt", reason: "the id \(index) has no token")
      }
      bytes.append(contentsOf: token)
      bytes.append(0x0A)
    }
    return bytes
  }
}

extension TokenizerDefinition {
  /// BERT's tokenizer of a WordPiece model: its normalizer, its pre-tokenizer, its decoder, and
  /// `[CLS] A [SEP] B [SEP]` around texts where the special tokens have those two.
  public init(
    _ model: WordPieceModel, normalization: BertNormalization, specialTokens: [AddedToken]
  ) {
    self.init(
      normalizer: [.bert(normalization)], preTokenizer: [.bert], model: .wordPiece(model),
      postProcessor: .bertTemplate(of: specialTokens),
      decoder: [.wordPiece(prefix: model.continuingPrefix, cleansUp: true)],
      addedTokens: specialTokens.sorted { $0.id < $1.id })
  }
}

extension PostProcessor {
  /// BERT's template, where `[CLS]` and `[SEP]` are among the tokens.
  fileprivate static func bertTemplate(of tokens: [AddedToken]) -> PostProcessor? {
    func framing(_ content: String) -> FramingToken? {
      tokens.first { $0.content.utf8.elementsEqual(content.utf8) }.map {
        FramingToken(content: Array(content.utf8), id: $0.id)
      }
    }
    guard let classifier = framing("[CLS]"), let separator = framing("[SEP]") else { return nil }
    return .template(PromptTemplate(classifier: classifier, separator: separator))
  }
}

extension PromptTemplate {
  /// `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`; what belongs to B has the type id 1.
  fileprivate init(classifier: FramingToken, separator: FramingToken) {
    let single: [Part] = [
      .token(name: classifier.content, typeID: 0), .text(isSecond: false, typeID: 0),
      .token(name: separator.content, typeID: 0),
    ]
    self.init(
      single: single,
      pair: single + [
        .text(isSecond: true, typeID: 1), .token(name: separator.content, typeID: 1),
      ],
      tokens: [classifier, separator].map { NamedTokens(name: $0.content, tokens: [$0]) })
  }
}
