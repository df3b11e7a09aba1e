/// The pattern ` ?\S+|\s+(?!\S)|\s+`.
struct WhitespaceScanner: SplitScanner {
  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    let body = text[start] == 0x20 ? start &+ 1 : start
    let end = text.endOfRun(of: .solid, from: body)
    if end > body { return end }
    return WhiteSpaceRule(cutsAfterLineEnds: false, keepsTrailingRunWhole: true)
      .endOfPreToken(in: text, from: start)
  }
}
