/// Up to six ids in sixteen bytes: four as they are, or five or six of at most 20 bits. Where they are not
/// wanted, only how many there are, should they not fit.
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
///
///             127                              64                   31  28 27         0
///   a number +-----------------------------------+-------------------+------+------------+
///            |               count               |                   |  15  |            |
///            +-----------------------------------+-------------------+------+------------+
/// ```
struct PackedIDs: BitwiseCopyable {
  private var words = SIMD2<UInt64>(0, 0)

  /// No ids.
  @inline(__always)
  init() {}

  /// The most ids.
  static let most = 6

  /// The first `count` ids of `ids`, at least one; no ids at all where they do not fit.
  @inline(__always)
  init(_ ids: IDCells, count: Int) {
    words = count > 4 ? Self.many(ids, count) : Self.few(ids, count)
  }

  /// So many ids, whichever they are.
  init(number: Int) {
    words = SIMD2(Self.ofNumber &<< 28, UInt64(number))
  }

  /// What stands in the place of the count where there is a number only.
  private static let ofNumber: UInt64 = 0xF

  /// Up to four ids. How many there are cannot be foreseen, so that no branch hangs on it.
  @inline(__always)
  private static func few(_ ids: IDCells, _ count: Int) -> SIMD2<UInt64> {
    let four = ids.loadSixteenBytes()
    let low = four[0] & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 32 &* min(count, 2))
    let high = four[1] & UInt64.max >> UInt64(truncatingIfNeeded: 128 &- 32 &* count)
    return SIMD2(low | UInt64(truncatingIfNeeded: count) &<< 28, high)
  }

  /// More than four ids, or zeros where they do not fit.
  @inline(never)
  private static func many(_ ids: IDCells, _ count: Int) -> SIMD2<UInt64> {
    guard count <= most else { return SIMD2(0, 0) }
    let sixth = UInt64(count > 5 ? ids[5] : 0)
    let all = ids[0] | ids[1] | ids[2] | ids[3] | ids[4]
    guard UInt64(all) | sixth < 1 << 20 else { return SIMD2(0, 0) }
    return SIMD2(
      word(ids[0], ids[1]) | (sixth >> 12) << 20 | UInt64(count) << 28 | sixth << 52,
      UInt64(ids[2]) | UInt64(ids[3]) << 20 | UInt64(ids[4]) << 40)
  }

  @inline(__always)
  private static func word(_ low: UInt32, _ high: UInt32) -> UInt64 {
    UInt64(low) | UInt64(high) &<< 32
  }

  /// How many ids are here; of a number, more than the most.
  @inline(__always)
  var count: Int { Int(truncatingIfNeeded: words[0] &>> 28) & 0xF }

  /// Writes the ids, and perhaps more behind them that is to be written over: four places at least, and
  /// six where there are more than four ids.
  ///
  /// - Returns: Whether there were any to write; not of a number.
  @inline(__always)
  func write(to ids: IDCells) -> Bool {
    ids.storeSixteenBytes(words & SIMD2(~0xF000_0000, ~0))
    if count > 4 {
      if count > Self.most { return false }
      writeLong(to: ids)
    }
    return true
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
