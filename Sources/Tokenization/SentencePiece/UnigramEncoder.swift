import TextNormalization
import TokenizerModel

/// Finds the tokens with the best sum of scores (Viterbi); of paths with the same sum the one found
/// first, from the left and with short tokens first.
///
/// Source: `Unigram::encode_optimized` and `tokenize` of huggingface/tokenizers 0.23; T. Kudo, "Subword
/// Regularization" (2018). A byte that is not part of well-formed UTF-8, which cannot occur there, is
/// a character of its own. Where a character has no token and the model has no unknown token, which is
/// an error there, it is left out.
///
/// - Complexity: O(bytes · longest token).
struct UnigramEncoder: PieceEncoder {
  private let tables: UnigramTables
  private var nodes: [Node] = []
  /// The tokens of the piece at hand, from the last to the first.
  private var path: [(id: UInt32, start: Int)] = []

  /// The best path to a place in the piece.
  private struct Node {
    var score = 0.0
    /// Where its last token starts; -1 where no path leads.
    var start: Int32 = -1
    var id: UInt32 = 0
  }

  private static let noToken = UInt32.max

  init(_ tables: UnigramTables) { self.tables = tables }

  mutating func encode(_ piece: Span<UInt8>, ids: inout [UInt32], ends: inout [Int]) {
    Self.search(piece, tables, &nodes)
    path.removeAll(keepingCapacity: true)
    var end = piece.count
    while end > 0 {
      path.append((nodes[end].id, Int(nodes[end].start)))
      end = Int(nodes[end].start)
    }
    var place = path.count - 1
    while place >= 0 {
      let (id, start) = path[place]
      let isUnknown = id == Self.noToken || id == tables.unknown
      // Unknown characters that follow each other are one.
      while isUnknown, place > 0, path[place - 1].id == id { place -= 1 }
      let end = place == 0 ? piece.count : path[place - 1].start
      if isUnknown {
        appendUnknown(piece, start..<end, ids: &ids, ends: &ends)
      } else {
        ids.append(id)
        ends.append(end)
      }
      place -= 1
    }
  }

  /// Appends the token of the text itself, those of its bytes, or the unknown token.
  private func appendUnknown(
    _ piece: Span<UInt8>, _ range: Range<Int>, ids: inout [UInt32], ends: inout [Int]
  ) {
    if let whole = tables.index.id(of: range.map { piece[$0] }) {
      ids.append(whole.rawValue)
      ends.append(range.upperBound)
    } else if range.allSatisfy({ tables.byteTokens[Int(piece[$0])] != nil }) {
      for place in range {
        ids.append(tables.byteTokens[Int(piece[place])] ?? Self.noToken)
        ends.append(place + 1)
      }
    } else if let unknown = tables.unknown {
      ids.append(unknown)
      ends.append(range.upperBound)
    }
  }

  /// Finds the best path to each place of the piece.
  private static func search(
    _ piece: Span<UInt8>, _ tables: UnigramTables, _ nodes: inout [Node]
  ) {
    nodes.removeAll(keepingCapacity: true)
    nodes.append(contentsOf: repeatElement(Node(), count: piece.count + 1))
    let cells = tables.trie.cells.span
    let scores = tables.scores.span
    var room = nodes.mutableSpan
    var start = 0
    while start < piece.count {
      let score = room[start].score
      let length = ScalarScan.unit(of: piece, at: start).range.count
      var hasCharacter = false
      var base = tables.trie.rootBase
      var index = start
      while index < piece.count {
        let cell = TrieCell(bits: cells[base ^ Int(piece[index])])
        guard cell.label == piece[index] else { break }
        index &+= 1
        base = cell.base
        if cell.tokenField <= 0 { continue }
        let id = UInt32(cell.tokenField) &- 1
        offer(score + scores[Int(id)], id, from: start, to: index, &room)
        if index == start &+ length { hasCharacter = true }
      }
      if !hasCharacter {
        offer(
          score + tables.unknownScore, tables.unknown ?? noToken, from: start, to: start + length,
          &room)
      }
      start += length
    }
  }

  @inline(__always)
  private static func offer(
    _ score: Double, _ id: UInt32, from start: Int, to end: Int,
    _ nodes: inout MutableSpan<Node>
  ) {
    if nodes[end].start < 0 || score > nodes[end].score {
      nodes[end] = Node(score: score, start: Int32(start), id: id)
    }
  }
}
