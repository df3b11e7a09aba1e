/// The number that stands for a token, as a language model sees it.
public struct TokenID: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The id itself.
  public var rawValue: UInt32

  /// The id of the given number.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The id at an index that is known to fit 32 bits; traps where it does not.
  @inlinable
  public init(_ index: Int) {
    rawValue = UInt32(index)
  }

  /// The id as an index into a table.
  @inlinable
  public var index: Int { Int(rawValue) }

  /// Whether the left id is the smaller number.
  @inlinable
  public static func < (left: TokenID, right: TokenID) -> Bool {
    left.rawValue < right.rawValue
  }
}
