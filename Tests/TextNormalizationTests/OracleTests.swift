import TestSupport
import Testing
import TextNormalization

@Suite("Normalizer against ICU on whole texts")
struct OracleTests {
  static let forms: [NormalizationForm] = [.nfc, .nfkc, .nfd, .nfkd]

  @Test("Random texts of all scripts", arguments: forms)
  func randomTexts(_ form: NormalizationForm) {
    let normalizer = Normalizer(form)
    var texts = RandomText(generator: SeededGenerator(seed: 1 + UInt64(form.rawValue.utf8.count)))
    for round in 0..<2_000 {
      let source = texts.next(count: round % 100).utf8
      expect(normalizer, source)
    }
  }

  @Test("Random texts with broken UTF-8", arguments: forms)
  func brokenTexts(_ form: NormalizationForm) {
    let normalizer = Normalizer(form)
    var texts = RandomText(generator: SeededGenerator(seed: 11 + UInt64(form.rawValue.utf8.count)))
    for round in 0..<2_000 {
      var source = texts.next(count: 1 + round % 40).utf8
      for _ in 0...round % 4 where !source.isEmpty {
        let place = Int.random(in: 0..<source.count, using: &texts.generator)
        switch round % 3 {
        case 0: source.remove(at: place)
        case 1: source[place] = UInt8.random(in: 0x80...0xFF, using: &texts.generator)
        default: source.insert(UInt8.random(in: 0...0xFF, using: &texts.generator), at: place)
        }
      }
      expect(normalizer, source)
    }
  }

  @Test("Random bytes", arguments: forms)
  func randomBytes(_ form: NormalizationForm) {
    let normalizer = Normalizer(form)
    var generator = SeededGenerator(seed: 21)
    // Lead and continuation bytes of Hangul, jamo and marks, so that many scalars come out whole.
    let bytes: [UInt8] = [
      0x61, 0x80, 0x84, 0x85, 0x86, 0x9E, 0xA8, 0xB0, 0xBF, 0xCC, 0xCD, 0xE1, 0xEA, 0xED, 0xF0,
    ]
    for round in 0..<2_000 {
      let source = (0..<round % 50).map { _ in
        round % 2 == 0
          ? UInt8.random(in: 0...0xFF, using: &generator)
          : bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      expect(normalizer, source)
    }
  }

  /// Syllables before a scalar lead into the quick run of eight bytes at a time; marks and jamo after
  /// it test what that run leaves as the last boundary.
  private static let everyScalar: [[UInt8]] = {
    let ranges: [ClosedRange<UInt32>] = [
      0...0xFFFF, 0x10000...0x1FFFF, 0x2F800...0x2FFFF, 0xE0000...0xE0FFF,
    ]
    return ranges.map { range in
      var text = ""
      for scalar in range.lazy.compactMap(Unicode.Scalar.init) {
        text.unicodeScalars.append(scalar)
        text += "\u{327}\u{11A8}e"
        text.unicodeScalars.append(scalar)
        text += "각나다"
      }
      return Array(text.utf8)
    }
  }()

  @Test("Scalars between syllables, jamo and marks", arguments: forms)
  func everyScalar(_ form: NormalizationForm) {
    for text in Self.everyScalar {
      let expected = ICUOracle.normalize(text, form)
      #expect(Normalizer(form).normalize(text).bytes.elementsEqual(expected))
    }
  }

  @Test("A scalar that needs care at every place in a run of syllables")
  func placesInRuns() {
    let normalizer = Normalizer(.nfc)
    let scalars = [
      "\u{11A8}", "\u{301}", "\u{A8E0}", "\u{A67C}", "\u{9BE}", "\u{1D165}", "é", "e\u{301}",
      "\u{A8E0}\u{A92B}",
    ]
    for scalar in scalars {
      // Runs are looked through 64 bytes at a time.
      for before in 0..<46 {
        for letter in ["가", "하", "힣", "a", "한글 ", "\u{D7FB}"] {
          // Alone, a mark changes nothing; one of a lower class after it has to go first.
          for after in ["나다라마바", "\u{323}나다라마바"] {
            let source = String(repeating: letter, count: before) + scalar + after
            expect(normalizer, Array(source.utf8))
          }
        }
      }
    }
  }

  private func expect(
    _ normalizer: Normalizer, _ source: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = ICUOracle.normalize(source, normalizer.form)
    #expect(normalizer.normalize(source).bytes == expected, sourceLocation: sourceLocation)
    #expect(
      normalizer.normalizedBytes(of: source.span) == (expected == source ? nil : expected),
      sourceLocation: sourceLocation)
  }
}
