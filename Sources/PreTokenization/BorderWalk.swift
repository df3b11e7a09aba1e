/// Turns the masks of successive windows into the ends of pre-tokens, with the scanner's help where
/// masks are in doubt.
struct BorderWalk<Scanner: SplitScanner> {
  /// The scanner that is exact.
  let scanner: Scanner
  /// Where the pre-token at hand begins, but for the ends that are held.
  private(set) var position: Int
  /// Whether `position` is a border for the masks too. A pre-token that begins where the masks see no
  /// border may have an end that they do not see, so the scanner takes that one as well.
  var isAligned = true
  /// Whether a doubt lies between `position` and what the window at hand tells of.
  private var isInDoubt = false
  /// The ends in successive windows without a doubt, to be written together.
  private var held = InlineArray<8, UInt64>(repeating: 0)
  private var heldCount = 0
  /// Where the first of those windows begins.
  private var heldWindow = 0

  /// How many windows are taken between two calls of `settle` at most.
  static var batch: Int { 8 }

  init(scanner: Scanner, position: Int) {
    self.scanner = scanner
    self.position = position
  }

  /// Writes the ends that a window tells of, which hold from the byte `first` on, or holds them until `settle`.
  @inline(__always)
  mutating func take(
    _ masks: BorderMasks, at window: Int, from first: Int, in text: ScannedText,
    into borders: inout BorderList
  ) {
    guard position < window &+ BorderMasks.width else { return }
    let told = UInt64.max &>> 1 & ~0 &<< UInt64(truncatingIfNeeded: first &- window)
    let (mask, doubts) = (masks.borders & told, masks.doubts & told)
    let bits = position < first ? mask : unpassed(mask, at: window)
    guard doubts == 0, !isInDoubt else {
      // No end that is held lies behind `first`, so that the bits are the same.
      writeHeld(into: &borders)
      return takeDoubtful(
        bits, of: mask, doubts: doubts, at: window, from: first, in: text, into: &borders)
    }
    if heldCount == 0 { heldWindow = window }
    held[heldCount] = bits
    heldCount &+= 1
  }

  @inline(__always)
  private mutating func writeHeld(into borders: inout BorderList) {
    if heldCount == 0 { return }
    let last = borders.append(
      bitsOf: held.span.extracting(first: heldCount), from: heldWindow, stride: BorderMasks.stride)
    position = last ?? position
    heldCount = 0
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

  /// Writes what is held, and lets the scanner take a pre-token in doubt that reaches to the end of a batch, so
  /// that no doubt is older than a batch, and no text is classified again and again.
  @inline(__always)
  mutating func settle(before end: Int, in text: ScannedText, into borders: inout BorderList) {
    writeHeld(into: &borders)
    if isInDoubt { settleDoubt(before: end, in: text, into: &borders) }
  }

  @inline(never)
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

  @inline(never)
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
