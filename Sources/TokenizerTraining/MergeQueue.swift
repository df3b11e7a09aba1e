/// The pairs that may merge next, the best first.
///
/// **The order** is total, and the same for every run: the higher count first; among equal counts
/// - by `hf` and `raw`, the smaller left id, then the smaller right id (the rules differ in the ids of
///   the 256 bytes);
/// - by `bytes`, the left token that is smaller as a byte string, then the right one. A string is
///   smaller than another that it begins;
/// - in parity-aware training by `hf`, the left token that is greater as a text of GPT-2's characters,
///   then the right one, as Hugging Face's `ParityBpeTrainer` has it.
///
/// A heap with four children a node. Counts only fall once a pair is in it, so a candidate may stand
/// too far ahead, never too far behind: the user compares the best candidate with the pair's count of
/// now, and puts it back with that count where they differ.
struct MergeQueue {
  /// A pair and how often it occurred when it was put in.
  struct Candidate {
    var count: UInt64
    var pair: SymbolPair
  }

  /// Which of two pairs with the same count goes first.
  enum TieOrder: CaseIterable {
    case smallerIDs, smallerBytes, greaterTexts
  }

  private let tieOrder: TieOrder
  private var heap: [Candidate] = []

  init(tieOrder: TieOrder) {
    self.tieOrder = tieOrder
  }

  /// The best candidate.
  var best: Candidate? { heap.first }

  /// Puts a candidate in.
  mutating func insert(_ candidate: Candidate, tokens: borrowing TokenStrings) {
    heap.append(candidate)
    var index = heap.count - 1
    while index > 0 {
      let parent = (index - 1) >> 2
      guard isBetter(candidate, than: heap[parent], tokens) else { break }
      heap[index] = heap[parent]
      index = parent
    }
    heap[index] = candidate
  }

  /// Replaces what is in the queue.
  mutating func replaceAll(with candidates: [Candidate], tokens: borrowing TokenStrings) {
    heap = candidates
    guard heap.count > 1 else { return }
    for index in stride(from: (heap.count - 2) >> 2, through: 0, by: -1) {
      sink(heap[index], from: index, tokens)
    }
  }

  /// Takes the best candidate out.
  mutating func removeBest(tokens: borrowing TokenStrings) {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    sink(last, from: 0, tokens)
  }

  /// Gives the best candidate another count, not above its own.
  mutating func lowerBest(to count: UInt64, tokens: borrowing TokenStrings) {
    sink(Candidate(count: count, pair: heap[0].pair), from: 0, tokens)
  }

  private mutating func sink(
    _ candidate: Candidate, from start: Int, _ tokens: borrowing TokenStrings
  ) {
    var index = start
    while true {
      let firstChild = index * 4 + 1
      guard firstChild < heap.count else { break }
      var child = firstChild
      for other in (firstChild + 1)..<max(firstChild + 1, min(firstChild + 4, heap.count))
      where isBetter(heap[other], than: heap[child], tokens) {
        child = other
      }
      guard isBetter(heap[child], than: candidate, tokens) else { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = candidate
  }

  @inline(__always)
  private func isBetter(
    _ left: Candidate, than right: Candidate, _ tokens: borrowing TokenStrings
  ) -> Bool {
    if left.count != right.count { return left.count > right.count }
    return switch tieOrder {
    case .smallerIDs: left.pair < right.pair
    case .smallerBytes: tokens.isBefore(left.pair, right.pair)
    case .greaterTexts: tokens.isTextBefore(right.pair, left.pair)
    }
  }
}
