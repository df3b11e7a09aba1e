import TextNormalization

/// Finds the tokens of a segment with the best sum of scores, from nothing, and says for which sums before
/// it SentencePiece finds the same.
///
/// SentencePiece adds scores up over the whole text in single precision. Such a sum of `c` values is off by
/// at most c · V · 2^-24, where V bounds all that is added up to. Here sums are exact to a far smaller
/// error; so where the best path wins by `margin` at each of its places, single precision finds it, too, if
///
///     margin > 2 · c · V · 2^-24,    V = sum before the segment + c · largest score
///
/// for the c characters of the segment, since no path has more tokens. `slack` is what remains for the
/// sum before it.
///
/// Source: `unigram::Model::EncodeOptimized` of google/sentencepiece; T. Kudo, "Subword Regularization"
/// (2018).
///
/// - Complexity: O(bytes · longest token).
struct SegmentViterbi: ~Copyable {
  /// The best path to a place in the segment.
  struct Node: BitwiseCopyable {
    var score: Double
    /// The best score of another last token.
    var second: Double
    /// Where the last token starts; -1 where no path leads.
    var start: Int32
    var id: UInt32
  }

  private let trie: TokenTrie
  /// The score of each id; NaN where it is never taken.
  private let scores: [Double]
  private let unknownScore: Double
  private let unknown: UInt32
  /// The largest of all scores without its sign.
  private let largest: Double
  private var nodes = ZeroedPages<Node>(count: 256)
  private var characters: CharacterCells

  /// A search by the rules of SentencePiece.
  init(_ tables: SentencePieceScores, unknown: UInt32) {
    trie = tables.trie
    scores = tables.scores
    unknownScore = Double(tables.unknownScore)
    largest = tables.largest
    self.unknown = unknown
    characters = CharacterCells()
  }

  /// A search by the rules of Hugging Face's `Unigram`, which adds up from nothing in each word, in double
  /// precision and in the order in which this does.
  init(_ tables: UnigramTables) {
    trie = tables.trie
    scores = tables.scores
    unknownScore = tables.unknownScore
    largest = 0
    unknown = tables.unknown ?? UInt32.max
    characters = CharacterCells()
  }

  /// Finds the tokens of a range of a text; `found` gets their ids and where they end.
  ///
  /// - Returns: What sum of scores before the segment changes nothing, without its sign.
  @inline(__always)
  mutating func search(
    _ text: FlatTable<UInt8>, _ range: Range<Int>, _ found: inout FoundTokens
  ) -> Float {
    if nodes.count <= range.count { nodes = ZeroedPages(count: 2 * range.count) }
    let nodes = self.nodes.cells
    let characterCells = characters.cells
    let characters = trie.cells.span.withTable { cells in
      scores.span.withTable { scores in
        Self.search(
          text, range, cells, trie.rootBase, scores, unknown, unknownScore,
          characterCells, nodes)
      }
    }
    let margin = Self.collect(range.count, nodes, unknown, &found)
    return Float(
      margin / (2.01 * Double(characters + 1) * 0x1p-24) - Double(characters) * largest
    )
    .nextDown
  }

  /// The token of U+2581 and the number of characters behind it, if no token begins at any of them and none
  /// of more than U+2581 before them: then there is one path. Texts in a script that the model does not
  /// know are mostly so.
  func unknownWord(
    _ text: FlatTable<UInt8>, _ word: HashedWord
  ) -> (mark: UInt32, characters: Int)? {
    guard word.hasMark, word.length >= 3 else { return nil }
    let known = characters.cells
    return trie.cells.span.withTable { cells in
      let mark = CharacterCells.cell(of: 0x2581, 0, trie.rootBase, cells, known)
      guard mark.tokenField > 0, !CharacterCells.isWalked(mark) else { return nil }
      let id = UInt32(mark.tokenField) &- 1
      if scores[Int(id)].isNaN { return nil }
      let end = word.range.upperBound
      var count = 0
      var index = word.start
      while index < end {
        guard let scalar = CharacterCells.scalar(of: text, at: index, before: end),
          CharacterCells.cell(of: scalar, 0, trie.rootBase, cells, known).leadsNowhere,
          count > 0 || mark.base == 0
            || CharacterCells.cell(of: scalar, 0x10000, mark.base, cells, known).leadsNowhere
        else { return nil }
        count &+= 1
        index &+= 3
      }
      return (id, count)
    }
  }

