/// A regular expression run by the textbook: try the first way, come back and try the next.
///
/// Units are whatever the caller's sets test; matching recurses over continuations, so it is for
/// short texts.
package indirect enum BacktrackingExpression<Unit: Sendable>: Sendable {
  /// One unit that passes the test.
  case unit(@Sendable (Unit) -> Bool)
  /// One after the other.
  case sequence([BacktrackingExpression])
  /// The first of them that leads to a match.
  case either([BacktrackingExpression])
  /// As many as can be from `least` to `most`, then fewer.
  case greedy(BacktrackingExpression, least: Int, most: Int)
  /// Nothing, where the expression does not match.
  case notBefore(BacktrackingExpression)
  /// Nothing, at the end of the text.
  case end
  /// The first way in which the expression matches, and no other.
  case atomic(BacktrackingExpression)

  /// Where the first match that begins at `start` ends, if `then` accepts that.
  package func match(
    _ text: [Unit], _ start: Int, then: (Int) -> Int? = { $0 }
  ) -> Int? {
    switch self {
    case .unit(let passes):
      return start < text.count && passes(text[start]) ? then(start + 1) : nil
    case .sequence(let parts):
      guard let first = parts.first else { return then(start) }
      return first.match(text, start) {
        Self.sequence(Array(parts.dropFirst())).match(text, $0, then: then)
      }
    case .either(let ways):
      for way in ways {
        if let end = way.match(text, start, then: then) { return end }
      }
      return nil
    case .greedy(let part, let least, let most):
      if most > 0 {
        let more = part.match(text, start) { next in
          Self.greedy(part, least: max(0, least - 1), most: most - 1)
            .match(text, next, then: then)
        }
        if let more { return more }
      }
      return least == 0 ? then(start) : nil
    case .notBefore(let part): return part.match(text, start) == nil ? then(start) : nil
    case .end: return start == text.count ? then(start) : nil
    case .atomic(let part): return part.match(text, start).flatMap(then)
    }
  }
}
