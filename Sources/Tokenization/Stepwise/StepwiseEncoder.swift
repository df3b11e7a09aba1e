import PreTokenization
import TextNormalization
import TokenizerModel

/// Encodes texts step by step: added tokens that stand in the source, normalization, added tokens
/// that stand in normalized text, cutting into pieces, and the model.
struct StepwiseEncoder: ~Copyable {
  private let tables: StepwiseTables
  private let tokens: [AddedToken]
  private var queue: PreTokenQueue
  private var pieceEncoder: (any PieceEncoder)?
  private var cache = PieceCache()
  /// The tokens of the part at hand, and where they end in it.
  private var partIDs: [UInt32] = []
  private var partEnds: [Int] = []
  /// The tables of byte pairs, once they stay the same.
  private var lastImage: VocabularyImage?

  /// An encoder that has seen nothing yet.
  init(_ tables: StepwiseTables, _ tokens: [AddedToken], _ aids: SharedEncodingAids) {
    self.tables = tables
    queue = PreTokenQueue(aids)
    self.tokens = tokens
    if case .pieces(let model) = tables.model { pieceEncoder = model.makeEncoder() }
  }

  /// The ids of a text, and the source bytes of each where they are wanted.
  struct Output {
    var ids: [UInt32] = []
    var offsets: [Range<Int>]?
  }

  /// Appends the tokens of a whole document.
  ///
  /// - Throws: `TokenizationError.preTokenization` where a regular expression is given up.
  mutating func encode(
    _ text: Span<UInt8>, _ filter: AddedTokenFilter, into output: inout Output
  ) throws(TokenizationError) {
    for stretch in tables.sourceTokens.stretches(of: text, filter) {
      if let place = stretch.token {
        output.ids.append(tokens[place].id.rawValue)
        output.offsets?.append(stretch.range)
      } else {
        try encodeSource(text, stretch.range, filter, into: &output)
      }
    }
  }

  /// Encodes a stretch of the source without added tokens.
  private mutating func encodeSource(
    _ text: Span<UInt8>, _ range: Range<Int>, _ filter: AddedTokenFilter,
    into output: inout Output
  ) throws(TokenizationError) {
    let isPartlyPlain = filter.plainText != nil
    var aligned = AlignedText(
      text.extracting(range), keepsOrigins: output.offsets != nil || isPartlyPlain)
    try tables.normalizer.apply(to: &aligned)
    let source = isPartlyPlain ? AlignedSource(text: aligned, start: range.lowerBound) : nil
    let stretches = tables.normalizedTokens.stretches(
      of: aligned.bytes.span, filter, aligned: source)
    for stretch in stretches {
      if let place = stretch.token {
        output.ids.append(tokens[place].id.rawValue)
        output.offsets?.append(aligned.sourceRange(of: stretch.range).shifted(by: range.lowerBound))
        continue
      }
      var part = aligned
      if stretch.range != part.bytes.indices {
        part.rewrite { _, rewriter in rewriter.keep(stretch.range) }
      }
      var pieces = PieceText(consume part, isAtStart: range.lowerBound == 0)
      try tables.preTokenizer.apply(to: &pieces)
      encode(pieces, at: range.lowerBound, into: &output)
    }
  }

  private mutating func encode(
    _ pieces: borrowing PieceText, at offset: Int, into output: inout Output
  ) {
    let first = output.ids.count
    switch tables.model {
    case .bytePairs(let vocabulary, let upperBound):
      let image = image(of: vocabulary, forBytes: pieces.text.bytes.count)
      encode(pieces, image, upperBound, at: offset, into: &output)
    case .pieces(let model):
      let bytes = pieces.text.bytes.span
      for piece in pieces.pieces {
        var start = piece.lowerBound
        while start < piece.upperBound {
          let end = model.endOfPart(of: bytes, in: start..<piece.upperBound)
          encodePart(bytes, start..<end)
          output.ids.append(contentsOf: partIDs)
          if output.offsets != nil {
            appendOffsets(pieces.text, from: start, at: offset, into: &output)
          }
          start = end
        }
      }
    }
    assert(output.offsets.map { $0.count == output.ids.count } ?? true, "\(first)")
  }

  private mutating func encodePart(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    partIDs.removeAll(keepingCapacity: true)
    partEnds.removeAll(keepingCapacity: true)
    let isShort = range.count <= PieceCache.longestPiece
    let hash = isShort ? PieceCache.hash(bytes, range) : 0
    if isShort, cache.recall(bytes, range, hash, ids: &partIDs, ends: &partEnds) { return }
    pieceEncoder?.encode(bytes.extracting(range), ids: &partIDs, ends: &partEnds)
    if isShort { cache.remember(bytes, range, hash, ids: partIDs[...], ends: partEnds[...]) }
  }

  private func appendOffsets(
    _ text: borrowing AlignedText, from start: Int, at offset: Int, into output: inout Output
  ) {
    var previous = 0
    for end in partEnds {
      let range = text.sourceRange(of: start + previous..<start + end)
      output.offsets?.append(range.shifted(by: offset))
      previous = end
    }
  }

  /// The tables of byte pairs for so many bytes more.
  private mutating func image(
    of vocabulary: SharedVocabulary, forBytes count: Int
  ) -> VocabularyImage {
    if let lastImage { return lastImage }
    let (image, isLast) = vocabulary.image(forBytes: count)
    if isLast { lastImage = image }
    return image
  }

  /// Encodes pieces of bytes, many at a time.
  private mutating func encode(
    _ pieces: borrowing PieceText, _ image: VocabularyImage, _ upperBound: UInt32,
    at offset: Int, into output: inout Output
  ) {
    var found = IDBuffer()
    image.withTables { tables in
      pieces.text.bytes.span.withTable { bytes in
        var index = 0
        while index < pieces.pieces.count {
          let run = pieces.pieces[index...].prefix(PreTokenQueue.longestRun)
          let cells = queue.freeEnds
          for (place, piece) in run.enumerated() { cells[place] = piece.upperBound }
          queue.put(bytes, from: pieces.pieces[index].lowerBound, run.count)
          let count = queue.drain(bytes, tables, into: found.reserve(queue.byteCount + 6))
          found.advance(by: count)
          index += run.count
        }
      }
    }
    var start = 0
    for place in 0..<found.count {
      let id = found[place]
      let end = start + image.length(id)
      // Only tables made with care outside have merges that give others.
      if id < upperBound {
        output.ids.append(id)
        if output.offsets != nil {
          output.offsets?.append(
            pieces.text.sourceRange(of: start..<end).shifted(by: offset))
        }
      }
      start = end
    }
  }
}

extension Range<Int> {
  /// The range so many places further on.
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
