/// What the encoder knows of a token beside its bytes.
///
/// ```
///   0        4        8        12       16 bytes
///   +--------+--------+--------+--------+
///   |  left  | right  |  rank  |  link  |   four little-endian words
///   +--------+--------+--------+--------+
/// ```
///
/// In a vocabulary that is encoded by merging (see `MergeStrategy`) a record describes a merge
/// instead, by its place in the list, and `link` is its result.
struct TokenRecord: BitwiseCopyable, Sendable, Equatable {
  /// The token on the left of the canonical split; `none` for a single byte.
  var left: UInt32
  /// The token on the right of the canonical split; `none` for a single byte.
  var right: UInt32
  /// When the token is made: 0 for a single byte, `unreachable` for a token that merging never makes.
  var rank: UInt32
  /// The longest token, of those that merging makes, that is a proper prefix of this one, or `none`.
  var link: UInt32

  /// Stands where there is no token.
  static let none = UInt32.max
  /// The rank of a token that its own bytes never become.
  static let unreachable = UInt32.max

  /// The record of a token about which nothing is known yet.
  static let unknown = TokenRecord(left: none, right: none, rank: unreachable, link: none)
}
