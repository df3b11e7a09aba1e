/// The pattern of OpenAI's cl100k_base and its relatives:
/// `'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s`.
struct CL100kScanner: MaskedScanner {
  static var cutsWordsAtCapitals: Bool { false }
  /// How many digits a pre-token may have.
  var digitLimit: Int
  /// Whether white space up to the end of the text is one pre-token even if it has line ends.
  var keepsTrailingRunWhole: Bool

  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    // Most pre-tokens are a word with the space before it.
    let body = text[start] == 0x20 ? start &+ 1 : start
    let end = text.endOfLetters(from: body)
    return end > body ? end : endOfOtherPreToken(in: text, from: start)
  }

  /// The end of a pre-token that is no word, or one after another character than a space.
  @inline(never)
  private func endOfOtherPreToken(in text: ScannedText, from start: Int) -> Int {
    let first = text.unit(at: start)
    let rest = start &+ first.length
    if first.scalarClass.isOne(of: .number) {
      return text.endOfDigits(from: rest, limit: digitLimit)
    }
    if first.scalarClass.isOne(of: .symbol) {
      if text[start] == 0x27 {
        let length = text.caselessContractionLength(at: start)
        if length > 0 { return start &+ length }
      }
      let word = text.endOfLetters(from: rest)
      return word > rest ? word : endOfSymbols(in: text, from: rest)
    }
    if first.scalarClass.isOne(of: .blank) {
      let word = text.endOfLetters(from: rest)
      if word > rest { return word }
      if text[start] == 0x20, rest < text.count {
        let second = text.unit(at: rest)
        if second.scalarClass.isOne(of: .symbol) {
          return endOfSymbols(in: text, from: rest &+ second.length)
        }
      }
    }
    return WhiteSpaceRule(cutsAfterLineEnds: true, keepsTrailingRunWhole: keepsTrailingRunWhole)
      .endOfPreToken(in: text, from: start)
  }

  @inline(__always)
  private func endOfSymbols(in text: ScannedText, from start: Int) -> Int {
    text.endOfLineEnds(from: text.endOfRun(of: .symbol, from: start), orSlashes: false)
  }
}
