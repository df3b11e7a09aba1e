import Testing
import TextNormalization

@Suite("Normalizer")
struct NormalizerTests {
  /// A text and what each form makes of it.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var nfc: String
    var nfd: String
    var nfkc: String
    var nfkd: String
    var testDescription: String { name }

    func expected(_ form: NormalizationForm) -> String {
      switch form {
      case .nfc: nfc
      case .nfd: nfd
      case .nfkc: nfkc
      case .nfkd: nfkd
      case .none: text
      }
    }

    init(
      _ name: String, _ text: String, nfc: String, nfd: String, nfkc: String? = nil,
      nfkd: String? = nil
    ) {
      self.name = name
      self.text = text
      self.nfc = nfc
      self.nfd = nfd
      self.nfkc = nfkc ?? nfc
      self.nfkd = nfkd ?? nfd
    }
  }

  /// Worked out by hand from UnicodeData.txt and CompositionExclusions.txt of Unicode 15.0; the first
  /// ones are figures 3 to 6 of Unicode Standard Annex #15.
  static let cases: [Case] = [
    Case("Ångström sign", "\u{212B}", nfc: "\u{C5}", nfd: "A\u{30A}"),
    Case("ohm sign", "\u{2126}", nfc: "\u{3A9}", nfd: "\u{3A9}"),
    Case(
      "d with dot below and above", "\u{1E0B}\u{323}", nfc: "\u{1E0D}\u{307}",
      nfd: "d\u{323}\u{307}"),
    Case(
      "marks out of order", "q\u{307}\u{323}", nfc: "q\u{323}\u{307}", nfd: "q\u{323}\u{307}"),
    Case("fi ligature", "\u{FB01}", nfc: "\u{FB01}", nfd: "\u{FB01}", nfkc: "fi", nfkd: "fi"),
    Case(
      "long s with two dots", "\u{1E9B}\u{323}", nfc: "\u{1E9B}\u{323}",
      nfd: "\u{17F}\u{323}\u{307}", nfkc: "\u{1E69}", nfkd: "s\u{323}\u{307}"),
    Case("excluded from composition", "\u{958}", nfc: "\u{915}\u{93C}", nfd: "\u{915}\u{93C}"),
    Case("a mark that is two", "\u{344}", nfc: "\u{308}\u{301}", nfd: "\u{308}\u{301}"),
    Case(
      "a mark composes after another did not", "a\u{325}\u{301}\u{344}",
      nfc: "\u{1E01}\u{301}\u{308}\u{301}", nfd: "a\u{325}\u{301}\u{308}\u{301}"),
    Case(
      "a mark that did not compose blocks its class", "u\u{31B}\u{302}\u{308}\u{304}",
      nfc: "\u{1B0}\u{302}\u{308}\u{304}", nfd: "u\u{31B}\u{302}\u{308}\u{304}"),
    Case(
      "marks of one class", "a\u{328}\u{327}\u{301}",
      nfc: "\u{105}\u{327}\u{301}", nfd: "a\u{328}\u{327}\u{301}"),
    Case(
      "two starters compose", "\u{9C7}\u{9BE}", nfc: "\u{9CB}", nfd: "\u{9C7}\u{9BE}"),
    Case(
      "a mark keeps two starters apart", "\u{9C7}\u{301}\u{9BE}",
      nfc: "\u{9C7}\u{301}\u{9BE}", nfd: "\u{9C7}\u{301}\u{9BE}"),
    Case(
      "한글 with tone mark", "\u{1112}\u{1161}\u{11AB}\u{302E}\u{1100}\u{1173}\u{11AF}",
      nfc: "\u{D55C}\u{302E}\u{AE00}",
      nfd: "\u{1112}\u{1161}\u{11AB}\u{302E}\u{1100}\u{1173}\u{11AF}"),
    Case(
      "a mark between vowel and consonant", "\u{1112}\u{1161}\u{301}\u{11AB}",
      nfc: "\u{D558}\u{301}\u{11AB}", nfd: "\u{1112}\u{1161}\u{301}\u{11AB}"),
    Case(
      "old Hangul", "\u{1112}\u{119E}\u{11AB}", nfc: "\u{1112}\u{119E}\u{11AB}",
      nfd: "\u{1112}\u{119E}\u{11AB}"),
    Case(
      "a closed syllable takes no second consonant", "\u{AC01}\u{11A8}",
      nfc: "\u{AC01}\u{11A8}", nfd: "\u{1100}\u{1161}\u{11A8}\u{11A8}"),
    Case(
      "compatibility and halfwidth jamo", "\u{314E}\u{FFC2}", nfc: "\u{314E}\u{FFC2}",
      nfd: "\u{314E}\u{FFC2}", nfkc: "\u{D558}", nfkd: "\u{1112}\u{1161}"),
    Case(
      "circled Hangul", "\u{3260}\u{326E}", nfc: "\u{3260}\u{326E}", nfd: "\u{3260}\u{326E}",
      nfkc: "\u{1100}\u{AC00}", nfkd: "\u{1100}\u{1100}\u{1161}"),
    Case(
      "full-width letters", "\u{FF21}\u{3000}\u{FF5C}", nfc: "\u{FF21}\u{3000}\u{FF5C}",
      nfd: "\u{FF21}\u{3000}\u{FF5C}", nfkc: "A |", nfkd: "A |"),
    Case(
      "half-width kana", "\u{FF76}\u{FF9E}", nfc: "\u{FF76}\u{FF9E}", nfd: "\u{FF76}\u{FF9E}",
      nfkc: "\u{30AC}", nfkd: "\u{30AB}\u{3099}"),
    Case(
      "beyond the basic plane", "\u{1D15F}\u{2F800}", nfc: "\u{1D158}\u{1D165}\u{4E3D}",
      nfd: "\u{1D158}\u{1D165}\u{4E3D}"),
    Case("U+0000", "e\u{0}\u{301}", nfc: "e\u{0}\u{301}", nfd: "e\u{0}\u{301}"),
    Case("nothing", "", nfc: "", nfd: ""),
  ]

  @Test("makes of each text what the standard says", arguments: cases)
  func forms(_ example: Case) {
    let source = Array(example.text.utf8)
    for form in NormalizationForm.allCases {
      let expected = Array(example.expected(form).utf8)
      let normalizer = Normalizer(form)
      #expect(normalizer.normalize(source).bytes == expected, "\(form)")
      #expect(
        normalizer.normalizedBytes(of: source.span) == (expected == source ? nil : expected),
        "\(form)")
      var target = Array("before ".utf8)
      normalizer.append(source.span, to: &target)
      #expect(target == Array("before ".utf8) + expected, "\(form)")
    }
  }

  @Test(
    "leaves bytes alone that are not part of well-formed UTF-8",
    arguments: [
      ([0x65, 0xFF, 0xCC, 0x81], [0x65, 0xFF, 0xCC, 0x81]),
      // Marks on either side of a stray byte are ordered each alone.
      (
        [0xCC, 0x81, 0xCC, 0xA3, 0x80, 0xCC, 0x81, 0xCC, 0xA3],
        [0xCC, 0xA3, 0xCC, 0x81, 0x80, 0xCC, 0xA3, 0xCC, 0x81]
      ),
      // A syllable that breaks off, a surrogate, an overlong slash, a scalar above U+10FFFF.
      ([0xEA, 0xB0, 0xE1, 0x86, 0xA8], [0xEA, 0xB0, 0xE1, 0x86, 0xA8]),
      ([0xED, 0xA0, 0x80, 0x65, 0xCC, 0x81], [0xED, 0xA0, 0x80, 0xC3, 0xA9]),
      ([0xC0, 0xAF, 0xE0, 0x80, 0xAF], [0xC0, 0xAF, 0xE0, 0x80, 0xAF]),
      ([0xF4, 0x90, 0x80, 0x80, 0xF5], [0xF4, 0x90, 0x80, 0x80, 0xF5]),
    ] as [([UInt8], [UInt8])])
  func illFormed(_ source: [UInt8], _ expected: [UInt8]) {
    #expect(Normalizer(.nfc).normalize(source).bytes == expected)
  }

  @Test("names the first scalar that ICU does not know")
  func unknownScalars() {
    let normalizer = Normalizer(.nfc)
    // U+0378 has been left free between Greek letters; private use and noncharacters are no gaps.
    let text = ([0xAC00, 0x61, 0xE000, 0xFFFF, 0xFDD0, 0x378, 0xD7A3, 0x378] as [UInt32])
      .compactMap(Unicode.Scalar.init).utf8
    #expect(normalizer.firstUnknownScalar(in: text.span)?.offset == 13)
    #expect(normalizer.firstUnknownScalar(in: text.span)?.scalar == 0x378)
    #expect(normalizer.firstUnknownScalar(in: text.span, from: 15)?.offset == 18)
    #expect(normalizer.firstUnknownScalar(in: text.span, from: 20) == nil)
    #expect(Normalizer(.none).firstUnknownScalar(in: text.span) == nil)
  }

  @Test("says which version of Unicode it follows")
  func unicodeVersion() {
    let parts = Normalizer.unicodeVersion.split(separator: ".").compactMap { Int($0) }
    #expect(parts.count == 2 && parts[0] >= 15)
  }
}
