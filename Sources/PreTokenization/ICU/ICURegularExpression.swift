import CICU
import Synchronization

/// A regular expression that ICU runs, for patterns without a scanner; many threads may use it.
///
/// Matches are pre-tokens, and so is each stretch between two of them; a match of nothing is a border
/// all the same, as in Hugging Face's `Split`. ICU is given UTF-16, in which a byte that is not part
/// of well-formed UTF-8 is U+FFFD.
final class ICURegularExpression: Sendable {
  /// The matcher that the others are copied from; it never has a text.
  private let original: ICUMatcher
  /// Matchers that no thread is using. A class with a lock, because ICU's matchers are C objects with
  /// a text in them, and one that has begun a text waits for the next call.
  private let matchers = Mutex<[ICUMatcher]>([])

  /// How many matchers may wait for a next call; a caller that leaves texts unfinished leaves some.
  private static let waitingLimit = 64

  /// - Throws: `PreTokenizationError.badPattern`.
  init(_ pattern: String) throws(PreTokenizationError) {
    original = try ICUMatcher(
      pattern: pattern, translation: PatternTranslator.translate(pattern))
  }

  /// Does what `PreTokenizer.fillEnds` says.
  func scan(
    _ text: ScannedText, from start: Int, into borders: inout BorderList
  ) throws(PreTokenizationError) {
    let matcher = try takeMatcher(for: text, at: start)
    defer { matchers.withLock { $0.append(matcher) } }
    do {
      if !matcher.isWaiting(for: text, at: start) { try matcher.begin(text, at: start) }
      try matcher.scan(text, into: &borders)
    } catch {
      matcher.rest()
      throw error
    }
  }

  /// All matches in a text, in order; some may be empty.
  func matches(in text: ScannedText) throws(PreTokenizationError) -> [Range<Int>] {
    let matcher = try takeMatcher(for: text, at: 0)
    defer {
      matcher.rest()
      matchers.withLock { $0.append(matcher) }
    }
    try matcher.begin(text, at: 0)
    var matches: [Range<Int>] = []
    while let match = try matcher.nextMatch(in: text) { matches.append(match) }
    return matches
  }

  /// The matcher that waits to go on here, or one that is free, or a new one.
  private func takeMatcher(
    for text: ScannedText, at start: Int
  ) throws(PreTokenizationError) -> ICUMatcher {
    let matcher = matchers.withLock { matchers -> ICUMatcher? in
      // A text that begins anew may be another one in the same memory.
      if start == 0 {
        for matcher in matchers where matcher.isWaiting(in: text) { matcher.rest() }
      }
      let index =
        matchers.firstIndex { $0.isWaiting(for: text, at: start) }
        ?? matchers.firstIndex { $0.isResting }
        ?? (matchers.count >= Self.waitingLimit ? 0 : nil)
      return index.map { matchers.remove(at: $0) }
    }
    return if let matcher { matcher } else { try ICUMatcher(original) }
  }
}
