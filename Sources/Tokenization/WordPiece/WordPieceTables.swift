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
    for id in 0..<model.vocabulary.upperBound {
      guard let token = model.vocabulary[TokenID(id)] else { continue }
      list.add(token, id: UInt32(id), model)
    }
    alphabet = list.alphabet
    lengths = (0..<model.vocabulary.upperBound).map {
      UInt32(model.vocabulary.range(of: TokenID($0)).count)
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
    var counts: [UInt32: Int] = [:]
    for id in 0..<vocabulary.upperBound {
      let token = vocabulary.bytes.span.extracting(vocabulary.range(of: TokenID(id)))
      var index = 0
      while index < token.count {
        let unit = ScalarScan.unit(of: token, at: index)
        index = unit.range.upperBound
        if let scalar = unit.value { counts[scalar, default: 0] += 1 }
      }
    }
    var alphabet = ScalarSymbols(after: WordPieceTrie.firstSymbol - 1)
    for (scalar, _) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      alphabet.add(scalar)
    }
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
  var words: [WordPieceTrieBuilder.Token] = []
  var continuations: [WordPieceTrieBuilder.Token] = []

  /// Takes a token in, unless no piece can hold it.
  mutating func add(_ token: ArraySlice<UInt8>, id: UInt32, _ model: WordPieceModel) {
    if let range = symbols(of: token, model) {
      words.append(WordPieceTrieBuilder.Token(id: id, range: range))
    }
    if token.starts(with: model.continuingPrefix),
      let range = symbols(of: token.dropFirst(model.continuingPrefix.count), model)
    {
      continuations.append(WordPieceTrieBuilder.Token(id: id, range: range))
    }
  }

  private mutating func symbols(of text: ArraySlice<UInt8>, _ model: WordPieceModel) -> Range<Int>?
  {
    let start = symbols.count
    let bytes = Array(text)
    var index = 0
    while index < bytes.count {
      let unit = ScalarScan.unit(of: bytes.span, at: index)
      index = unit.range.upperBound
      guard let scalar = unit.value, symbols.count - start < model.longestPiece else {
        symbols.removeSubrange(start...)
        return nil
      }
      symbols.append(alphabet.symbol(of: scalar))
    }
    return start == symbols.count ? nil : start..<symbols.count
  }
}
