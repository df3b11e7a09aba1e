/// A text as what a separator matches and what stands between.
struct SplitParts {
  /// The parts in order; only a match may be empty.
  private var parts: [(range: Range<Int>, isMatch: Bool)] = []

  /// The parts of a text with so many bytes; the matches rise and do not overlap.
  init(count: Int, matches: [Range<Int>]) {
    var end = 0
    for match in matches {
      if match.lowerBound > end { parts.append((end..<match.lowerBound, false)) }
      parts.append((match, true))
      end = match.upperBound
    }
    if end < count { parts.append((end..<count, false)) }
  }

  /// Calls a closure with the pieces that a behaviour makes of the parts.
  ///
  /// Source: `NormalizedString::split` of huggingface/tokenizers 0.23, whose joining also holds where
  /// a separator follows another.
  func forEachPiece(
    _ behavior: SplitBehavior, isInverted: Bool, _ body: (Range<Int>) -> Void
  ) {
    switch behavior {
    case .isolated: for part in parts { body(part.range) }
    case .removed: for part in parts where part.isMatch == isInverted { body(part.range) }
    case .contiguous:
      join(parts, isInverted) { $0 == $1 }.forEach(body)
    case .mergedWithPrevious:
      join(parts, isInverted) { isMatch, wasMatch in isMatch && !wasMatch }.forEach(body)
    case .mergedWithNext:
      join(parts.reversed(), isInverted) { isMatch, wasMatch in isMatch && !wasMatch }
        .reversed().forEach(body)
    }
  }

  /// Joins each part to the one before it, in the order given, where the test says so; before the
  /// first stands what is no match.
  private func join(
    _ parts: [(range: Range<Int>, isMatch: Bool)], _ isInverted: Bool,
    where joins: (_ isMatch: Bool, _ wasMatch: Bool) -> Bool
  ) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var wasMatch = false
    for (range, flag) in parts {
      let isMatch = flag != isInverted
      if joins(isMatch, wasMatch), let last = pieces.popLast() {
        pieces.append(
          min(last.lowerBound, range.lowerBound)..<max(last.upperBound, range.upperBound))
      } else {
        pieces.append(range)
      }
      wasMatch = isMatch
    }
    return pieces
  }
}
