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

  /// Whether documents stay as they are but for being cut into words.
  var keepsText: Bool { specialTokens.isEmpty && normalizer.form == .none }
}

/// Counts the words of documents, for one thread.
final class WordCounter: @unchecked Sendable {
  /// The words so far.
  let table: WordTable
  /// What was read so far.
  private(set) var totals = WordCounts.Totals()
  private let preparation: DocumentPreparation
  /// Ends of words in the order of the text, until there are enough to count at once.
  private var ends = [Int](repeating: 0, count: 2048)
  /// Ends of words within a document.
  private var room = [Int](repeating: 0, count: 256)
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
    preparation.normalizer.append(segment, to: &prepared.bytes)
    prepared.documentEnds.append(prepared.bytes.count)
  }

  /// Counts the words of texts that lie one after another.
  private func count(
    _ text: Span<UInt8>, ends textEnds: Span<Int>, weight: UInt64
  ) throws(TrainingError) {
    try addToWeightedBytes(text.count, weight: weight)
    var start = 0
    var counted = 0
    var pending = 0
    for index in textEnds.indices {
      let part = text.extracting(start..<textEnds[index])
      var end = 0
      while end < part.count {
        if pending + room.count > ends.count {
          counted = add(pending, of: text, from: counted, weight: weight)
          pending = 0
        }
        let written = try fillRoom(of: part, from: end)
        for number in 0..<written { ends[pending &+ number] = start &+ room[number] }
        end = room[written - 1]
        pending += written
      }
      start = textEnds[index]
    }
    _ = add(pending, of: text, from: counted, weight: weight)
  }

  /// Cuts the next pre-tokens; returns how many.
  private func fillRoom(of text: Span<UInt8>, from start: Int) throws(TrainingError) -> Int {
    do throws(PreTokenizationError) {
      return try preparation.preTokenizer.fillEnds(of: text, from: start, into: &room)
    } catch { throw .badPattern(error) }
  }

  /// Counts pending words; returns where the last of them ends.
  private func add(_ pending: Int, of text: Span<UInt8>, from start: Int, weight: UInt64) -> Int {
    guard pending > 0 else { return start }
    text.withText { table.add($0, from: start, ends: ends, count: pending, weight: weight) }
    totals.preTokens += UInt64(pending)
    return ends[pending - 1]
  }

  private func addToWeightedBytes(_ bytes: Int, weight: UInt64) throws(TrainingError) {
    let (weighted, overflow) = UInt64(bytes).multipliedReportingOverflow(by: weight)
    let (sum, sumOverflow) = totals.weightedBytes.addingReportingOverflow(weighted)
    guard !overflow, !sumOverflow else { throw .countsTooLarge(limit: .max) }
    totals.weightedBytes = sum
  }
}

extension PreTokenizer {
  /// Writes where the next pre-tokens end to an array of fixed length.
  fileprivate func fillEnds(
    of text: Span<UInt8>, from start: Int, into ends: inout [Int]
  ) throws(PreTokenizationError) -> Int {
    var room = ends.mutableSpan
    return try fillEnds(of: text, from: start, into: &room)
  }
}
