/// The byte strings of a tokenizer's tokens by id, packed into one buffer.
///
/// Ids may have gaps (cl100k_base has none from 100261 to 100275); a gap is an id without a token.
public struct Vocabulary: Sendable, Equatable {
  /// All token bytes, one after another in the order of ids.
  package private(set) var bytes: [UInt8] = []
  /// Where the bytes of each id end in `bytes`.
  package private(set) var ends: [UInt32] = []
  /// Whether the id has a token.
  private var isPresent: [Bool] = []
  /// The number of tokens; gaps do not count.
  public private(set) var count = 0

  /// A vocabulary without tokens.
  public init() {}

  /// A vocabulary of packed tokens, where an id without bytes is a gap; nil where the ends fall or the
  /// last is not the end of the bytes.
  package init?(bytes: [UInt8], ends: [UInt32]) {
    var previous: UInt32 = 0
    isPresent.reserveCapacity(ends.count)
    for end in ends {
      if end < previous { return nil }
      isPresent.append(end > previous)
      count += end > previous ? 1 : 0
      previous = end
    }
    guard Int(previous) == bytes.count else { return nil }
    self.bytes = bytes
    self.ends = ends
  }

  /// One more than the highest id.
  public var upperBound: Int { ends.count }

  /// A vocabulary without tokens, and with room for some.
  init(expectedCount: Int, byteCount: Int) {
    bytes.reserveCapacity(byteCount)
    ends.reserveCapacity(expectedCount)
    isPresent.reserveCapacity(expectedCount)
  }

  /// Appends what a closure appends to the bytes as a token under the next id.
  @inline(__always)
  mutating func append(_ body: (inout [UInt8]) -> Void) {
    body(&bytes)
    ends.append(UInt32(bytes.count))
    isPresent.append(true)
    count += 1
  }

  /// Appends a token under the next id.
  ///
  /// - Complexity: Amortized O(length of the token).
  package mutating func append(_ token: some Sequence<UInt8>) {
    bytes.append(contentsOf: token)
    ends.append(UInt32(bytes.count))
    isPresent.append(true)
    count += 1
  }

  /// Leaves the next id without a token.
  package mutating func appendGap() {
    ends.append(UInt32(bytes.count))
    isPresent.append(false)
  }

  /// Whether the id has a token.
  public func contains(_ id: TokenID) -> Bool {
    id.index < isPresent.count && isPresent[id.index]
  }

  /// The bytes of a token, or nil where the id has none.
  public subscript(id: TokenID) -> ArraySlice<UInt8>? {
    contains(id) ? bytes[range(of: id)] : nil
  }

  /// Where the bytes of an id below `upperBound` lie in `bytes`; empty for a gap.
  package func range(of id: TokenID) -> Range<Int> {
    let start = id.index == 0 ? 0 : Int(ends[id.index - 1])
    return start..<Int(ends[id.index])
  }
}
