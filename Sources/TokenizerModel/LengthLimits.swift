/// How a file wants long texts cut. It is reported, and applied only when asked.
public struct Truncation: Sendable, Equatable {
  /// Which end is cut off, and which of two texts.
  public var direction: String
  /// The most tokens.
  public var length: Int
  /// `LongestFirst`, `OnlyFirst` or `OnlySecond`.
  public var strategy: String
  /// How many tokens successive windows share.
  public var stride: Int

  /// A rule of the given parts.
  public init(direction: String, length: Int, strategy: String, stride: Int) {
    self.direction = direction
    self.length = length
    self.strategy = strategy
    self.stride = stride
  }
}

/// How a file wants short texts filled up. It is reported, and applied only when asked.
public struct Padding: Sendable, Equatable {
  /// The number of tokens wanted; nil: the longest text of a batch.
  public var length: Int?
  /// Which end is filled up.
  public var direction: String
  /// A number that the length is a multiple of.
  public var multiple: Int?
  /// The token that fills up.
  public var token: FramingToken
  /// Its type id.
  public var typeID: Int

  /// A rule of the given parts.
  public init(
    length: Int?, direction: String, multiple: Int?, token: FramingToken, typeID: Int
  ) {
    self.length = length
    self.direction = direction
    self.multiple = multiple
    self.token = token
    self.typeID = typeID
  }
}
