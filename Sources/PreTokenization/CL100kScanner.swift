/// The pattern of OpenAI's cl100k_base and its relatives:
/// `'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s`.
struct CL100kScanner: SplitScanner {
  /// How many digits a pre-token may have.
  var digitLimit: Int
  /// Whether white space up to the end of the text is one pre-token even if it has line ends.
  var keepsTrailingRunWhole: Bool

  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    let first = text.unit(at: start)
    let rest = start &+ first.length
    if !ScalarClass.letter.isDisjoint(with: first.scalarClass) {
      return text.endOfRun(of: .letter, from: rest)
    }
    if first.scalarClass == .number { return text.endOfDigits(from: rest, limit: digitLimit) }
    if text[start] == 0x27 {
      let length = text.caselessContractionLength(at: start)
      if length > 0 { return start &+ length }
    }
    if first.scalarClass != .newline, rest < text.count {
      let second = text.unit(at: rest)
      if !ScalarClass.letter.isDisjoint(with: second.scalarClass) {
        return text.endOfRun(of: .letter, from: rest &+ second.length)
      }
      if text[start] == 0x20, !ScalarClass.symbol.isDisjoint(with: second.scalarClass) {
        let end = text.endOfRun(of: .symbol, from: rest &+ second.length)
        return text.endOfLineEnds(from: end, orSlashes: false)
      }
    }
    if !ScalarClass.symbol.isDisjoint(with: first.scalarClass) {
      return text.endOfLineEnds(
        from: text.endOfRun(of: .symbol, from: rest), orSlashes: false)
    }
    return WhiteSpaceRule(cutsAfterLineEnds: true, keepsTrailingRunWhole: keepsTrailingRunWhole)
      .endOfPreToken(in: text, from: start)
  }
}

extension ScannedText {
  /// The end of a pre-token of at most `limit` digits, the first of which ends at `start`.
  @inline(__always)
  func endOfDigits(from start: Int, limit: Int) -> Int {
    var index = start
    var digits = 1
    while digits < limit, index < count {
      let unit = unit(at: index)
      guard unit.scalarClass == .number else { break }
      index &+= unit.length
      digits &+= 1
    }
    return index
  }
}
