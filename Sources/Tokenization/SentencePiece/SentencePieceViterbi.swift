/// Finds the tokens of a segment with the best sum of scores as SentencePiece does.
///
/// SentencePiece adds scores up over the whole text in single precision, so which of two paths wins can
/// depend on rounding, and with that on all the text before. `search(from:)` repeats this step by step.
/// `searchAlone` does not know what stands before, but says by how much its path wins: where that is
/// more than rounding can take away (`holds`), both find the same path.
///
/// Source: `unigram::Model::EncodeOptimized` of google/sentencepiece; T. Kudo, "Subword Regularization"
/// (2018).
///
/// - Complexity: O(bytes · longest token).
struct SentencePieceViterbi {
  /// The best path to a place in the segment.
  private struct Node {
    var score = 0.0
    /// The best score of another last token.
    var second = -Double.infinity
    /// Where the last token starts; -1 where no path leads.
    var start: Int32 = -1
    var id: UInt32 = 0
  }

  private var nodes: [Node] = []

  /// The path that wins from nothing, and by how much at its closest place.
  mutating func searchAlone(
    _ segment: Span<UInt8>, _ tables: SentencePieceScores, _ unknown: UInt32,
    _ steps: inout SegmentSteps
  ) {
    Self.search(segment, tables, unknown, 0, isAlone: true, &nodes)
    collect(segment.count, &steps)
    var end = segment.count
    while end > 0 {
      steps.margin = min(steps.margin, nodes[end].score - nodes[end].second)
      end = Int(nodes[end].start)
    }
  }

  /// The path that wins after a text with the given sum of scores.
  mutating func search(
    _ segment: Span<UInt8>, _ tables: SentencePieceScores, _ unknown: UInt32, from sum: Float,
    _ steps: inout SegmentSteps
  ) {
    Self.search(segment, tables, unknown, Double(sum), isAlone: false, &nodes)
    collect(segment.count, &steps)
  }

  /// Whether a path that wins by a margin wins after a text with the given sum of scores, too.
  ///
  /// A sum of n single-precision additions of values up to `m` is off by at most n · m · 2^-24.
  static func holds(
    margin: Double, after sum: Float, bytes: Int, _ tables: SentencePieceScores
  ) -> Bool {
    let values = Double(abs(sum)) + Double(bytes) * tables.largest
    return margin > 4 * Double(bytes) * values * 0x1p-24
  }

  /// The sum of scores after some more tokens, rounded as SentencePiece rounds it.
  static func sum(
    _ sum: Float, plus ids: [UInt32], _ tables: SentencePieceScores, _ unknown: UInt32
  ) -> Float {
    var sum = sum
    for id in ids {
      sum = id == unknown ? tables.unknownScore + sum : Float(tables.scores[Int(id)] + Double(sum))
    }
    return sum
  }

  private mutating func collect(_ count: Int, _ steps: inout SegmentSteps) {
    steps.removeAll()
    var end = count
    while end > 0 {
      steps.ids.append(nodes[end].id)
      steps.ends.append(UInt32(end))
      end = Int(nodes[end].start)
    }
    steps.ids.reverse()
    steps.ends.reverse()
  }

  @inline(__always)
  private static func search(
    _ segment: Span<UInt8>, _ tables: SentencePieceScores, _ unknown: UInt32, _ sum: Double,
    isAlone: Bool, _ nodes: inout [Node]
  ) {
    nodes.removeAll(keepingCapacity: true)
    nodes.append(contentsOf: repeatElement(Node(), count: segment.count + 1))
    let cells = tables.trie.cells.span
    let scores = tables.scores.span
    var room = nodes.mutableSpan
    room[0].score = sum
    var start = 0
    while start < segment.count {
      let score = room[start].score
      let length = min(CharacterLength.of(segment[start]), segment.count - start)
      var hasCharacter = false
      var base = tables.trie.rootBase
      var index = start
      while index < segment.count {
        let cell = TrieCell(bits: cells[base ^ Int(segment[index])])
        guard cell.label == segment[index] else { break }
        index &+= 1
        base = cell.base
        if cell.tokenField <= 0 { continue }
        let id = UInt32(cell.tokenField) &- 1
        if scores[Int(id)].isNaN { continue }
        offer(score + scores[Int(id)], id, start, index, isAlone: isAlone, &room)
        if index == start &+ length { hasCharacter = true }
      }
      if !hasCharacter {
        let total =
          isAlone ? score + Double(tables.unknownScore) : Double(tables.unknownScore + Float(score))
        offer(total, unknown, start, start + length, isAlone: isAlone, &room)
      }
      start += length
    }
  }

  @inline(__always)
  private static func offer(
    _ score: Double, _ id: UInt32, _ start: Int, _ end: Int, isAlone: Bool,
    _ nodes: inout MutableSpan<Node>
  ) {
    let node = nodes[end]
    let score = isAlone ? score : Double(Float(score))
    if node.start < 0 || score > node.score {
      let second = node.start < 0 ? -Double.infinity : node.score
      nodes[end] = Node(score: score, second: second, start: Int32(start), id: id)
    } else if isAlone, score > node.second {
      nodes[end].second = score
    }
  }
}

/// The tokens of a segment, unknown characters one by one.
struct SegmentSteps {
  var ids: [UInt32] = []
  /// Where each ends in the segment.
  var ends: [UInt32] = []
  /// By how much the path wins.
  var margin = Double.infinity

  mutating func removeAll() {
    ids.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    margin = .infinity
  }
}
