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
struct O200kScanner: SplitScanner {
  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    let first = text.unit(at: start)
    let rest = start &+ first.length
    switch first.scalarClass {
    case .upper, .lower, .otherLetter, .mark:
      // A mark may be the one character before the word, too; the word that begins with it is the
      // same, or the mark alone where only capitals follow.
      return text.endOfWord(from: start)
    case .number:
      return text.endOfDigits(from: rest, limit: 3)
    case .newline:
      break
    default:
      let end = text.endOfWord(from: rest)
      if end > rest { return end }
      if first.scalarClass == .other { return endOfSymbols(in: text, from: rest) }
      if text[start] == 0x20, rest < text.count {
        let second = text.unit(at: rest)
        if second.scalarClass == .other {
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

extension ScannedText {
  /// The end of `[UO]*[LO]+C?|[UO]+[LO]*C?` at `start`, or `start` where neither matches.
  ///
  /// The first alternative takes `[UO]*` as far as it goes. If a lower-case letter follows, `[LO]+`
  /// takes it and the run after it. Otherwise `[UO]*` gives back units until `[LO]+` has one: the
  /// match ends after the last O of the run. With neither, the run is all capitals, and the second
  /// alternative takes it. What is looked over beyond the end is capitals only, and the next
  /// pre-token takes them whole, so scanning is linear.
  @inline(__always)
  func endOfWord(from start: Int) -> Int {
    var index = start
    var endOfLastUncased = start
    while index < count {
      let unit = unit(at: index)
      switch unit.scalarClass {
      case .upper:
        index &+= unit.length
      case .otherLetter, .mark:
        index &+= unit.length
        endOfLastUncased = index
      case .lower:
        let end = endOfRun(of: [.lower, .otherLetter, .mark], from: index &+ unit.length)
        return endWithContraction(from: end)
      default:
        let end = endOfLastUncased > start ? endOfLastUncased : index
        return end > start ? endWithContraction(from: end) : start
      }
    }
    let end = endOfLastUncased > start ? endOfLastUncased : index
    return end > start ? endWithContraction(from: end) : start
  }

  /// The end of a contraction that may follow a word.
  @inline(__always)
  private func endWithContraction(from index: Int) -> Int {
    guard index < count, self[index] == 0x27 else { return index }
    return index &+ caselessContractionLength(at: index)
  }
}
