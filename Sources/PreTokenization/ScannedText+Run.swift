/// Where runs of one kind end. All of them take any index up to `count` and give one up to `count`.
extension ScannedText {
  /// The end of the run of units of the given classes that begins at an index.
  @inline(__always)
  func endOfRun(of classes: ScalarClass, from start: Int) -> Int {
    var index = start
    while index < count {
      let ascii = asciiClass(self[index])
      if ascii.isOne(of: classes) {
        index &+= 1
      } else if ascii == .notASCII {
        let unit = multibyteUnit(at: index)
        guard unit.scalarClass.isOne(of: classes) else { break }
        index &+= unit.length
      } else {
        break
      }
    }
    return index
  }

  /// The end of the run of letters, `\p{L}*`, that begins at an index.
  @inline(__always)
  func endOfLetters(from start: Int) -> Int {
    var index = start
    if index < count, self[index] >= 0x80 {
      index = endOfHangul(from: index)
    } else {
      index = endOfASCIIRun(from: index, foldingCase: true)
    }
    // Most words are of one script; what goes on in another is left to the slower loop.
    guard index < count else { return index }
    let ascii = asciiClass(self[index])
    return ascii == .notASCII || ascii.isOne(of: .letter)
      ? endOfMixedRun(of: .letter, from: index) : index
  }

  /// `endOfRun`, out of line.
  @inline(never)
  func endOfMixedRun(of classes: ScalarClass, from start: Int) -> Int {
    endOfRun(of: classes, from: start)
  }

  /// The end of the run of precomposed Hangul syllables that begins at an index.
  @inline(__always)
  func endOfHangul(from start: Int) -> Int {
    var index = start
    while index &+ 3 <= count, isHangulSyllable(at: index) { index &+= 3 }
    return index
  }

  /// The end of the run of a-z, or with `foldingCase` of A-Z too, that begins at an index.
  ///
  /// Eight bytes at a time: with the top bits cleared, adding 0x80 - 0x61 sets a byte's top bit where
  /// it is at least `a`, adding 0x80 - 0x7B where it is above `z`; no byte carries into the next.
  @inline(__always)
  func endOfASCIIRun(from start: Int, foldingCase: Bool) -> Int {
    let tops: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index &+ 8 <= count {
      let bytes = eightBytes(at: index)
      let low = (foldingCase ? bytes | (ones &* 0x20) : bytes) & ~tops
      let fromA = low &+ ones &* (0x80 - 0x61)
      let aboveZ = low &+ ones &* (0x80 - 0x7B)
      let others = ~(fromA & ~aboveZ & ~bytes) & tops
      if others != 0 { return index &+ others.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    let classes: ScalarClass = foldingCase ? .letter : .lower
    while index < count, asciiClass(self[index]).isOne(of: classes) { index &+= 1 }
    return index
  }

  /// The end of the run of CR and LF, and of `/` where asked, that begins at an index.
  @inline(__always)
  func endOfLineEnds(from start: Int, orSlashes: Bool) -> Int {
    var index = start
    while index < count {
      let byte = self[index]
      guard byte == 0x0A || byte == 0x0D || (orSlashes && byte == 0x2F) else { break }
      index &+= 1
    }
    return index
  }

  /// The end of a pre-token of at most `limit` digits, the first of which ends at `start`.
  @inline(__always)
  func endOfDigits(from start: Int, limit: Int) -> Int {
    var index = start
    var digits = 1
    while digits < limit, index < count {
      let unit = unit(at: index)
      guard unit.scalarClass.isOne(of: .number) else { break }
      index &+= unit.length
      digits &+= 1
    }
    return index
  }
}
