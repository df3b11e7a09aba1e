/// The pattern of OpenAI's o200k_base, one alternative a line, where U is `\p{Lu}\p{Lt}`, L is
/// `\p{Ll}`, O is `\p{Lm}\p{Lo}\p{M}` and C is `(?i:'s|'t|'re|'ve|'m|'ll|'d)`:
/// ```
/// [^\r\n\p{L}\p{N}]?[UO]*[LO]+C?
/// [^\r\n\p{L}\p{N}]?[UO]+[LO]*C?
/// \p{N}{1,3}
///  ?[^\s\p{L}\p{N}]+[\r\n/]*
/// \s*[\r\n]+
/// \s+(?!\S)
/// \s+
/// ```
struct O200kScanner: MaskedScanner {
  static var cutsWordsAtCapitals: Bool { true }

  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    // Most pre-tokens are a word of one script with the space before it.
    let body = text[start] == 0x20 ? start &+ 1 : start
    guard body < text.count else { return endOfOtherPreToken(in: text, from: start) }
    var index = body
    let first = text.asciiClass(text[body])
    if first.isOne(of: .lower | .upper) {
      // One capital may begin a word; more of them, or one alone, go the slower way.
      index = text.endOfASCIIRun(from: body &+ 1, foldingCase: false)
      if index == body &+ 1, first.isOne(of: .upper) {
        return endOfOtherPreToken(in: text, from: start)
      }
    } else {
      index = text.endOfHangul(from: body)
      if index == body { return endOfOtherPreToken(in: text, from: start) }
    }
    guard index < text.count else { return index }
    let next = text.asciiClass(text[index])
    if next.isOne(of: .endsWords) { return text.endWithContraction(from: index) }
    return endOfOtherPreToken(in: text, from: start)
  }

  /// The end of a pre-token that is no word, or a word of another form.
  @inline(never)
  private func endOfOtherPreToken(in text: ScannedText, from start: Int) -> Int {
    let first = text.unit(at: start)
    let rest = start &+ first.length
    // A mark may be the one character before the word, too; the word that begins with it is the
    // same, or the mark alone where only capitals follow.
    if first.scalarClass.isOne(of: .letter | .mark) { return text.endOfWord(from: start) }
    if first.scalarClass.isOne(of: .number) { return text.endOfDigits(from: rest, limit: 3) }
    if first.scalarClass.isOne(of: .blank | .other) {
      let word = text.endOfWord(from: rest)
      if word > rest { return word }
      if first.scalarClass.isOne(of: .other) { return endOfSymbols(in: text, from: rest) }
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

  @inline(__always)
  private func endOfSymbols(in text: ScannedText, from start: Int) -> Int {
    text.endOfLineEnds(from: text.endOfRun(of: .symbol, from: start), orSlashes: true)
  }
}

extension ScalarClass {
  /// `[\p{Lm}\p{Lo}\p{M}]`.
  fileprivate static var uncased: ScalarClass { .otherLetter | .mark }
  /// ASCII classes that no word goes on with.
  fileprivate static var endsWords: ScalarClass { .number | .whiteSpace | .other }
}

extension ScannedText {
  /// The end of `[UO]*[LO]+C?|[UO]+[LO]*C?` at `start`, or `start` where neither matches.
  ///
  /// The first alternative takes `[UO]*` as far as it goes. If a lower-case letter follows, `[LO]+`
  /// takes it and the run after it. Otherwise `[UO]*` gives back units until `[LO]+` has one: the
  /// match ends after the last O of the run. With neither, the run is all capitals, and the second
  /// alternative takes it. What is looked over beyond the end is capitals only, and the next
  /// pre-token takes them whole, so scanning is linear.
  @inline(__always)
  fileprivate func endOfWord(from start: Int) -> Int {
    var index = start
    var endOfLastUncased = start
    while index < count {
      let unit = unit(at: index)
      guard unit.scalarClass.isOne(of: .letter | .mark) else { break }
      index &+= unit.length
      if unit.scalarClass.isOne(of: .lower) {
        return endWithContraction(
          from: endOfRun(of: .uncased | .lower, from: index))
      }
      if unit.scalarClass.isOne(of: .uncased) { endOfLastUncased = index }
    }
    let end = endOfLastUncased > start ? endOfLastUncased : index
    return end > start ? endWithContraction(from: end) : start
  }

  /// The end of a contraction that may follow a word.
  @inline(__always)
  fileprivate func endWithContraction(from index: Int) -> Int {
    guard index < count, self[index] == 0x27 else { return index }
    return index &+ caselessContractionLength(at: index)
  }
}
