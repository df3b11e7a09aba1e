/// Up to twelve ids of at most 20 bits in four words. Where they are not wanted, only how many there are, should
/// they not fit.
///
/// ```
///    63   60 59      40 39      20 19       0
///   +-------+----------+----------+----------+
///   | count |   id 2   |   id 1   |   id 0   |   word 0; the next three have ids 3 to 11,
///   +-------+----------+----------+----------+   and zeros for the count
///   |  15   |            number              |   without ids
///   +-------+--------------------------------+
/// ```
struct LongPackedIDs: BitwiseCopyable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// No ids.
  @inline(__always)
  init() {}

  /// The most ids.
  static let most = 12
  private static let mask: UInt64 = 0xF_FFFF

  /// The first `count` ids of `ids`; no ids at all where they do not fit.
  init(_ ids: IDCells, count: Int) {
    guard count <= Self.most else { return }
    var all: UInt32 = 0
    for place in 0..<count { all |= ids[place] }
    guard UInt64(all) <= Self.mask else { return }
    words.0 = Self.word(ids, 0, count) | UInt64(count) << 60
    if count > 3 { words.1 = Self.word(ids, 3, count) }
    if count > 6 { words.2 = Self.word(ids, 6, count) }
    if count > 9 { words.3 = Self.word(ids, 9, count) }
  }

  /// So many ids, whichever they are.
  init(number: Int) {
    words.0 = Self.ofNumber << 60 | UInt64(number)
  }

  /// What stands in the place of the count where there is a number only.
  private static let ofNumber: UInt64 = 0xF

  /// Three ids, or those of them that there are.
  private static func word(_ ids: IDCells, _ place: Int, _ count: Int) -> UInt64 {
    var word = UInt64(ids[place])
    if place + 1 < count { word |= UInt64(ids[place + 1]) << 20 }
    if place + 2 < count { word |= UInt64(ids[place + 2]) << 40 }
    return word
  }

  /// How many ids are here; of a number, more than the most.
  @inline(__always)
  var count: Int { Int(truncatingIfNeeded: words.0 &>> 60) }

  /// How many ids there are, here or not.
  var number: Int {
    count > Self.most ? Int(truncatingIfNeeded: words.0 & ~(Self.ofNumber &<< 60)) : count
  }

  /// Writes the ids, and perhaps two more behind them that are to be written over.
  @inline(__always)
  func write(to ids: IDCells) {
    let count = count
    Self.write(words.0, to: ids, 0)
    if count > 3 { Self.write(words.1, to: ids, 3) }
    if count > 6 { Self.write(words.2, to: ids, 6) }
    if count > 9 { Self.write(words.3, to: ids, 9) }
  }

  @inline(__always)
  private static func write(_ word: UInt64, to ids: IDCells, _ place: Int) {
    ids[place] = UInt32(truncatingIfNeeded: word & mask)
    ids[place &+ 1] = UInt32(truncatingIfNeeded: word &>> 20 & mask)
    ids[place &+ 2] = UInt32(truncatingIfNeeded: word &>> 40 & mask)
  }
}
