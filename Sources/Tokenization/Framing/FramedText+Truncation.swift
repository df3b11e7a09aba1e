import TokenizerModel

extension FramedText {
  /// Cuts a text, or a pair of texts, until it has at most as many tokens as wanted.
  ///
  /// The lengths are those of `tokenizers`: where the longer text is cut first and both have to be, the
  /// longer one keeps the odd token.
  static func truncate(
    _ texts: inout [FramedText], to length: Int, _ rule: Truncation, keepsOverflow: Bool
  ) throws(FramingProblem) {
    let total = texts.reduce(0) { $0 + $1.count }
    guard total > length else { return }
    func cut(_ place: Int, to length: Int) throws(FramingProblem) {
      try texts[place].truncate(to: length, rule, keepsOverflow: keepsOverflow)
    }
    if length == 0 {
      for place in texts.indices { try cut(place, to: 0) }
      return
    }
    switch rule.strategy {
    case .longestFirst where texts.count == 1: try cut(0, to: length)
    case .longestFirst:
      let shorter = texts[0].count > texts[1].count ? 1 : 0
      var lengths = (texts[shorter].count, texts[1 - shorter].count)
      lengths.1 = lengths.0 > length ? lengths.0 : max(lengths.0, length - lengths.0)
      if lengths.0 + lengths.1 > length { lengths = (length / 2, length / 2 + length % 2) }
      try cut(0, to: shorter == 0 ? lengths.0 : lengths.1)
      try cut(1, to: shorter == 0 ? lengths.1 : lengths.0)
    case .onlyFirst, .onlySecond:
      let place = rule.strategy == .onlyFirst ? 0 : 1
      guard place < texts.count else { throw .secondTextMissing }
      let excess = total - length
      guard texts[place].count > excess else {
        throw .textTooShort(tokens: texts[place].count, excess: excess)
      }
      try cut(place, to: texts[place].count - excess)
    }
  }

  /// Cuts the text into windows of a length, keeps the first, and puts the others, if they are wanted,
  /// into `overflow`. Without any length the whole text is the other window.
  ///
  /// - Complexity: O(tokens of the windows).
  private mutating func truncate(
    to length: Int, _ rule: Truncation, keepsOverflow: Bool
  ) throws(FramingProblem) {
    guard length < count else { return }
    if length == 0 {
      let whole = self
      self = FramedText()
      if keepsOverflow { overflow = [whole] }
      return
    }
    guard rule.stride < length else {
      throw .strideTooLong(stride: rule.stride, windowLength: length)
    }
    let windows = keepsOverflow ? (count - rule.stride - 1) / (length - rule.stride) + 1 : 1
    guard windows <= Self.overflowLimit / length else {
      throw .tooManyWindows(limit: Self.overflowLimit)
    }
    let parts = (0..<windows).map { number in
      let skipped = number * (length - rule.stride)
      return rule.direction == .right
        ? self[skipped..<min(skipped + length, count)]
        : self[max(0, count - skipped - length)..<count - skipped]
    }
    self = parts[0]
    overflow = Array(parts.dropFirst())
  }
}
