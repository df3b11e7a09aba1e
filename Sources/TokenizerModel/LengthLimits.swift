/// An end of a text.
public enum TextEnd: String, Sendable, Equatable, CaseIterable {
  /// Its beginning.
  case left
  /// Its end.
  case right
}

/// How long texts are cut. What stands in a file is reported, and applied only when asked.
public struct Truncation: Sendable, Equatable {
  /// Which of two texts is cut.
  public enum Strategy: String, Sendable, Equatable, CaseIterable {
    /// The longer one first, then both ("LongestFirst").
    case longestFirst = "longest_first"
    /// The first alone ("OnlyFirst").
    case onlyFirst = "only_first"
    /// The second alone ("OnlySecond").
    case onlySecond = "only_second"
  }

  /// The end at which tokens are cut off.
  public var direction: TextEnd
  /// The most tokens, special tokens included.
  public var length: Int
  /// Which of two texts is cut.
  public var strategy: Strategy
  /// How many tokens neighbouring windows of a text share.
  public var stride: Int

  /// A rule of the given parts.
  public init(
    length: Int, strategy: Strategy = .longestFirst, direction: TextEnd = .right, stride: Int = 0
  ) {
    self.direction = direction
    self.length = length
    self.strategy = strategy
    self.stride = stride
  }
}

/// How short texts are filled up. What stands in a file is reported, and applied only when asked.
public struct Padding: Sendable, Equatable {
  /// The number of tokens wanted; nil: as many as the longest text of a batch has.
  public var length: Int?
  /// The end that is filled up.
  public var direction: TextEnd
  /// A number that the length is a multiple of; nil or 0: any length will do.
  public var multiple: Int?
  /// The token that fills up.
  public var token: FramingToken
  /// Its type id.
  public var typeID: Int

  /// A rule of the given parts.
  public init(
    length: Int? = nil, direction: TextEnd = .right, multiple: Int? = nil, token: FramingToken,
    typeID: Int = 0
  ) {
    self.length = length
    self.direction = direction
    self.multiple = multiple
    self.token = token
    self.typeID = typeID
  }
}
