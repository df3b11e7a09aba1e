import TextNormalization
import TokenizerModel

/// Finds the longest tokens of pieces by a table of all tokens' hashes: slower than the automaton, and made
/// in a fraction of the time.
///
/// A slot is 0 where it is free, else the id of a token plus 1, and some bits of its hash above. At most half
/// of the slots are taken; collisions go to the next slot.
///
/// ```
///   31    24 23                   0
///   +-------+---------------------+
///   |  tag  |       id + 1        |
///   +-------+---------------------+
/// ```
struct WordPieceIndex: Sendable {
  /// No token of more bytes is looked for, since the work for a piece grows with them.
  static let longestToken = 256

  private let vocabulary: Vocabulary
  private let prefix: [UInt8]
  /// The hash of the continuing prefix, with which the tokens of the middle of a piece begin.
  private let prefixHash: UInt64
  /// The bytes of the longest token.
  private let longest: Int
  private let slots: [UInt32]

  /// The index of a model whose tokens are no longer than `longestToken`.
  init(_ model: WordPieceModel) {
    vocabulary = model.vocabulary
    prefix = model.continuingPrefix
    prefixHash = model.continuingPrefix.reduce(Self.start, Self.step)
    var size = 16
    while size < 2 * model.vocabulary.upperBound { size *= 2 }
    var slots = [UInt32](repeating: 0, count: size)
    longest = Self.fill(&slots, model.vocabulary)
    self.slots = slots
  }

  /// Enters all tokens; of two with the same bytes the one with the higher id counts.
  ///
  /// - Returns: The bytes of the longest.
  private static func fill(_ slots: inout [UInt32], _ vocabulary: Vocabulary) -> Int {
    var slots = slots.mutableSpan
    let (bytes, ends) = (vocabulary.bytes.span, vocabulary.ends.span)
    let mask = slots.count &- 1
    var (start, longest) = (0, 0)
    for id in ends.indices {
      let range = start..<Int(ends[id])
      start = range.upperBound
      if range.isEmpty { continue }
      longest = max(longest, range.count)
      var hash = Self.start
      for index in range { hash = step(hash, bytes[index]) }
      let entry = entry(hash)
      var slot = Int(truncatingIfNeeded: entry.place) & mask
      while slots[slot] != 0 {
        let other = Int(slots[slot] & numberMask) &- 1
        let otherRange = (other == 0 ? 0 : Int(ends[other &- 1]))..<Int(ends[other])
        if slots[slot] & ~numberMask == entry.tag, areEqual(bytes, otherRange, range) { break }
        slot = (slot &+ 1) & mask
      }
      slots[slot] = entry.tag | UInt32(truncatingIfNeeded: id &+ 1)
    }
    return longest
  }

  private static func areEqual(
    _ bytes: Span<UInt8>, _ left: Range<Int>, _ right: Range<Int>
  ) -> Bool {
    if left.count != right.count { return false }
    for offset in 0..<left.count
    where bytes[left.lowerBound &+ offset] != bytes[right.lowerBound &+ offset] {
      return false
    }
    return true
  }

  /// Appends the tokens of a piece of at most so many scalars; false where it is unknown.
  func appendTokens(
    of piece: Span<UInt8>, atMost longestPiece: Int, to ids: inout [UInt32]
  ) -> Bool {
    guard Self.isWellFormed(piece, atMost: longestPiece) else { return false }
    var start = 0
    while start < piece.count {
      guard let found = longestToken(of: piece, from: start) else { return false }
      ids.append(found.id)
      start = found.end
    }
    return true
  }

  private static func isWellFormed(_ piece: Span<UInt8>, atMost limit: Int) -> Bool {
    var (index, scalars) = (0, 0)
    while index < piece.count {
      let unit = ScalarScan.unit(of: piece, at: index)
      index = unit.range.upperBound
      scalars += 1
      if unit.value == nil || scalars > limit { return false }
    }
    return true
  }

  /// The longest token that begins at a place of a piece, and where it ends.
  private func longestToken(
    of piece: Span<UInt8>, from start: Int
  ) -> (id: UInt32, end: Int)? {
    let lead = start == 0 ? 0 : prefix.count
    var hash = start == 0 ? Self.start : prefixHash
    let limit = min(piece.count, start + longest - lead)
    var found: (id: UInt32, end: Int)?
    var index = start
    while index < limit {
      hash = Self.step(hash, piece[index])
      index &+= 1
      // Tokens are whole scalars.
      if index < piece.count, piece[index] & 0xC0 == 0x80 { continue }
      if let id = id(hash, of: piece, start..<index, behindPrefix: lead > 0) {
        found = (id, index)
      }
    }
    return found
  }

  /// The token of a range of a piece, or of the continuing prefix and that range, whose hash this is.
  private func id(
    _ hash: UInt64, of piece: Span<UInt8>, _ range: Range<Int>, behindPrefix: Bool
  ) -> UInt32? {
    let slots = self.slots.span
    let mask = slots.count &- 1
    let entry = Self.entry(hash)
    var slot = Int(truncatingIfNeeded: entry.place) & mask
    while slots[slot] != 0 {
      if slots[slot] & ~Self.numberMask == entry.tag {
        let id = (slots[slot] & Self.numberMask) &- 1
        if isToken(id, piece, range, behindPrefix: behindPrefix) { return id }
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  private func isToken(
    _ id: UInt32, _ piece: Span<UInt8>, _ range: Range<Int>, behindPrefix: Bool
  ) -> Bool {
    let token = vocabulary.range(of: TokenID(rawValue: id))
    let prefix = self.prefix.span
    let lead = behindPrefix ? prefix.count : 0
    if token.count != lead + range.count { return false }
    let bytes = vocabulary.bytes.span
    for offset in 0..<lead where bytes[token.lowerBound &+ offset] != prefix[offset] {
      return false
    }
    let rest = token.lowerBound + lead
    for offset in 0..<range.count
    where bytes[rest &+ offset] != piece[range.lowerBound &+ offset] {
      return false
    }
    return true
  }

  // MARK: Hashes

  /// FNV-1a (Fowler, Noll, Vo), which takes one byte after another.
  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  /// Marks the bits of a slot that hold an id: no id reaches `VocabularyCompiler.idLimit`.
  private static let numberMask: UInt32 = 1 << 24 - 1

  /// Where the search for a hash begins, and the tag of its slot.
  @inline(__always)
  private static func entry(_ hash: UInt64) -> (place: UInt32, tag: UInt32) {
    let mixed = (hash ^ hash &>> 32) &* 0x9E37_79B9_7F4A_7C15
    return (
      UInt32(truncatingIfNeeded: mixed &>> 32), UInt32(truncatingIfNeeded: mixed) & ~numberMask
    )
  }
}
