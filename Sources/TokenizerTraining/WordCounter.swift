import PreTokenization
import TextNormalization

/// What is done to a document before its words are counted.
struct DocumentPreparation: Sendable {
  /// Cuts special tokens out, before normalization.
  var specialTokens: SpecialTokenCutter
  /// Normalizes what lies between special tokens.
  var normalizer: Normalizer
  /// Cuts what is normalized into words.
  var preTokenizer: PreTokenizer
  /// Normalizes and cuts for WordPiece instead; its words are documents to what follows.
  var bert: BertWordCutter?

  /// Whether documents stay as they are but for being cut into words.
  var keepsText: Bool { specialTokens.isEmpty && normalizer.form == .none && bert == nil }
}

/// Counts the words of documents, for one thread.
final class WordCounter: @unchecked Sendable {
  /// The words so far.
  let table: WordTable
  /// What was read so far.
  private(set) var totals = WordCounts.Totals()
  private let preparation: DocumentPreparation
  /// What preparation made of a block, where it changes text.
  private var prepared = TrainingBlock()

  init(_ preparation: DocumentPreparation, hash: WordHash) {
    self.preparation = preparation
    table = WordTable(hash: hash)
  }

  /// Counts the words of a block.
  ///
  /// - Throws: `weightOutOfRange`, `countsTooLarge` and `tooManyDistinctWords`.
  func count(_ block: TrainingBlock) throws(TrainingError) {
    precondition(
      block.documentEnds.last ?? 0 == block.bytes.count, "a block ends where its last document does"
    )
    guard block.weight > 0 else { throw .weightOutOfRange(block.weight) }
    totals.documents += block.documentEnds.count
    totals.bytes += block.bytes.count
    if preparation.keepsText {
      try count(block.bytes.span, ends: block.documentEnds.span, weight: UInt64(block.weight))
    } else {
      prepare(block)
      let prepared = prepared
      try count(
        prepared.bytes.span, ends: prepared.documentEnds.span, weight: UInt64(block.weight))
    }
    if table.isOverfull { throw .tooManyDistinctWords(limitInBytes: WordSlots.arenaLimit) }
  }

  /// Cuts special tokens out of documents and normalizes the rest: each segment is a text of its own.
  private func prepare(_ block: TrainingBlock) {
    prepared.removeAll()
    let text = block.bytes.span
    var start = 0
    for end in block.documentEnds {
      let document = text.extracting(start..<end)
      var segment = 0
      while let token = preparation.specialTokens.nextToken(in: document, from: segment) {
        prepare(document.extracting(segment..<token.lowerBound))
        segment = token.upperBound
      }
      prepare(document.extracting(segment..<document.count))
      start = end
    }
  }

  private func prepare(_ segment: Span<UInt8>) {
    if let bert = preparation.bert { return bert.append(segment, to: &prepared) }
    preparation.normalizer.append(segment, to: &prepared.bytes)
    prepared.documentEnds.append(prepared.bytes.count)
  }

  /// Counts the words of texts that lie one after another.
  private func count(
    _ text: Span<UInt8>, ends textEnds: Span<Int>, weight: UInt64
  ) throws(TrainingError) {
    try addToWeightedBytes(text.count, weight: weight)
    // Local, because access to the parts of a class is checked each time.
    var ends = [Int](repeating: 0, count: 256)
    var pipeline = WordPipeline(to: table.view)
    var preTokens = 0
    var start = 0
    for index in textEnds.indices {
      let part = text.extracting(start..<textEnds[index])
      var partStart = 0
      while partStart < part.count {
        let written = try fill(&ends, of: part, from: partStart)
        text.withText {
          table.add(
            $0, from: start + partStart, origin: start, ends: ends, count: written,
            weight: weight, through: &pipeline)
        }
        partStart = ends[written - 1]
        preTokens += written
      }
      start = textEnds[index]
    }
    text.withText { table.empty(&pipeline, $0, weight: weight) }
    totals.preTokens += UInt64(preTokens)
  }

  /// Writes where the next pre-tokens end; returns how many.
  @inline(__always)
  private func fill(
    _ ends: inout [Int], of text: Span<UInt8>, from start: Int
  ) throws(TrainingError) -> Int {
    do throws(PreTokenizationError) {
      var room = ends.mutableSpan
      return try preparation.preTokenizer.fillEnds(of: text, from: start, into: &room)
    } catch { throw .badPattern(error) }
  }

  private func addToWeightedBytes(_ bytes: Int, weight: UInt64) throws(TrainingError) {
    let (weighted, overflow) = UInt64(bytes).multipliedReportingOverflow(by: weight)
    let (sum, sumOverflow) = totals.weightedBytes.addingReportingOverflow(weighted)
    guard !overflow, !sumOverflow else { throw .countsTooLarge(limit: .max) }
    totals.weightedBytes = sum
  }
}
