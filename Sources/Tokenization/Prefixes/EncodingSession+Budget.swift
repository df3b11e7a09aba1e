internal import PreTokenization

/// Counting to a limit and cutting to a budget.
extension EncodingSession {
  /// How many tokens bytes have, if there are not more than a limit.
  ///
  /// - Parameters:
  ///   - bytes: The text, well-formed UTF-8 or not.
  ///   - limit: The most tokens.
  ///   - allowedSpecial: Which special tokens it may spell.
  /// - Returns: The number of tokens, or nil where there are more than `limit`.
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes), but counting stops some hundred pre-tokens behind the limit.
  public func count(
    _ bytes: Span<UInt8>, upTo limit: Int, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int? {
    let count = try countStopping(bytes, at: limit, allowedSpecial)
    return count <= limit ? count : nil
  }

  /// The length in bytes of the longest beginning of a text that keeps within a budget.
  ///
  /// What counts is what the beginning has when it is encoded alone, which may be more or fewer tokens
  /// than it has within the whole text: the count does not always grow with the text. No longer
  /// beginning that ends at such a border fits, as long as there are less than 64 borders between two
  /// spaces; in longer stretches a longer one might.
  ///
  /// - Parameters:
  ///   - text: The text, well-formed UTF-8 or not.
  ///   - budget: The most tokens.
  ///   - border: Where it may be cut.
  ///   - allowedSpecial: Which special tokens it may spell.
  /// - Returns: A place of `border.places(in: text)`, 0 where nothing fits.
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for the borders, and O(log borders) counts that stop behind the budget.
  public func longestPrefix(
    of text: [UInt8], within budget: Int, cutAt border: TextBorder = .syllable,
    allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int {
    let places = border.places(in: text)
    let canRuleOut = try tokenizer.keepsCertainBorders(allowedSpecial)
    return try longest(places) { place throws(TokenizationError) in
      try fits(text.span.extracting(..<place), budget, allowedSpecial)
    } mayGoOn: { reached, place throws(TokenizationError) in
      // Beyond a certain border every beginning has at least the tokens up to that border.
      guard canRuleOut,
        let certain = tokenizer.preTokenizer.lastCertainBorder(
          in: text.span, min(reached + 1, place)..<place)
      else { return true }
      return try fits(text.span.extracting(..<certain), budget, allowedSpecial)
    }
  }

  /// Where the longest end of a text begins that keeps within a budget, in bytes from its start.
  ///
  /// - Parameters:
  ///   - text: The text, well-formed UTF-8 or not.
  ///   - budget: The most tokens.
  ///   - border: Where it may be cut.
  ///   - allowedSpecial: Which special tokens it may spell.
  /// - Returns: A place of `border.places(in: text)`, the length of the text where nothing fits. No
  ///   longer end fits, with the exception that ``longestPrefix(of:within:cutAt:allowedSpecial:)``
  ///   names.
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for the borders, and O(log borders) counts that stop behind the budget.
  public func longestSuffix(
    of text: [UInt8], within budget: Int, cutAt border: TextBorder = .syllable,
    allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int {
    let places: [Int] = border.places(in: text).reversed()
    let canRuleOut = try tokenizer.keepsCertainBorders(allowedSpecial)
    return try longest(places) { place throws(TokenizationError) in
      try fits(text.span.extracting(place...), budget, allowedSpecial)
    } mayGoOn: { reached, place throws(TokenizationError) in
      guard canRuleOut,
        let certain = tokenizer.preTokenizer.firstCertainBorder(
          in: text.span, min(place + 1, reached)..<reached)
      else { return true }
      return try fits(text.span.extracting(certain...), budget, allowedSpecial)
    }
  }

  private func fits(
    _ bytes: Span<UInt8>, _ budget: Int, _ allowedSpecial: SpecialTokenPolicy
  ) throws(TokenizationError) -> Bool {
    try count(bytes, upTo: budget, allowedSpecial: allowedSpecial) != nil
  }

  /// The last of the places that fits; they stand in the order of what is kept, from nothing to all.
  ///
  /// Halving finds one that fits before one that does not. Those behind it are tried as long as they may
  /// fit, which `mayGoOn` tells from the place reached and the next.
  private func longest(
    _ places: [Int], fits: (Int) throws(TokenizationError) -> Bool,
    mayGoOn: (Int, Int) throws(TokenizationError) -> Bool
  ) throws(TokenizationError) -> Int {
    let last = places.count - 1
    if try fits(places[last]) { return places[last] }
    var (best, tooMuch) = (0, last)
    while tooMuch - best > 1 {
      let middle = (best + tooMuch) / 2
      if try fits(places[middle]) { best = middle } else { tooMuch = middle }
    }
    let reached = places[best]
    var next = best + 1
    while next < last, next - best < 64, try mayGoOn(reached, places[next]) {
      if try fits(places[next]) { best = next }
      next += 1
    }
    return places[best]
  }
}
