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

  /// How many characters of white space a token begins and ends with.
  private func spacesAround(
    _ id: TokenID, _ source: ArraySlice<UInt8>
  ) -> (before: Int, after: Int) {
    let bytes = text(of: id, source)
    if tokenizer.isByteLevel, !tokenizer.added.contains(id) {
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

  /// The text of a token. An added token that stands in the source may have taken white space in, and what
  /// Unigram does not know is its own text; any other token, the unknown one too, has its name.
  private func text(of id: TokenID, _ source: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let name = tokenizer.tokenBytes(of: id) ?? []
    if id == tokenizer.unknownToken, case .pieces(.unigram) = tokenizer.stepwise?.model {
      return source
    }
    if let content = tokenizer.normalizedContents[id] { return content[...] }
    guard tokenizer.added.contains(id), source.count >= name.count else { return name[...] }
    let stands = (0...(source.count - name.count)).contains {
      source.dropFirst($0).starts(with: name)
    }
    return stands ? source : name[...]
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
