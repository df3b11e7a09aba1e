import PreTokenization
import TextNormalization
import TokenizerModel

/// Takes texts apart and encodes them, one after another.
///
/// A text passes through in stretches: added tokens are cut out of the source; what lies between them
/// is normalized, cut into pre-tokens and encoded.
struct TextEncoder: ~Copyable {
  /// The tokenizer whose ids these are.
  let tokenizer: Tokenizer
  /// The ids so far.
  private(set) var ids = IDBuffer()
  private var queue: PreTokenQueue
  /// The documents that are cut at a time.
  private let runs = ZeroedPages<CutRun>(count: 128)
  /// What encodes where plain byte-level encoding is not enough.
  private var stepwise: StepwiseEncoder?
  /// What encodes text without added tokens in one pass, where that is possible.
  private var rawText: BertTextEncoder?
  private var sentencePiece: SentencePieceTextEncoder?
  private var unigram: UnigramTextEncoder?
  /// The tables of plain byte-level encoding, once they stay the same.
  private var lastImage: VocabularyImage?
  /// How many ids came from each byte of many documents.
  private var idsPerByte: Double?

  /// An encoder that has seen nothing yet.
  init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    queue = PreTokenQueue(tokenizer.aids)
    if let tables = tokenizer.stepwise {
      stepwise = StepwiseEncoder(tables, tokenizer.added.tokens, tokenizer.aids)
      sentencePiece = SentencePieceTextEncoder(tables)
      unigram = UnigramTextEncoder(tables)
    }
    if let tables = tokenizer.rawText { rawText = BertTextEncoder(tables) }
  }

  /// Forgets the ids.
  mutating func removeIDs() { ids.removeAll() }

  /// Encodes a text behind what `ids` holds.
  ///
  /// - Parameters:
  ///   - text: A whole document.
  ///   - filter: Which added tokens may be found in it.
  ///   - keepsIDs: Whether the ids stay in `ids`; otherwise they are only counted.
  ///   - limit: The number of tokens behind which nothing more is encoded.
  /// - Returns: The number of tokens; where it is above the limit, at least so many.
  /// - Throws: What the public methods throw.
  @discardableResult
  mutating func encode(
    _ text: Span<UInt8>, _ filter: AddedTokenFilter, keepsIDs: Bool, limit: Int = .max
  ) throws(TokenizationError) -> Int {
    try checkLength(of: text)
    if filter.isEmpty, let count = rawText?.encode(text, into: ids.reserve(text.count + 1)) {
      if keepsIDs { ids.advance(by: count) }
      return count
    }
    if filter.isEmpty, let count = encodeWords(text) {
      if keepsIDs { ids.advance(by: count) }
      return count
    }
    if tokenizer.stepwise != nil {
      return try encodeStepwise(text, filter, keepsIDs: keepsIDs)
    }
    if filter.isEmpty { return try encodeSegment(text, keepsIDs: keepsIDs, limit: limit) }
    var total = 0
    var start = 0
    while start < text.count, total <= limit {
      let match = tokenizer.added.firstMatch(in: text, from: start, filter)
      let end = match?.range.lowerBound ?? text.count
      total += try encodeSegment(
        text.extracting(start..<end), keepsIDs: keepsIDs, limit: limit - total)
      start = end
      if let match {
        if keepsIDs { append(match.token) }
        total += 1
        start = match.range.upperBound
      }
    }
    return total
  }

  /// Encodes documents that lie in one buffer, many at a time.
  ///
  /// - Parameters:
  ///   - buffer: Where they lie.
  ///   - documents: Where each begins and ends.
  ///   - filter: Which added tokens may be found in them.
  ///   - keepsIDs: Whether ids are wanted; otherwise they are only counted.
  ///   - result: What the ids of all are appended to.
  ///   - ends: What the number of ids up to the end of each document is appended to, counted on from
  ///     those in `result`.
  /// - Throws: What the public methods throw; both arrays then hold what came before.
  mutating func encode(
    _ buffer: Span<UInt8>, _ documents: ArraySlice<Range<Int>>, _ filter: AddedTokenFilter,
    keepsIDs: Bool, appendingTo result: inout [TokenID], ends: inout [Int]
  ) throws(TokenizationError) {
    ids.removeAll()
    if ends.capacity - ends.count < documents.count {
      ends.reserveCapacity(max(ends.count + documents.count, 2 * ends.capacity))
    }
    var progress = DocumentProgress(
      room: ResultRoom(documents, idsBefore: result.count, earlierRate: idsPerByte),
      total: result.count, settledEnds: ends.count)
    defer { idsPerByte = progress.room.rate(idsSoFar: progress.total) }
    let isQueued = filter.isEmpty && tokenizer.stepwise == nil
    do throws(TokenizationError) {
      let image = image(forBytes: progress.room.bytes)
      try image.withTables { tables throws(TokenizationError) in
        try buffer.withTable { bytes throws(TokenizationError) in
          var (number, normalEnd) = (documents.startIndex, documents.startIndex)
          while number < documents.endIndex {
            if isQueued, normalEnd <= number {
              normalEnd = tokenizer.normalizer.endOfNormalDocuments(
                from: number, of: documents, in: buffer)
            }
            if number < normalEnd {
              number += try putDocuments(
                documents[number..<normalEnd], in: buffer, bytes, tables, keepsIDs: keepsIDs,
                &progress, &result, &ends)
              continue
            }
            settle(bytes, tables, keepsIDs: keepsIDs, &progress, &result, &ends)
            let text = buffer.extracting(documents[number])
            progress.total += try encode(text, filter, keepsIDs: keepsIDs)
            progress.room.encoded += text.count
            if keepsIDs { ids.append(to: &result) }
            ids.removeAll()
            ends.append(progress.total)
            progress.settledEnds = ends.count
            number += 1
          }
          settle(bytes, tables, keepsIDs: keepsIDs, &progress, &result, &ends)
        }
      }
    } catch {
      queue.removeAll()
      ends.removeSubrange(progress.settledEnds...)
      throw error
    }
  }

  /// How far the encoding of documents has come.
  private struct DocumentProgress {
    /// Room for their ids.
    var room: ResultRoom
    /// How many ids the result has, or would have.
    var total: Int
    /// How many of the ends are final. Those of documents that wait in the queue are numbers of pre-tokens in it.
    var settledEnds: Int
  }

  /// Cuts successive documents and puts them into the queue, as many as there is room for, or one; what waits
  /// is encoded when it is much. Returns how many documents there were.
  @inline(__always)
  private mutating func putDocuments(
    _ documents: ArraySlice<Range<Int>>, in buffer: Span<UInt8>, _ bytes: FlatTable<UInt8>,
    _ tables: VocabularyTables, keepsIDs: Bool, _ progress: inout DocumentProgress,
    _ result: inout [TokenID], _ ends: inout [Int]
  ) throws(TokenizationError) -> Int {
    let count = try putShort(documents, in: buffer, bytes, &ends)
    if count == 0 {
      let document = documents[documents.startIndex]
      try checkLength(of: buffer.extracting(document))
      // The parts of a long one go through the queue alone.
      var start = document.lowerBound
      while start < document.upperBound {
        settle(bytes, tables, keepsIDs: keepsIDs, &progress, &result, &ends)
        start = try putRun(of: document, in: buffer, bytes, from: start)
      }
      ends.append(queue.count)
      settle(bytes, tables, keepsIDs: keepsIDs, &progress, &result, &ends)
      return 1
    }
    if queue.count > PreTokenQueue.comfortable {
      settle(bytes, tables, keepsIDs: keepsIDs, &progress, &result, &ends)
    }
    return count
  }

  /// Encodes what waits in the queue, and settles the ends of the documents that end there.
  private mutating func settle(
    _ bytes: FlatTable<UInt8>, _ tables: VocabularyTables, keepsIDs: Bool,
    _ progress: inout DocumentProgress, _ result: inout [TokenID], _ ends: inout [Int]
  ) {
    let byteCount = queue.byteCount
    var count = 0
    if keepsIDs {
      // Remembered ids are written six at a time.
      let most = byteCount > 0 ? byteCount + 6 : 0
      progress.room.reserve(forAtMost: most, in: &result)
      result.append(atMost: most) { places in
        count = queue.drain(bytes, tables, into: places)
        return count
      }
    } else {
      count = drain(bytes, tables, keepsIDs: false, keepsEach: true)
    }
    progress.room.encoded += byteCount
    var cells = ends.mutableSpan
    for place in progress.settledEnds..<cells.count {
      cells[place] = progress.total + queue.idCount(before: cells[place])
    }
    progress.settledEnds = cells.count
    progress.total += count
  }

  /// The tokens of a text with the source bytes that they came from.
  mutating func tokenize(
    _ text: Span<UInt8>, _ filter: AddedTokenFilter
  ) throws(TokenizationError) -> TokenizedText {
    try checkLength(of: text)
    if tokenizer.stepwise != nil { return try tokenizeStepwise(text, filter) }
    ids.removeAll()
    var offsets: [Range<Int>] = []
    var start = 0
    while start < text.count {
      let match = filter.isEmpty ? nil : tokenizer.added.firstMatch(in: text, from: start, filter)
      let end = match?.range.lowerBound ?? text.count
      try tokenizeSegment(text.extracting(start..<end), at: start, &offsets)
      start = end
      if let match {
        append(match.token)
        offsets.append(match.range)
        start = match.range.upperBound
      }
    }
    var result = TokenizedText(ids: [], offsets: offsets)
    ids.append(to: &result.ids)
    return result
  }

  /// Encodes a text without added tokens word by word, where that is possible; the number of ids, which
  /// stand in the free places of `ids`.
  @inline(__always)
  private mutating func encodeWords(_ text: Span<UInt8>) -> Int? {
    if let count = sentencePiece?.encode(text, into: &ids) { return count }
    return unigram?.encode(text, into: &ids) ?? nil
  }

  private mutating func encodeStepwise(
    _ text: Span<UInt8>, _ filter: AddedTokenFilter, keepsIDs: Bool
  ) throws(TokenizationError) -> Int {
    var output = StepwiseEncoder.Output()
    try stepwise?.encode(text, filter, into: &output)
    if keepsIDs {
      let places = ids.reserve(output.ids.count)
      for (place, id) in output.ids.enumerated() { places[place] = id }
      ids.advance(by: output.ids.count)
    }
    return output.ids.count
  }

  private mutating func tokenizeStepwise(
    _ text: Span<UInt8>, _ filter: AddedTokenFilter
  ) throws(TokenizationError) -> TokenizedText {
    var output = StepwiseEncoder.Output(offsets: [])
    try stepwise?.encode(text, filter, into: &output)
    return TokenizedText(
      ids: output.ids.map { TokenID(rawValue: $0) }, offsets: output.offsets ?? [])
  }

  private func checkLength(of text: Span<UInt8>) throws(TokenizationError) {
    if text.count > Tokenizer.longestText {
      throw .textTooLong(bytes: text.count, limit: Tokenizer.longestText)
    }
  }

  private mutating func append(_ token: AddedToken) {
    ids.reserve(1)[0] = token.id.rawValue
    ids.advance(by: 1)
  }

  /// Encodes a stretch without added tokens.
  private mutating func encodeSegment(
    _ text: Span<UInt8>, keepsIDs: Bool, limit: Int
  ) throws(TokenizationError) -> Int {
    if tokenizer.normalizer.form != .none,
      let normalized = tokenizer.normalizer.normalizedBytes(of: text)
    {
      return try encodeNormalized(normalized.span, keepsIDs: keepsIDs, limit: limit)
    }
    return try encodeNormalized(text, keepsIDs: keepsIDs, limit: limit)
  }

  /// Encodes a stretch without added tokens that starts at an offset of the source, and appends the
  /// source bytes of each token.
  private mutating func tokenizeSegment(
    _ text: Span<UInt8>, at offset: Int, _ offsets: inout [Range<Int>]
  ) throws(TokenizationError) {
    let first = ids.count
    let normalized = tokenizer.normalizer.normalizedText(of: text)
    if let normalized {
      _ = try encodeNormalized(normalized.bytes.span, keepsIDs: true)
    } else {
      _ = try encodeNormalized(text, keepsIDs: true)
    }
    var start = 0
    for index in first..<ids.count {
      let range = start..<start + tokenizer.texts.length(ids[index])
      start = range.upperBound
      let source = normalized?.sourceRange(of: range) ?? range
      offsets.append(offset + source.lowerBound..<offset + source.upperBound)
    }
  }

  /// The tables of plain byte-level encoding for so many bytes more.
  @inline(__always)
  private mutating func image(forBytes count: Int) -> VocabularyImage {
    if let lastImage { return lastImage }
    let (image, isLast) = tokenizer.vocabulary.image(forBytes: count)
    if isLast { lastImage = image }
    return image
  }

  /// Encodes a stretch of normalized text.
  private mutating func encodeNormalized(
    _ text: Span<UInt8>, keepsIDs: Bool, limit: Int = .max
  ) throws(TokenizationError) -> Int {
    try image(forBytes: text.count).withTables { tables throws(TokenizationError) in
      try text.withTable { bytes throws(TokenizationError) in
        var total = 0
        var start = 0
        while start < text.count, total <= limit {
          start = try putRun(of: 0..<text.count, in: text, bytes, from: start)
          total += drain(bytes, tables, keepsIDs: keepsIDs)
        }
        return total
      }
    }
  }

  /// Cuts the pre-tokens of a document from a place of its buffer on, as many as there is room for, and puts
  /// them into the queue; returns where the last ends.
  @inline(__always)
  private mutating func putRun(
    of document: Range<Int>, in buffer: Span<UInt8>, _ bytes: FlatTable<UInt8>, from start: Int
  ) throws(TokenizationError) -> Int {
    let cells = queue.freeEnds
    let preTokenizer = tokenizer.preTokenizer
    let written = try cells.withSpan { (ends) throws(TokenizationError) -> Int in
      do throws(PreTokenizationError) {
        return try preTokenizer.fillEnds(of: document, in: buffer, from: start, into: &ends)
      } catch {
        throw .preTokenization(error)
      }
    }
    queue.put(bytes, from: start, written)
    return cells[written - 1]
  }

  /// Cuts successive documents that are surely not too long for the queue and puts them into it, as many as
  /// there is room for; returns how many.
  ///
  /// To `documentEnds` is appended how many pre-tokens wait up to the end of each.
  @inline(__always)
  private mutating func putShort(
    _ documents: ArraySlice<Range<Int>>, in buffer: Span<UInt8>, _ bytes: FlatTable<UInt8>,
    _ documentEnds: inout [Int]
  ) throws(TokenizationError) -> Int {
    let (cells, runs) = (queue.freeEnds, runs.cells)
    let preTokenizer = tokenizer.preTokenizer
    let count = try cells.withSpan { (ends) throws(TokenizationError) -> Int in
      try runs.withSpan { (runs) throws(TokenizationError) -> Int in
        do throws(PreTokenizationError) {
          return try preTokenizer.fillEnds(of: documents, in: buffer, into: &ends, runs: &runs)
        } catch {
          throw .preTokenization(error)
        }
      }
    }
    if count == 0 { return 0 }
    let waiting = queue.count
    queue.put(bytes, runs, count)
    for run in 0..<count { documentEnds.append(waiting &+ runs[run].end) }
    return count
  }

  /// Encodes what waits in the queue.
  @inline(__always)
  private mutating func drain(
    _ bytes: FlatTable<UInt8>, _ tables: VocabularyTables, keepsIDs: Bool, keepsEach: Bool = false
  ) -> Int {
    // Remembered ids are written six at a time.
    if keepsIDs {
      let count = queue.drain(bytes, tables, into: ids.reserve(queue.byteCount + 6))
      ids.advance(by: count)
      return count
    }
    ids.removeAll()
    return queue.drainCounting(
      bytes, tables, scratch: ids.reserve(queue.byteCount + 6), keepsEach: keepsEach)
  }
}
