/// Finds, among all ways to cut a token in two, the one by which merging by ranks makes it.
///
/// The work is bounded by a budget of steps; whoever finds it exhausted must not rely on the answers.
struct SplitSearch {
  private var steps: Int

  /// A search that may look at so many bytes in all.
  init(budget: Int) { steps = budget }

  /// Whether the budget has been used up.
  var isExhausted: Bool { steps < 0 }

  /// The two tokens that `id` is made of, if merging the tokens made so far leaves just two.
  ///
  /// At most one cut can be the right one, so the first that passes is it.
  mutating func split(
    of id: UInt32, _ prefixes: [UInt32], _ parts: VocabularyParts
  ) -> (left: UInt32, right: UInt32)? {
    var prefix = prefixes[Int(id)]
    while prefix != TokenRecord.none, !isExhausted {
      if parts.record(prefix).rank != TokenRecord.unreachable {
        let suffix = rest(of: id, after: prefix, parts)
        if suffix != TokenRecord.none, parts.record(suffix).rank != TokenRecord.unreachable,
          !parts.joinsAcross(prefix, suffix, before: id + 1)
        {
          return (prefix, suffix)
        }
      }
      prefix = prefixes[Int(prefix)]
    }
    return nil
  }

  /// Whether a token can be cut into two that merging makes, one of them only after the token's turn.
  mutating func hasLaterSplit(
    _ id: UInt32, _ prefixes: [UInt32], _ parts: VocabularyParts
  ) -> Bool {
    var prefix = prefixes[Int(id)]
    while prefix != TokenRecord.none, !isExhausted {
      let suffix = rest(of: id, after: prefix, parts)
      if suffix != TokenRecord.none {
        let last = max(parts.record(prefix).rank, parts.record(suffix).rank)
        if last != TokenRecord.unreachable, last > id + 1 { return true }
      }
      prefix = prefixes[Int(prefix)]
    }
    return false
  }

  private mutating func rest(
    of id: UInt32, after prefix: UInt32, _ parts: VocabularyParts
  ) -> UInt32 {
    let end = Int(parts.starts[Int(id) + 1])
    let start = Int(parts.starts[Int(id)]) + parts.length(prefix)
    steps -= end - start + 1
    return parts.token(start..<end)
  }
}
