import TokenizerModel

/// The bytes of the tokens that training has made so far, by symbol.
struct TokenStrings: ~Copyable {
  /// The most bytes that all tokens together may have.
  private let limit: Int
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// The 256 single bytes, in the order of their symbols.
  init(alphabet: [UInt8], limit: Int) {
    self.limit = limit
    for byte in alphabet { append(byte) }
  }

  private mutating func append(_ byte: UInt8) {
    bytes.append(byte)
    ends.append(bytes.count)
  }

  /// How many tokens there are.
  var count: Int { ends.count }

  /// Appends the token that a pair makes.
  ///
  /// - Throws: `vocabularyBytesTooMany` where all tokens would exceed `limit` bytes together.
  mutating func append(_ pair: SymbolPair) throws(TrainingError) {
    let left = range(of: pair.left)
    let right = range(of: pair.right)
    guard bytes.count + left.count + right.count <= limit else {
      throw .vocabularyBytesTooMany(limit: limit)
    }
    // A copy, because appending a slice of itself would copy the whole buffer.
    let token = Array(bytes[left]) + bytes[right]
    bytes.append(contentsOf: token)
    ends.append(bytes.count)
  }

  /// The length of a token in bytes.
  func length(of symbol: Int) -> Int { range(of: symbol).count }

  /// The bytes of a token.
  subscript(symbol: Int) -> ArraySlice<UInt8> { bytes[range(of: symbol)] }

  private func range(of symbol: Int) -> Range<Int> {
    (symbol == 0 ? 0 : ends[symbol - 1])..<ends[symbol]
  }

  /// Whether one pair stands before another, by the bytes of their left tokens, then of the right.
  func isBefore(_ first: SymbolPair, _ second: SymbolPair) -> Bool {
    // Different symbols have different bytes, so only equal symbols tie.
    first.left == second.left
      ? self[first.right].lexicographicallyPrecedes(self[second.right])
      : self[first.left].lexicographicallyPrecedes(self[second.left])
  }

  /// Whether one pair stands before another, by the texts of their left tokens in GPT-2's characters,
  /// then of the right.
  func isTextBefore(_ first: SymbolPair, _ second: SymbolPair) -> Bool {
    let symbols =
      first.left == second.left ? (first.right, second.right) : (first.left, second.left)
    return self[symbols.0].lexicographicallyPrecedes(self[symbols.1]) {
      ByteAlphabet.scalars[Int($0)] < ByteAlphabet.scalars[Int($1)]
    }
  }

  /// Whether a pair joined is one of the given byte strings.
  func joined(_ pair: SymbolPair, isOneOf strings: [[UInt8]]) -> Bool {
    let left = self[pair.left]
    let right = self[pair.right]
    return strings.contains { string in
      string.count == left.count + right.count && string.starts(with: left)
        && string[left.count...].elementsEqual(right)
    }
  }
}
