/// A word, that is a pre-token, and how often it occurs.
public struct WordCount: Hashable, Sendable {
  /// The bytes of the word.
  public var word: [UInt8]
  /// How often it occurs.
  public var count: UInt64

  /// A word with a count.
  public init(_ word: [UInt8], count: UInt64) {
    self.word = word
    self.count = count
  }
}
