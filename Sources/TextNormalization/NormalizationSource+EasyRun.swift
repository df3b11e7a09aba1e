extension NormalizationSource {
  /// The end of a run of bytes, eight at a time from an index on, in which no scalars are well-formed
  /// but ASCII and U+AC00...U+D7FF: the Hangul syllables and, after them, old jamo that never compose.
  /// Nothing in such a run needs care in a form that composes.
  ///
  /// The run may end within a scalar. Its lead bytes are EA followed by B0 or more, EB, EC and ED;
  /// continuation bytes without a lead byte are not well-formed, and then need no care either.
  @inline(__always)
  func endOfEasyRun(from start: Int) -> Int {
    var index = start
    // The byte after the eight is looked at too.
    while index &+ 9 <= count {
      let bytes = eightBytes(at: index)
      if bytes & Self.highBits != 0 {
        let next = eightBytes(at: index &+ 1)
        if Self.needsCare(bytes, next: next) { break }
      }
      index &+= 8
    }
    return index
  }

  /// Whether some lead byte among eight bytes is not one of those that `endOfEasyRun` names; `next`
  /// are the bytes that follow each of them.
  @inline(__always)
  private static func needsCare(_ bytes: UInt64, next: UInt64) -> Bool {
    // Every mask has the answer for a byte in its top bit. A byte is at least C0, a lead byte, if its
    // two top bits are set.
    let leads = bytes & bytes &<< 1 & highBits
    // EA...ED less 6A are 80...83, all other bytes of at least 80 differ from those above bit 1.
    let isOther = nonzero(((bytes | highBits) &- each(0x6A)) & each(0xFC) ^ highBits)
    let isEA = ~nonzero(bytes ^ each(0xEA))
    // Continuation bytes have bits 5 and 4 from B0 on.
    let isBelowB0 = ~(next &<< 2 & next &<< 3)
    return leads & (isOther | isEA & isBelowB0) != 0
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  /// The top bit of each byte that is not 0.
  @inline(__always)
  private static func nonzero(_ bytes: UInt64) -> UInt64 {
    (((bytes & ~highBits) &+ ~highBits) | bytes) & highBits
  }

  /// Where a scalar begins, or a byte that is not part of one, within the last bytes before the end
  /// of an easy run.
  @inline(__always)
  func lastStart(before end: Int, from start: Int) -> Int {
    // A well-formed scalar has its lead byte within four bytes; if there is none, the run ends with
    // continuation bytes that have boundaries between them.
    var index = end &- 1
    while index > start, end &- index < 4, self[index] & 0xC0 == 0x80 { index &-= 1 }
    return index
  }
}
