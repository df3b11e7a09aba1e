extension NormalizationSource {
  /// The end of what can be passed over from a boundary on: `count` if the rest of the text is in the
  /// form, otherwise the last boundary before the place that the quick check does not say "yes" to.
  ///
  /// This is the quick check of Unicode Standard Annex #15, section 9. Bytes that are not part of a
  /// well-formed scalar have a boundary on either side.
  func endOfNormalizedPrefix(from start: Int) -> Int {
    var index = start
    var boundary = start
    var lastClass: UInt8 = 0
    while index < count {
      if self[index] < 0x80 {
        index = endOfASCII(from: index &+ 1)
        boundary = index &- 1
        lastClass = 0
        continue
      }
      if isHangulSyllable(at: index) {
        guard composes else { return index }
        let last = lastStart(before: endOfEasyRun(from: index), from: index)
        if last > index {
          index = last
          continue
        }
        boundary = index
        lastClass = 0
        index &+= 3
        continue
      }
      let scalar = decodedScalar(at: index)
      guard scalar.length > 0 else {
        index &+= 1
        boundary = index
        lastClass = 0
        continue
      }
      let entry = entry(of: scalar.value)
      if entry.isPlain {
        boundary = index
        lastClass = 0
      } else {
        if entry.hasBoundaryBefore { boundary = index }
        let combiningClass = entry.combiningClass
        if entry.mayChange || (combiningClass != 0 && combiningClass < lastClass) {
          return boundary
        }
        lastClass = combiningClass
      }
      index &+= scalar.length
    }
    return count
  }

  /// The first scalar from an index on that the table knows nothing of, or nil.
  func firstUnassignedScalar(from start: Int) -> (offset: Int, scalar: UInt32)? {
    var index = start
    while index < count {
      if self[index] < 0x80 {
        index = endOfASCII(from: index &+ 1)
      } else if isHangulSyllable(at: index) {
        index &+= 3
      } else {
        let scalar = decodedScalar(at: index)
        if scalar.length > 0, entry(of: scalar.value).isUnassigned {
          return (index, scalar.value)
        }
        index &+= max(1, scalar.length)
      }
    }
    return nil
  }

  /// Whether a range of the text, within 0..<count, has the given bytes.
  func bytes(in range: Range<Int>, equal bytes: [UInt8]) -> Bool {
    guard range.count == bytes.count else { return false }
    for offset in bytes.indices where self[range.lowerBound &+ offset] != bytes[offset] {
      return false
    }
    return true
  }

  /// The end of the run of ASCII bytes from an index on.
  @inline(__always)
  private func endOfASCII(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let high = eightBytes(at: index) & 0x8080_8080_8080_8080
      if high != 0 { return index &+ high.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < count, self[index] < 0x80 { index &+= 1 }
    return index
  }

  /// Where a scalar begins, or a byte that is not part of one, within the last bytes before the end of an
  /// easy run.
  @inline(__always)
  private func lastStart(before end: Int, from start: Int) -> Int {
    // A well-formed scalar has its lead byte within four bytes; if there is none, the run ends with
    // continuation bytes that have boundaries between them.
    var index = end &- 1
    while index > start, end &- index < 4, self[index] & 0xC0 == 0x80 { index &-= 1 }
    return index
  }
}
