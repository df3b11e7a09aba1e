/// Up to six ids in sixteen bytes: four as they are, or five or six of at most 20 bits.
///
/// ```
///             127       96 95        64 63        32 31  28 27         0
///   1 to 4   +-----------+------------+------------+------+------------+
///            |    id 3   |    id 2    |    id 1    |count |    id 0    |
///            +-----------+------------+------------+------+------------+
///
///             123     104 103      84 83      64 63    52 51    32 31  28 27   20 19    0
///   5 or 6   +-----------+-----------+----------+--------+--------+------+-------+-------+
///            |    id 4   |    id 3   |   id 2   | id 5:  |  id 1  |count | id 5: |  id 0 |
///            |           |           |          | low 12 |        |      | high 8|       |
///            +-----------+-----------+----------+--------+--------+------+-------+-------+
/// ```
struct PackedIDs: BitwiseCopyable {
  private var words: SIMD2<UInt64> = [0, 0]

  /// No ids.
  @inline(__always)
  init() {}

  /// The most ids.
  static let most = 6

  /// The first `count` ids of `ids`; no ids at all where they do not fit.
  init(_ ids: IDCells, count: Int) {
    guard count <= Self.most else { return }
    var wide: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
    wide.0 = UInt64(ids[0])
    if count > 1 { wide.1 = UInt64(ids[1]) }
    if count > 2 { wide.2 = UInt64(ids[2]) }
    if count > 3 { wide.3 = UInt64(ids[3]) }
    if count <= 4 {
      words = [wide.0 | UInt64(count) << 28 | wide.1 << 32, wide.2 | wide.3 << 32]
      return
    }
    wide.4 = UInt64(ids[4])
    if count > 5 { wide.5 = UInt64(ids[5]) }
    guard wide.0 | wide.1 | wide.2 | wide.3 | wide.4 | wide.5 < 1 << 20 else { return }
    words = [
      wide.0 | (wide.5 >> 12) << 20 | UInt64(count) << 28 | wide.1 << 32 | wide.5 << 52,
      wide.2 | wide.3 << 20 | wide.4 << 40,
    ]
  }

  /// How many ids there are.
  @inline(__always)
  var count: Int { Int(truncatingIfNeeded: words[0] &>> 28) & 0xF }

  /// Writes the ids, and perhaps more behind them that is to be written over: four places at least, and
  /// six where there are more than four ids.
  @inline(__always)
  func write(to ids: IDCells) {
    ids.storeSixteenBytes(words & [~0xF000_0000, ~0])
    if count > 4 { writeLong(to: ids) }
  }

  @inline(__always)
  private func writeLong(to ids: IDCells) {
    let mask: UInt64 = 0xF_FFFF
    let (low, high) = (words[0], words[1])
    ids[0] = UInt32(truncatingIfNeeded: low & mask)
    ids[1] = UInt32(truncatingIfNeeded: (low &>> 32) & mask)
    ids[2] = UInt32(truncatingIfNeeded: high & mask)
    ids[3] = UInt32(truncatingIfNeeded: (high &>> 20) & mask)
    ids[4] = UInt32(truncatingIfNeeded: (high &>> 40) & mask)
    ids[5] = UInt32(truncatingIfNeeded: ((low &>> 20) & 0xFF) &<< 12 | low &>> 52)
  }
}
