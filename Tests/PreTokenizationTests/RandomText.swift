import TestSupport

/// Seeded texts of all scripts, made of short runs so that borders of every kind occur.
struct RandomText {
  private var generator: SeededGenerator

  /// What a run is made of: what words, numbers, white space and contractions need, and scripts with
  /// case, without case and with marks.
  private static let alphabets: [[Unicode.Scalar]] = [
    "abcdeſlmrstv", "ABCDELMRSTV", "0123456789", "٣४๓Ⅷ½²", " ", " ", "\n", "\r", "\r\n\n", "\t",
    "\u{A0}\u{85}\u{2028}\u{2029}\u{3000}\u{1680}\u{200A}\u{202F}\u{205F}\u{B}\u{C}", "'", "'",
    "…‘’“”«»", ".,;:!?()[]{}<>@#$%^&*-+=_~`|\\/\"", "/", "한글말모이각힣가", "한ㄱㅋㅠ", "éßøžæñ",
    "ÉØŽÆÑ", "ǅǈᾈ", "ʰˀ々ー", "漢字語", "ひらカナ", "αβγΑΒΓ", "абвАБВ", "\u{301}\u{308}\u{20DD}",
    "नमस्ते", "ไทย่า", "عربي", "😀👩\u{200D}\u{FE0F}🏽🇰", "\u{1D400}\u{1D41A}\u{10400}\u{10428}",
    "\0\u{1B}\u{7F}",
    "\u{200B}\u{200C}\u{FEFF}\u{E000}\u{FFFD}\u{10FFFF}\u{378}",
  ].map { Array($0.unicodeScalars) }

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// A text of some runs, ill-formed now and then where asked.
  mutating func next(runs: Int, isWellFormed: Bool = true) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<runs {
      let length = Int.random(in: 1...4, using: &generator)
      if Int.random(in: 0..<20, using: &generator) == 0 {
        // Any scalar at all.
        let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
        text.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{D7A3}").utf8)
      } else if !isWellFormed, Int.random(in: 0..<6, using: &generator) == 0 {
        for _ in 0..<length { text.append(UInt8.random(in: 0x80...0xFF, using: &generator)) }
      } else {
        let alphabet = Self.alphabets[Int.random(in: 0..<Self.alphabets.count, using: &generator)]
        for _ in 0..<length {
          let scalar = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
          text.append(contentsOf: String(scalar).utf8)
        }
      }
    }
    // A text cut short ends in half a scalar now and then.
    if !isWellFormed, Bool.random(using: &generator) { _ = text.popLast() }
    return text
  }
}
