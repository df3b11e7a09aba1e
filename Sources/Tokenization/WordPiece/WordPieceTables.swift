import TextNormalization
import TokenizerModel

/// The unchanging tables of a WordPiece model.
struct WordPieceTables: Sendable {
  /// The tokens as an automaton.
  let trie: WordPieceTrie
  /// The scalars that stand in tokens.
  let alphabet: ScalarSymbols
  /// The token of a word that the others do not make up.
  let unknown: UInt32
  /// How many scalars a word may have.
  let longestPiece: Int
  /// For each id, its bytes in a piece that it begins, and in one that it continues.
  let lengths: [UInt32]
  /// The bytes of the continuing prefix.
  let prefixLength: Int

  /// The tables of a model.
  ///
  /// - Throws: `TokenizationError.vocabularyTooLarge` where the tables outgrow all reason.
  init(_ model: WordPieceModel) throws(TokenizationError) {
    unknown = model.unknownToken.rawValue
    longestPiece = model.longestPiece
    prefixLength = model.continuingPrefix.count
    var list = SymbolList(alphabet: Self.alphabet(of: model.vocabulary))
    list.add(model.vocabulary, model)
    alphabet = list.alphabet
    var start: UInt32 = 0
    lengths = model.vocabulary.ends.map { end in
      defer { start = end }
      return end - start
    }
    let built = WordPieceTrieBuilder.trie(
      symbols: list.symbols, words: list.words, continuations: list.continuations,
      largestSymbol: list.alphabet.largest)
    guard let built, built.cells.count < Int(UInt32.max) else {
      throw .vocabularyTooLarge(
        bytes: model.vocabulary.bytes.count, limit: Int(WordPieceTrie.several))
    }
    trie = built
  }

  /// The scalars of all tokens, the most frequent first, so that the children of most nodes lie close
  /// together.
  private static func alphabet(of vocabulary: Vocabulary) -> ScalarSymbols {
    let bytes = vocabulary.bytes.span
    var numbers = ScalarSymbols(after: 0)
    var found: [(scalar: UInt32, count: Int)] = []
    for id in 0..<vocabulary.upperBound {
      let token = bytes.extracting(vocabulary.range(of: TokenID(id)))
      var index = 0
      while index < token.count {
        let unit = ScalarScan.unit(of: token, at: index)
        index = unit.range.upperBound
        guard let scalar = unit.value else { continue }
        let number = Int(numbers.symbol(of: scalar))
        if number == 0 {
          numbers.add(scalar)
          found.append((scalar, 1))
        } else {
          found[number - 1].count += 1
        }
      }
    }
    var alphabet = ScalarSymbols(after: WordPieceTrie.firstSymbol - 1)
    found.sort { ($1.count, $0.scalar) < ($0.count, $1.scalar) }
    for (scalar, _) in found { alphabet.add(scalar) }
    return alphabet
  }

  /// The bytes that a token takes of a piece.
  func length(of id: UInt32, isFirst: Bool) -> Int {
    Int(lengths[Int(id)]) - (isFirst ? 0 : prefixLength)
  }

  /// Whether a scalar alone is a token, and its id.
  func single(_ symbol: UInt32) -> UInt32 {
    guard let node = trie.child(of: WordPieceTrie.root, by: symbol),
      trie.link(of: node) == WordPieceTrie.continuation
    else { return unknown }
    return UInt32(truncatingIfNeeded: trie.failures[Int(node)] >> 32)
  }
}

/// The tokens of a model as symbols of an alphabet.
private struct SymbolList {
  let alphabet: ScalarSymbols
  var symbols: [UInt32] = []
  var words: [WordPieceToken] = []
  var continuations: [WordPieceToken] = []

  init(alphabet: ScalarSymbols) { self.alphabet = alphabet }

  /// Takes the tokens in, but for those that no piece can hold.
  mutating func add(_ vocabulary: Vocabulary, _ model: WordPieceModel) {
    let bytes = vocabulary.bytes.span
    let prefix = model.continuingPrefix.span
    var start = 0
    for id in 0..<vocabulary.upperBound {
      let range = start..<Int(vocabulary.ends[id])
      start = range.upperBound
      if range.isEmpty { continue }
      if let symbols = append(bytes, range, atMost: model.longestPiece) {
        words.append(WordPieceToken(id: UInt32(id), range: symbols))
      }
      guard range.count > prefix.count, Self.begins(bytes, range, with: prefix) else { continue }
      let rest = (range.lowerBound + prefix.count)..<range.upperBound
      if let symbols = append(bytes, rest, atMost: model.longestPiece) {
        continuations.append(WordPieceToken(id: UInt32(id), range: symbols))
      }
    }
  }

  private static func begins(
    _ bytes: Span<UInt8>, _ range: Range<Int>, with prefix: Span<UInt8>
  ) -> Bool {
    for index in prefix.indices where bytes[range.lowerBound + index] != prefix[index] {
      return false
    }
    return true
  }

  private mutating func append(
    _ bytes: Span<UInt8>, _ range: Range<Int>, atMost limit: Int
  ) -> Range<Int>? {
    let start = symbols.count
    let text = bytes.extracting(range)
    var index = 0
    while index < text.count {
      let unit = ScalarScan.unit(of: text, at: index)
      index = unit.range.upperBound
      guard let scalar = unit.value, symbols.count - start < limit else {
        symbols.removeSubrange(start...)
        return nil
      }
      symbols.append(alphabet.symbol(of: scalar))
    }
    return start == symbols.count ? nil : start..<symbols.count
  }
}
