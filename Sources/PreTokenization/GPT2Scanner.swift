/// GPT-2's pattern (Radford et al. 2019):
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
///
/// tiktoken spells it with possessive quantifiers and `\s++$`; it cuts alike.
struct GPT2Scanner: SplitScanner {
  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    // A space belongs to what follows, unless that is white space.
    let body = text[start] == 0x20 ? start &+ 1 : start
    let end = text.endOfLetters(from: body)
    return end > body ? end : endOfOtherPreToken(in: text, from: start, body: body)
  }

  /// The end of a pre-token that is no word.
  @inline(never)
  private func endOfOtherPreToken(in text: ScannedText, from start: Int, body: Int) -> Int {
    if body < text.count {
      let unit = text.unit(at: body)
      let rest = body &+ unit.length
      if unit.scalarClass.isOne(of: .number) { return text.endOfRun(of: .number, from: rest) }
      if unit.scalarClass.isOne(of: .symbol) {
        if text[start] == 0x27 {
          let length = text.contractionLength(at: start)
          if length > 0 { return start &+ length }
        }
        return text.endOfRun(of: .symbol, from: rest)
      }
    }
    return WhiteSpaceRule(cutsAfterLineEnds: false, keepsTrailingRunWhole: true)
      .endOfPreToken(in: text, from: start)
  }
}

extension ScannedText {
  /// The length of `'s|'t|'re|'ve|'m|'ll|'d` at an apostrophe, or 0.
  @inline(never)
  func contractionLength(at index: Int) -> Int {
    guard index + 1 < count else { return 0 }
    switch self[index + 1] {
    case 0x73, 0x74, 0x6D, 0x64: return 2
    case 0x72, 0x76: return index + 2 < count && self[index + 2] == 0x65 ? 3 : 0
    case 0x6C: return index + 2 < count && self[index + 2] == 0x6C ? 3 : 0
    default: return 0
    }
  }

  /// The length of `(?i:'s|'t|'re|'ve|'m|'ll|'d)` at an apostrophe, or 0.
  ///
  /// U+017F, the long s, is a case variant of s (simple case folding); no other letter of these has
  /// one outside ASCII.
  @inline(never)
  func caselessContractionLength(at index: Int) -> Int {
    guard index + 1 < count else { return 0 }
    let third = index + 2 < count ? self[index + 2] : 0
    switch self[index + 1] | 0x20 {
    case 0x73, 0x74, 0x6D, 0x64: return 2
    case 0x72, 0x76: return third | 0x20 == 0x65 ? 3 : 0
    case 0x6C: return third | 0x20 == 0x6C ? 3 : 0
    case 0xC5 | 0x20: return self[index + 1] == 0xC5 && third == 0xBF ? 3 : 0
    default: return 0
    }
  }
}
