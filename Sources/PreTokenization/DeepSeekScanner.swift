/// The last of the three patterns of DeepSeek V3, one alternative a line:
/// ```
/// [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+
/// [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
///  ?[\p{P}\p{S}]+[\r\n]*
/// \s*[\r\n]+
/// \s+(?!\S)
/// \s+
/// ```
/// What none of them matches is a pre-token up to where one does.
struct DeepSeekScanner: SplitScanner {
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    if let end = endOfMatch(in: text, at: start) { return end }
    var index = start &+ text.unit(at: start).length
    while index < text.count, endOfMatch(in: text, at: index) == nil {
      index &+= text.unit(at: index).length
    }
    return index
  }

  /// The end of the match at an index, or nil where nothing matches.
  private func endOfMatch(in text: ScannedText, at start: Int) -> Int? {
    let first = text.unit(at: start)
    let rest = start &+ first.length
    if first.scalarClass.isOne(of: .letter | .mark) {
      return text.endOfRun(of: .letter | .mark, from: rest)
    }
    if isSymbol(first, in: text, at: start) {
      if text[start] < 0x80 {
        let word = text.endOfASCIIRun(from: rest, foldingCase: true)
        if word > rest { return word }
      }
      return endOfSymbols(in: text, from: rest)
    }
    // A number, white space or a control character may stand before a word; a line end may not.
    if !first.scalarClass.isOne(of: .newline) {
      let word = text.endOfRun(of: .letter | .mark, from: rest)
      if word > rest { return word }
    }
    guard first.scalarClass.isOne(of: .whiteSpace) else { return nil }
    if text[start] == 0x20, rest < text.count, case let second = text.unit(at: rest),
      isSymbol(second, in: text, at: rest)
    {
      return endOfSymbols(in: text, from: rest &+ second.length)
    }
    return WhiteSpaceRule(cutsAfterLineEnds: true, keepsTrailingRunWhole: false)
      .endOfPreToken(in: text, from: start)
  }

  private func endOfSymbols(in text: ScannedText, from start: Int) -> Int {
    var index = start
    while index < text.count, case let unit = text.unit(at: index),
      isSymbol(unit, in: text, at: index)
    {
      index &+= unit.length
    }
    return text.endOfLineEnds(from: index, orSlashes: false)
  }

  /// Whether a unit is `[\p{P}\p{S}]`; a byte that is not part of a scalar is one as U+FFFD is.
  private func isSymbol(_ unit: ScanUnit, in text: ScannedText, at index: Int) -> Bool {
    guard unit.scalarClass.isOne(of: .other) else { return false }
    if text[index] < 0x80 { return text[index] > 0x20 && text[index] < 0x7F }
    let scalar = text.decodedScalar(at: index)
    return scalar.length == 0 || ScalarBits.symbols.contains(scalar.value)
  }
}

extension ScalarBits {
  /// Punctuation and symbols, `[\p{P}\p{S}]`.
  static let symbols = ScalarBits(
    ["P", "S"].compactMap { ScalarSet.property(named: $0) }.reduce(ScalarSet()) { $0.union($1) })
}
