/// Turns the masks of successive blocks into the ends of pre-tokens, with the scanner's help where
/// masks are in doubt.
struct BorderWalk<Scanner: SplitScanner> {
  /// The scanner that is exact.
  let scanner: Scanner
  /// Where the pre-token at hand begins.
  var position: Int
  /// Whether `position` is a border for the masks too. A pre-token that begins where the masks see no
  /// border may have an end that they do not see, so the scanner takes that one as well.
  var isAligned = true
  /// Whether a doubt lies between `position` and the block at hand.
  private var isInDoubt = false

  init(scanner: Scanner, position: Int) {
    self.scanner = scanner
    self.position = position
  }

  /// Writes the ends that a block tells of, from the masks of its borders and doubts.
  @inline(__always)
  mutating func take(
    _ mask: UInt64, doubts: UInt64, at block: Int, in text: ScannedText,
    into borders: inout BorderList
  ) {
    guard position < block &+ 64 else { return }
    let bits = position < block ? mask : unpassed(mask, at: block)
    guard doubts == 0, !isInDoubt else {
      return takeDoubtful(bits, of: mask, doubts: doubts, at: block, in: text, into: &borders)
    }
    take(bits, at: block, into: &borders)
  }

  /// Writes the ends of a mask.
  @inline(__always)
  private mutating func take(_ mask: UInt64, at block: Int, into borders: inout BorderList) {
    var bits = mask
    while bits != 0 {
      position = block &+ bits.trailingZeroBitCount
      borders.append(position)
      bits &= bits &- 1
    }
  }

  /// The borders of a block behind `position`, which lies in it.
  @inline(__always)
  private mutating func unpassed(_ bits: UInt64, at block: Int) -> UInt64 {
    let place = UInt64(truncatingIfNeeded: position &- block)
    if !isAligned {
      isAligned = true
      isInDoubt = bits &>> place & 1 == 0
    }
    return bits & ~1 &<< place
  }

  /// Lets the scanner take a pre-token in doubt that reaches to the end of a batch, so that no doubt is
  /// older than a batch, and no text is classified again and again.
  @inline(__always)
  mutating func settle(before end: Int, in text: ScannedText, into borders: inout BorderList) {
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
    _ unpassedBorders: UInt64, of mask: UInt64, doubts: UInt64, at block: Int, in text: ScannedText,
    into borders: inout BorderList
  ) {
    var bits = unpassedBorders
    while bits != 0 {
      if !isInDoubt {
        // All before the first doubt are certain; all that are left where there is none.
        let open = doubts & unpassedBits(at: block)
        let certain = bits & ((open & (0 &- open)) &- 1)
        take(certain, at: block, into: &borders)
        bits ^= certain
        if bits == 0 { break }
      }
      position = scanner.endOfPreToken(in: text, from: position)
      borders.append(position)
      // Behind this block, or in it, the masks tell whether they see the border too; before it, they
      // are forgotten.
      isInDoubt = position < block
      isAligned = isInDoubt
      if position >= block &+ 64 { return }
      if !isInDoubt { bits = unpassed(mask, at: block) }
    }
    if doubts & unpassedBits(at: block) != 0 { isInDoubt = true }
  }

  /// The places of a block from `position` on, which is not behind the block.
  @inline(__always)
  private func unpassedBits(at block: Int) -> UInt64 {
    ~0 &<< UInt64(truncatingIfNeeded: max(position &- block, 0))
  }
}
