import TextNormalization
import TokenizerModel

/// The tokens of a WordPiece model as an automaton, and the alphabet that it is over.
struct WordPieceAutomaton: Sendable {
  /// The tokens.
  let trie: WordPieceTrie
  /// The scalars that stand in tokens.
  let alphabet: ScalarSymbols

  /// An automaton that was made before.
  init(_ trie: WordPieceTrie, _ alphabet: ScalarSymbols) {
    self.trie = trie
    self.alphabet = alphabet
  }

  /// The automaton of a model; nil where it outgrows all reason.
  init?(_ model: WordPieceModel) {
    var list = SymbolList(alphabet: Self.alphabet(of: model.vocabulary))
    list.add(model.vocabulary, model)
    alphabet = list.alphabet
    let built = WordPieceTrieBuilder.trie(
      symbols: list.symbols, words: list.words, continuations: list.continuations,
      largestSymbol: list.alphabet.largest)
    guard let built, built.cells.count < Int(UInt32.max) else { return nil }
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

  /// Appends the tokens of a piece of at most so many scalars; false where it is unknown.
  func appendTokens(
    of piece: Span<UInt8>, atMost longestPiece: Int, to ids: inout [UInt32]
  ) -> Bool {
    var node = WordPieceTrie.root
    var scalars = 0
    var index = 0
    while index < piece.count {
      let unit = ScalarScan.unit(of: piece, at: index)
      index = unit.range.upperBound
      scalars += 1
      guard scalars <= longestPiece, let scalar = unit.value else { return false }
      let symbol = alphabet.symbol(of: scalar)
      var child = trie.child(of: node, by: symbol)
      while child == nil {
        let link = trie.link(of: node)
        if link == WordPieceTrie.none { return false }
        trie.appendPops(of: node, to: &ids)
        node = link
        child = trie.child(of: node, by: symbol)
      }
      node = child ?? node
    }
    while node != WordPieceTrie.continuation {
      let link = trie.link(of: node)
      if link == WordPieceTrie.none { return false }
      trie.appendPops(of: node, to: &ids)
      node = link
    }
    return true
  }

  /// The token of a single scalar; nil where it is none.
  func single(_ symbol: UInt32) -> UInt32? {
    guard let node = trie.child(of: WordPieceTrie.root, by: symbol),
      trie.link(of: node) == WordPieceTrie.continuation
    else { return nil }
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
