/// What the encoder knows of a token beside its bytes: four numbers of 24 bits.
///
/// ```
///   31          24 23                               0
///   +-------------+---------------------------------+
///   |  link 0-7   |              left               |
///   +-------------+---------------------------------+
///   |  link 8-15  |              right              |   three little-endian words
///   +-------------+---------------------------------+
///   |  link 16-23 |              rank               |
///   +-------------+---------------------------------+
/// ```
///
/// In a vocabulary that is encoded by merging (see `MergeStrategy`) a record describes a merge
/// instead, by its place in the list, and `link` is its result.
struct TokenRecord: BitwiseCopyable, Sendable, Equatable {
  private var leftWord: UInt32
  private var rightWord: UInt32
  private var rankWord: UInt32

  /// A record of the given parts, each below 2 to the power of 24; `link` may be `none`.
  init(left: UInt32, right: UInt32, rank: UInt32, link: UInt32) {
    assert((left | right | rank) >> 24 == 0 && (link == Self.none || link < Self.limit))
    leftWord = left | link << 24
    rightWord = right | (link >> 8) << 24
    rankWord = rank | (link >> 16) << 24
  }

  /// The token on the left of the canonical split. Where there is no split this is a single byte's.
  @inline(__always)
  var left: UInt32 { leftWord & 0xFF_FFFF }

  /// The token on the right of the canonical split. Where there is no split this is a single byte's.
  @inline(__always)
  var right: UInt32 { rightWord & 0xFF_FFFF }

  /// When the token is made: 0 for a single byte, `unreachable` for a token that merging never makes.
  @inline(__always)
  var rank: UInt32 { rankWord & 0xFF_FFFF }

  /// Whether merging makes the token of two others.
  @inline(__always)
  var isMerged: Bool { rank != 0 && rank != Self.unreachable }

  /// The longest token, of those that merging makes, that is a proper prefix of this one, or `none`.
  var link: UInt32 {
    let bits = leftWord >> 24 | (rightWord >> 24) << 8 | (rankWord >> 24) << 16
    return bits == Self.limit ? Self.none : bits
  }

  /// Stands where there is no token.
  static let none = UInt32.max
  /// The rank of a token that its own bytes never become: higher than all others.
  static let unreachable: UInt32 = 0xFF_FFFF
  /// What ids and the ranks of tokens that are made are below.
  static let limit: UInt32 = 0xFF_FFFF
}
