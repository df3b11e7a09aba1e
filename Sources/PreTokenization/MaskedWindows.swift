/// The masks of successive windows, each cut down to the bytes that it alone tells of.
struct MaskedWindows {
  /// Where the first window begins.
  let start: Int
  /// The first byte that it tells of.
  let first: Int
  /// How many windows there are.
  private(set) var count = 0
  /// Where pre-tokens end, a mask for each window; zeros behind the last.
  private(set) var borders = InlineArray<8, UInt64>(repeating: 0)
  /// Where the scanner must look.
  private(set) var doubts = InlineArray<8, UInt64>(repeating: 0)
  /// The doubts of all windows.
  private(set) var allDoubts: UInt64 = 0

  /// The most windows.
  static var most: Int { 8 }

  /// The bytes that a window tells of which lies between others.
  private static var told: UInt64 { UInt64.max &>> 1 & ~0 &<< UInt64(BorderMasks.lookBehind) }

  /// No windows yet; the first tells of the bytes from its seventh on, or of all if it begins at a border.
  @inline(__always)
  init(start: Int, first: Int) {
    (self.start, self.first) = (start, first)
  }

  /// The first byte of which the last window does not tell.
  @inline(__always)
  var end: Int { start &+ count &* BorderMasks.stride &+ BorderMasks.lookBehind }

  /// Where a window begins.
  @inline(__always)
  func start(of index: Int) -> Int { start &+ index &* BorderMasks.stride }

  /// Adds the next window; there are fewer than `most`.
  @inline(__always)
  mutating func append(_ masks: BorderMasks) {
    let told = count == 0 && start == first ? UInt64.max &>> 1 : Self.told
    borders[count] = masks.borders & told
    doubts[count] = masks.doubts & told
    allDoubts |= masks.doubts & told
    count &+= 1
  }

  /// Forgets borders of a window.
  @inline(__always)
  mutating func keep(_ mask: UInt64, in index: Int) { borders[index] &= mask }
}
