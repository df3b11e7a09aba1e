extension NormalizationSource {
  /// Writes the normal form of a run of Hangul syllables that begins at a boundary, and returns its
  /// end: a boundary too, or `start` if no such run is there.
  ///
  /// This is a quick way for decomposed Hangul in a composing form and composed Hangul in a
  /// decomposing one; jamo that do not make modern syllables are left to `CombiningSequence`, which
  /// would do the same here. A closed syllable composes with nothing, and an open one only with the
  /// consonant after it, so the end of a syllable is a boundary whatever follows, also a mark.
  func rewriteSyllables(from start: Int, into output: inout NormalizationOutput) -> Int {
    var index = start
    while index < count {
      let end = composes ? compose(at: index, into: &output) : decompose(at: index, into: &output)
      guard end > index else { break }
      index = end
    }
    return index
  }

  /// Composes the leading consonant, vowel and trailing consonant at an index, and returns their end.
  @inline(__always)
  private func compose(at start: Int, into output: inout NormalizationOutput) -> Int {
    guard let first = threeByteScalar(at: start), let second = threeByteScalar(at: start &+ 3),
      var syllable = Hangul.composition(first, second)
    else { return start }
    var end = start &+ 6
    if let third = threeByteScalar(at: end), let whole = Hangul.composition(syllable, third) {
      syllable = whole
      end &+= 3
    }
    output.replace(start..<end, of: self, withHangul: syllable)
    return end
  }

  /// Decomposes the syllable at an index and returns its end.
  @inline(__always)
  private func decompose(at start: Int, into output: inout NormalizationOutput) -> Int {
    guard isHangulSyllable(at: start) else { return start }
    let jamo = Hangul.jamo(of: decodedScalar(at: start).value)
    output.replace(
      start..<start &+ 3, of: self, withHangul: jamo.leading, jamo.vowel, jamo.trailing)
    return start &+ 3
  }

  /// The scalar at an index if its UTF-8 has three bytes.
  @inline(__always)
  private func threeByteScalar(at index: Int) -> UInt32? {
    guard index < count, self[index] & 0xF0 == 0xE0 else { return nil }
    let scalar = decodedScalar(at: index)
    return scalar.length == 3 ? scalar.value : nil
  }
}
