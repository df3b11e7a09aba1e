/// cl100k's pattern with marks as parts of words, as Qwen 3.5 has it:
/// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
struct MarkedWordScanner: SplitScanner {
  /// How many digits a pre-token may have.
  var digitLimit: Int

  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    let body = text[start] == 0x20 ? start &+ 1 : start
    let end = text.endOfLetters(from: body)
    guard end > body else { return endOfOtherPreToken(in: text, from: start) }
    guard end < text.count, text[end] >= 0x80 else { return end }
    return text.endOfMixedRun(of: .letter | .mark, from: end)
  }

  /// The end of a pre-token that does not begin with a letter or a space before one.
  @inline(never)
  private func endOfOtherPreToken(in text: ScannedText, from start: Int) -> Int {
    let first = text.unit(at: start)
    let rest = start &+ first.length
    if first.scalarClass.isOne(of: .number) {
      return text.endOfDigits(from: rest, limit: digitLimit)
    }
    // A mark may be the one character before the word, too; the word is the same.
    let word = text.endOfRun(of: .letter | .mark, from: rest)
    if first.scalarClass.isOne(of: .letter | .mark) { return word }
    if first.scalarClass.isOne(of: .other) {
      if text[start] == 0x27 {
        let length = text.caselessContractionLength(at: start)
        if length > 0 { return start &+ length }
      }
      return word > rest ? word : endOfSymbols(in: text, from: rest)
    }
    if first.scalarClass.isOne(of: .blank) {
      if word > rest { return word }
      if text[start] == 0x20, rest < text.count {
        let second = text.unit(at: rest)
        if second.scalarClass.isOne(of: .other) {
          return endOfSymbols(in: text, from: rest &+ second.length)
        }
      }
    }
    return WhiteSpaceRule(cutsAfterLineEnds: true, keepsTrailingRunWhole: false)
      .endOfPreToken(in: text, from: start)
  }

  private func endOfSymbols(in text: ScannedText, from start: Int) -> Int {
    text.endOfLineEnds(from: text.endOfRun(of: .other, from: start), orSlashes: false)
  }
}
