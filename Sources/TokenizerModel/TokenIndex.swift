/// Finds a token's id by its bytes: a hash table with linear probing over a packed vocabulary.
///
/// Where two ids have the same bytes, the smaller one is found.
package struct TokenIndex: Sendable {
  /// The tokens.
  package let vocabulary: Vocabulary
  /// Id + 1 of the token at each slot, or 0. At most half of the slots are taken.
  package private(set) var slots: [UInt32]

  /// Indexes all tokens of a vocabulary.
  ///
  /// - Complexity: O(bytes of the vocabulary).
  package init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    var capacity = 16
    while capacity < 2 * vocabulary.upperBound { capacity *= 2 }
    slots = [UInt32](repeating: 0, count: capacity)
    let bytes = vocabulary.bytes.span
    for index in 0..<vocabulary.upperBound where vocabulary.contains(TokenID(index)) {
      let range = vocabulary.range(of: TokenID(index))
      var slot = TokenIndex.hash(bytes, range) & (capacity - 1)
      while slots[slot] != 0 {
        let other = vocabulary.range(of: TokenID(Int(slots[slot]) - 1))
        if TokenTexts.areEqual(bytes, range, bytes, other) { break }
        slot = (slot + 1) & (capacity - 1)
      }
      if slots[slot] == 0 { slots[slot] = UInt32(index) + 1 }
    }
  }

  /// An index whose slots were kept; nil where a search in them would not end or lead out of the
  /// vocabulary.
  ///
  /// - Complexity: O(slots).
  package init?(_ vocabulary: Vocabulary, slots: [UInt32]) {
    guard slots.count.nonzeroBitCount == 1, slots.contains(0),
      slots.allSatisfy({ $0 <= vocabulary.upperBound })
    else { return nil }
    self.vocabulary = vocabulary
    self.slots = slots
  }

  /// The id of the token with these bytes, if there is one.
  ///
  /// - Complexity: O(length of the token), expected.
  package func id(of token: some Collection<UInt8>) -> TokenID? {
    var slot = TokenIndex.hash(token) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = TokenID(rawValue: slots[slot] - 1)
      let range = vocabulary.range(of: id)
      if range.count == token.count, vocabulary.bytes[range].elementsEqual(token) { return id }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// FNV-1a (Fowler, Noll, Vo) with a last mix, so that the low bits depend on every byte.
  private static func hash(_ token: some Collection<UInt8>) -> Int {
    var hash = start
    for byte in token { hash = (hash ^ UInt64(byte)) &* prime }
    return mixed(hash)
  }

  /// The same of a range of bytes.
  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var hash = start
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* prime }
    return mixed(hash)
  }

  private static let (start, prime): (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x100_0000_01B3)

  private static func mixed(_ hash: UInt64) -> Int {
    let folded = hash ^ hash >> 32
    return Int(truncatingIfNeeded: (folded &* 0x9E37_79B9_7F4A_7C15) >> 24)
  }
}
