/// Turns the masks of successive windows into the ends of pre-tokens, with the scanner's help where
/// masks are in doubt.
struct BorderWalk<Scanner: SplitScanner> {
  /// The scanner that is exact.
  let scanner: Scanner
  /// Where the pre-token at hand begins.
  private(set) var position: Int
  /// Whether `position` is a border for the masks too. A pre-token that begins where the masks see no
  /// border may have an end that they do not see, so the scanner takes that one as well.
  var isAligned = true
  /// Whether a doubt lies between `position` and what the window at hand tells of.
  private var isInDoubt = false

  init(scanner: Scanner, position: Int) {
    self.scanner = scanner
    self.position = position
  }

  /// Writes the ends that windows tell of, the first of which tells of no byte before `position` or begins there,
  /// and with them that of a pre-token in doubt that reaches to their end: so no doubt is older than that, and no
  /// text is classified again and again.
  @inline(__always)
  mutating func take(
    _ windows: inout MaskedWindows, in text: ScannedText, into borders: inout BorderList
  ) {
    if isInDoubt || windows.allDoubts != 0 {
      return takeEach(&windows, in: text, into: &borders)
    }
    if position == windows.start { windows.keep(~1, in: 0) }
    write(windows, 0..<windows.count, into: &borders)
  }

  /// Writes the ends in some of the windows.
  @inline(__always)
  private mutating func write(
    _ windows: MaskedWindows, _ range: Range<Int>, into borders: inout BorderList
  ) {
    if range.isEmpty { return }
    let last = borders.append(
      bitsOf: windows.borders.span.extracting(range), from: windows.start(of: range.lowerBound),
      stride: BorderMasks.stride)
    position = last ?? position
  }

  /// The same as `take` for windows with doubts: between those the ends are written together.
  @inline(never)
  private mutating func takeEach(
    _ windows: inout MaskedWindows, in text: ScannedText, into borders: inout BorderList
  ) {
    var unwritten = 0
    for index in 0..<windows.count {
      let window = windows.start(of: index)
      let first = index == 0 ? windows.first : window &+ BorderMasks.lookBehind
      if position >= window &+ BorderMasks.width {
        windows.keep(0, in: index)
        continue
      }
      let (mask, doubts) = (windows.borders[index], windows.doubts[index])
      // Ends that are not written yet lie before `first`.
      let bits = position < first ? mask : unpassed(mask, at: window)
      if doubts == 0, !isInDoubt {
        windows.keep(bits, in: index)
        continue
      }
      write(windows, unwritten..<index, into: &borders)
      takeDoubtful(
        bits, of: mask, doubts: doubts, at: window, from: first, in: text, into: &borders)
      unwritten = index &+ 1
    }
    write(windows, unwritten..<windows.count, into: &borders)
    if isInDoubt { settleDoubt(before: windows.end, in: text, into: &borders) }
  }

  /// Writes the ends of a mask.
  @inline(__always)
  private mutating func take(_ mask: UInt64, at window: Int, into borders: inout BorderList) {
    var bits = mask
    while bits != 0 {
      position = window &+ bits.trailingZeroBitCount
      borders.append(position)
      bits &= bits &- 1
    }
  }

  /// The borders of a window behind `position`, which lies in it.
  @inline(__always)
  private mutating func unpassed(_ bits: UInt64, at window: Int) -> UInt64 {
    let place = UInt64(truncatingIfNeeded: position &- window)
    if !isAligned {
      isAligned = true
      isInDoubt = bits &>> place & 1 == 0
    }
    return bits & ~1 &<< place
  }

  /// Lets the scanner take what reaches to an index.
  @inline(__always)
  private mutating func settleDoubt(
    before end: Int, in text: ScannedText, into borders: inout BorderList
  ) {
    while position < min(end, text.count) {
      position = scanner.endOfPreToken(in: text, from: position)
      borders.append(position)
    }
    isInDoubt = false
    isAligned = false
  }

  @inline(__always)
  private mutating func takeDoubtful(
    _ unpassedBorders: UInt64, of mask: UInt64, doubts: UInt64, at window: Int, from first: Int,
    in text: ScannedText, into borders: inout BorderList
  ) {
    var bits = unpassedBorders
    while bits != 0 {
      if !isInDoubt {
        // All before the first doubt are certain; all that are left where there is none.
        let open = doubts & unpassedBits(at: window)
        let certain = bits & ((open & (0 &- open)) &- 1)
        take(certain, at: window, into: &borders)
        bits ^= certain
        if bits == 0 { break }
      }
      position = scanner.endOfPreToken(in: text, from: position)
      borders.append(position)
      // From the first byte that this window tells of, masks tell whether they see the border too; those
      // before it are forgotten.
      isInDoubt = position < first
      isAligned = isInDoubt
      if position >= window &+ BorderMasks.width { return }
      if !isInDoubt { bits = unpassed(mask, at: window) }
    }
    if doubts & unpassedBits(at: window) != 0 { isInDoubt = true }
  }

  /// The places of a window from `position` on, which is not behind it.
  @inline(__always)
  private func unpassedBits(at window: Int) -> UInt64 {
    ~0 &<< UInt64(truncatingIfNeeded: max(position &- window, 0))
  }
}
