import TokenizerModel

/// Encodes normalized texts as SentencePiece does, segment by segment.
///
/// Source: `SentencePieceProcessor::PopulateSentencePieceText` of google/sentencepiece.
struct SentencePieceEncoder: PieceEncoder {
  private let tables: SentencePieceTables
  private var cache = SegmentCache()
  private var steps = SegmentSteps()
  private var viterbi = SentencePieceViterbi()
  private var merger = SentencePieceMerger()
  /// The sum of scores so far.
  private var sum: Float = 0

  init(_ tables: SentencePieceTables) { self.tables = tables }

  mutating func encode(_ piece: Span<UInt8>, ids: inout [UInt32], ends: inout [Int]) {
    sum = 0
    var followsUnknown = false
    var start = 0
    while start < piece.count {
      let end = tables.endOfSegment(of: piece, from: start)
      find(piece, start..<end)
      var stepStart = start
      for place in steps.ids.indices {
        let (id, stepEnd) = (steps.ids[place], start + Int(steps.ends[place]))
        let isUnknown = id == tables.unknown
        if isUnknown, let byteTokens = tables.byteTokens {
          for index in stepStart..<stepEnd {
            ids.append(byteTokens[Int(piece[index])])
            ends.append(index + 1)
          }
        } else if isUnknown, followsUnknown {
          // Unknown characters that follow each other are one token.
          ends[ends.count - 1] = stepEnd
        } else {
          ids.append(id)
          ends.append(stepEnd)
        }
        followsUnknown = isUnknown
        stepStart = stepEnd
      }
      start = end
    }
  }

  /// Finds the tokens of a segment.
  private mutating func find(_ text: Span<UInt8>, _ range: Range<Int>) {
    let isShort = range.count <= SegmentCache.longestSegment
    let hash = isShort ? PieceCache.hash(text, range) : 0
    if !isShort || !cache.recall(text, range, hash, &steps) {
      let segment = text.extracting(range)
      switch tables.search {
      case .unigram(let scores):
        viterbi.searchAlone(segment, scores, tables.unknown, &steps)
      case .pairs(let pairs): merger.merge(segment, pairs, tables.unknown, &steps)
      }
      if isShort { cache.remember(text, range, hash, steps) }
    }
    guard case .unigram(let scores) = tables.search else { return }
    if !SentencePieceViterbi.holds(
      margin: steps.margin, after: sum, bytes: range.count, scores)
    {
      viterbi.search(text.extracting(range), scores, tables.unknown, from: sum, &steps)
    }
    sum = SentencePieceViterbi.sum(sum, plus: steps.ids, scores, tables.unknown)
  }
}