  /// Finds the best paths; the number of characters.
  private static func search(
    _ text: FlatTable<UInt8>, _ range: Range<Int>, _ cells: FlatTable<UInt64>, _ rootBase: Int,
    _ scores: FlatTable<Double>, _ unknown: UInt32, _ unknownScore: Double,
    _ characters: FlatCells<UInt64>, _ nodes: FlatCells<Node>
  ) -> Int {
    let count = range.count
    for place in 0...count { nodes[place].start = -1 }
    nodes[0].score = 0
    var characterCount = 0
    var start = 0
    while start < count {
      let score = nodes[start].score
      let first = range.lowerBound &+ start
      let length = min(CharacterLength.of(text[first]), count &- start)
      characterCount &+= 1
      var hasCharacter = false
      var base = rootBase
      var index = start
      // Whole characters are found at once, the first one and the one behind U+2581.
      var table = 0
      while let scalar = CharacterCells.scalar(
        of: text, at: range.lowerBound &+ index, before: range.upperBound)
      {
        let cell = CharacterCells.cell(of: scalar, table, base, cells, characters)
        if CharacterCells.isWalked(cell) { break }
        base = cell.base
        if base == 0, cell.tokenField == 0 { break }
        index &+= 3
        if cell.tokenField > 0 {
          let id = UInt32(cell.tokenField) &- 1
          let tokenScore = scores[Int(id)]
          if !tokenScore.isNaN {
            offer(score + tokenScore, id, start, index, nodes)
            if index == start &+ 3 { hasCharacter = true }
          }
        }
        if table > 0 || scalar != 0x2581 { break }
        table = 0x10000
      }
      while base != 0, index < count {
        let byte = text[range.lowerBound &+ index]
        let cell = TrieCell(bits: cells[base ^ Int(byte)])
        guard cell.label == byte else { break }
        index &+= 1
        base = cell.base
        if cell.tokenField <= 0 { continue }
        let id = UInt32(cell.tokenField) &- 1
        let tokenScore = scores[Int(id)]
        if tokenScore.isNaN { continue }
        offer(score + tokenScore, id, start, index, nodes)
        if index == start &+ length { hasCharacter = true }
      }
      if !hasCharacter { offer(score + unknownScore, unknown, start, start &+ length, nodes) }
      start &+= length
    }
    return characterCount
  }

  @inline(__always)
  private static func offer(
    _ score: Double, _ id: UInt32, _ start: Int, _ end: Int, _ nodes: FlatCells<Node>
  ) {
    let node = nodes[end]
    if node.start < 0 {
      nodes[end] = Node(
        score: score, second: -.infinity, start: Int32(truncatingIfNeeded: start), id: id)
    } else if score > node.score {
      nodes[end] = Node(
        score: score, second: node.score, start: Int32(truncatingIfNeeded: start), id: id)
    } else if score > node.second {
      nodes[end].second = score
    }
  }

  /// Collects the best path; returns by how much it wins at its closest place.
  @inline(__always)
  private static func collect(
    _ count: Int, _ nodes: FlatCells<Node>, _ unknown: UInt32, _ found: inout FoundTokens
  ) -> Double {
    var steps = 0
    var margin = Double.infinity
    var end = count
    while end > 0 {
      let node = nodes[end]
      margin = min(margin, node.score - node.second)
      steps &+= 1
      end = Int(node.start)
    }
    let (ids, ends) = found.reserve(steps)
    end = count
    var holdsUnknown = false
    while end > 0 {
      let node = nodes[end]
      steps &-= 1
      ids[steps] = node.id
      ends[steps] = UInt32(truncatingIfNeeded: end)
      if node.id == unknown { holdsUnknown = true }
      end = Int(node.start)
    }
    found.holdsUnknown = holdsUnknown
    return margin
  }
}
