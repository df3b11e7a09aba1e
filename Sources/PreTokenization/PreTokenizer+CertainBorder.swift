extension PreTokenizer {
  /// A place where every text is cut that has the bytes around it, whatever stands before and behind:
  /// the last such place in a range, or nil.
  ///
  /// A space after a letter, digit or sign of ASCII or a Hangul syllable is such a place for the
  /// patterns of GPT-2, cl100k and o200k, with and without particles, and for white space: a pre-token
  /// holds a space only as its first character or among other white space, so none goes over the place;
  /// and what is looked at behind a pre-token (`(?!\S)`, `$`, contractions, the rest of a run of letters or
  /// syllables) is either no space or asks about white space alone. The
  /// halves of the text are then cut as they are alone. They are normalized as alone, too: a space begins
  /// a new sequence and composes with nothing before it. Other patterns have no such places here.
  ///
  /// - Complexity: O(length of the range).
  package func lastCertainBorder(in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard cutsBeforeSpaces else { return nil }
    for place in range.reversed() where text[place] == 0x20 && isSolid(text, before: place) {
      return place
    }
    return nil
  }

  /// The first such place in a range, or nil.
  ///
  /// - Complexity: O(length of the range).
  package func firstCertainBorder(in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard cutsBeforeSpaces else { return nil }
    for place in range where text[place] == 0x20 && isSolid(text, before: place) { return place }
    return nil
  }

  /// Whether a byte of 0x21 to 0x7E or a Hangul syllable ends at a place.
  private func isSolid(_ text: Span<UInt8>, before place: Int) -> Bool {
    guard place > 0 else { return false }
    let last = text[place - 1]
    if (0x21...0x7E).contains(last) { return true }
    guard place >= 3, last & 0xC0 == 0x80, text[place - 2] & 0xC0 == 0x80 else { return false }
    let scalar =
      UInt32(text[place - 3] & 0xF) << 12 | UInt32(text[place - 2] & 0x3F) << 6
      | UInt32(last & 0x3F)
    return text[place - 3] & 0xF0 == 0xE0 && (0xAC00...0xD7A3).contains(scalar)
  }
}
