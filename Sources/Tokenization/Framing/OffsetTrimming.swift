import PreTokenization
import TokenizerModel

/// Takes the white space at the ends of tokens out of their offsets, as byte-level post-processors do.
struct OffsetTrimming {
  /// The texts by their numbers.
  let texts: [[UInt8]]
  let tokenizer: Tokenizer

  /// Trims the offsets of a text and of its windows. With `addsPrefixSpace` the pre-tokenizer may have
  /// put one space before the first token, which covers no source.
  func trim(_ framed: inout FramedText, addsPrefixSpace: Bool) {
    trimTokens(of: &framed, addsPrefixSpace)
    for window in framed.overflow.indices {
      trimTokens(of: &framed.overflow[window], addsPrefixSpace)
    }
  }

  private func trimTokens(of framed: inout FramedText, _ addsPrefixSpace: Bool) {
    for place in framed.ids.indices {
      guard let number = framed.textNumbers[place] else { continue }
      let range = framed.offsets[place]
      let spaces = spacesAround(framed.ids[place], texts[number][range])
      var (start, end) = (range.lowerBound, range.upperBound)
      let isFirst = place == 0 || start == 0
      if !(isFirst && addsPrefixSpace && spaces.before == 1) {
        for _ in 0..<spaces.before where start < end { start = scalarEnd(texts[number], start) }
        // A token that ends inside a character takes all of it there.
        end = max(start, end)
      }
      for _ in 0..<spaces.after where end > start { end = scalarStart(texts[number], end) }
      framed.offsets[place] = start..<max(start, end)
    }
  }

  /// How many characters of white space a token begins and ends with; an added token may have taken
  /// some of its source in.
  private func spacesAround(
    _ id: TokenID, _ source: ArraySlice<UInt8>
  ) -> (before: Int, after: Int) {
    let isAdded = tokenizer.added.contains(id) && !isGivenByModel(id, source)
    let bytes = isAdded ? source : (tokenizer.tokenBytes(of: id) ?? [])[...]
    if tokenizer.isByteLevel, !isAdded {
      // Of the characters that stand for bytes, that of the space alone counts as white space.
      return (bytes.prefix { $0 == 0x20 }.count, bytes.reversed().prefix { $0 == 0x20 }.count)
    }
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let classes = ScalarClassTable.shared
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "\u{120}" || classes[scalar.value].isOne(of: .whiteSpace)
    }
    return (scalars.prefix(while: isSpace).count, scalars.reversed().prefix(while: isSpace).count)
  }

  /// Whether a token is the model's unknown token and not its name in the source: the text of the token
  /// is its name then, whatever it stands for. In Unigram it is what it stands for.
  private func isGivenByModel(_ id: TokenID, _ source: ArraySlice<UInt8>) -> Bool {
    if case .pieces(.unigram) = tokenizer.stepwise?.model { return false }
    guard id == tokenizer.unknownToken, let name = tokenizer.tokenBytes(of: id)
    else { return false }
    let searched = source.count - name.count
    return searched < 0
      || !(0...searched).contains { source.dropFirst($0).starts(with: name) }
  }

  private func scalarEnd(_ text: [UInt8], _ start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private func scalarStart(_ text: [UInt8], _ end: Int) -> Int {
    var start = end - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}
