import Testing
import TextNormalization

@Suite("Hangul")
struct HangulTests {
  /// A syllable with its jamo, by the arithmetic of the Unicode Standard, section 3.12.
  private static let syllables: [(syllable: Unicode.Scalar, jamo: [Unicode.Scalar])] =
    (0..<11_172).compactMap { index in
      guard let syllable = Unicode.Scalar(0xAC00 + UInt32(index)) else { return nil }
      let jamo = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
      return (
        syllable,
        jamo.filter { $0 != 0x11A7 }.compactMap { Unicode.Scalar(UInt32($0)) }
      )
    }

  @Test("All 11,172 syllables are composed", arguments: [NormalizationForm.nfc, .nfkc])
  func composes(_ form: NormalizationForm) {
    let normalizer = Normalizer(form)
    #expect(Self.syllables.count == 11_172)
    for (syllable, jamo) in Self.syllables {
      #expect(normalizer.normalize(jamo.utf8).bytes == Array(syllable.utf8))
      #expect(normalizer.normalizedBytes(of: Array(syllable.utf8).span) == nil)
      // An open syllable takes a consonant from the text.
      if jamo.count == 3, let open = Unicode.Scalar(syllable.value - jamo[2].value + 0x11A7) {
        #expect(normalizer.normalize([open, jamo[2]].utf8).bytes == Array(syllable.utf8))
      }
    }
    let whole = Self.syllables.flatMap(\.jamo).utf8
    #expect(normalizer.normalize(whole).bytes == Self.syllables.map(\.syllable).utf8)
  }

  @Test("All 11,172 syllables are decomposed", arguments: [NormalizationForm.nfd, .nfkd])
  func decomposes(_ form: NormalizationForm) {
    let normalizer = Normalizer(form)
    for (syllable, jamo) in Self.syllables {
      let text = normalizer.normalize(Array(syllable.utf8))
      #expect(text.bytes == jamo.utf8)
      for start in stride(from: 0, to: text.bytes.count, by: 3) {
        #expect(text.sourceRange(of: start..<start + 3) == 0..<3)
      }
      #expect(normalizer.normalizedBytes(of: jamo.utf8.span) == nil)
    }
    let whole = Self.syllables.map(\.syllable).utf8
    #expect(normalizer.normalize(whole).bytes == Self.syllables.flatMap(\.jamo).utf8)
  }
}
