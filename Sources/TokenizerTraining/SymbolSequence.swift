/// The ids of tokens, in 16 bits while they fit, else in 32.
protocol BytePairSymbol: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {}
extension UInt16: BytePairSymbol {}
extension UInt32: BytePairSymbol {}

/// All words of a corpus as one flat array of symbols, with a sentinel around each word.
///
/// ```
/// position    0   1   2   3   4   5   6   7   8   9
/// symbols   │ ▪ │ t │ h │ e │ ▪ │ o │ f │ ▪ │ o │ n │ ▪ …
///                └── 27 times ──────────┘   └─ 9 times …
/// ```
/// Words stand in order of falling count, so the count at a position is a step function, and no
/// position needs a word id. Words of one byte have no pairs and are left out.
///
/// A token of several positions writes its id at its first and at its last one; what lies between is
/// stale. `compact` gives each token one position again.
///
/// The positions from 1 on are cut at word borders into as many *segments* as there are threads.
/// Compacting leaves a gap at the end of each segment; nothing else ever moves.
struct SymbolSequence<Symbol: BytePairSymbol>: Sendable {
  /// The most positions that 32 bits can number.
  static var positionLimit: Int { Int(UInt32.max) - 1 }

  /// The symbols. The memory is given back where a gap was left.
  let buffer: PageBuffer<Symbol>
  /// The symbol before, between and after words: above all token ids.
  let sentinel: Symbol
  /// The parts of `buffer` in use: each begins with a word and ends after a sentinel, and has a
  /// sentinel before it.
  var segments: [Range<Int>]
  /// How often the word at each position occurs.
  var counts: PositionCounts

  var symbols: Cells<Symbol> { buffer.cells }

  /// The words of a corpus.
  ///
  /// - Parameters:
  ///   - words: The words; together they take at most `positionLimit` positions.
  ///   - byteSymbols: The symbol of each byte.
  ///   - sentinel: A symbol above those of all tokens that training will make.
  ///   - segmentCount: How many segments to cut the positions into.
  /// - Throws: What getting at the words throws.
  init(
    _ words: some WordSupply, byteSymbols: [Symbol], sentinel: Symbol, segmentCount: Int
  ) throws(TrainingError) {
    let (buffer, steps) = try SymbolSequence.layOut(
      words, byteSymbols: byteSymbols, sentinel: sentinel)
    self.buffer = buffer
    self.sentinel = sentinel
    counts = PositionCounts(steps: steps, end: buffer.cells.count)
    segments = SymbolSequence.segments(
      of: buffer.cells, sentinel: sentinel, count: segmentCount)
  }

  /// Writes the words in the order of falling count; also gives where each count begins.
  private static func layOut(
    _ words: some WordSupply, byteSymbols: [Symbol], sentinel: Symbol
  ) throws(TrainingError) -> (buffer: PageBuffer<Symbol>, steps: [PositionCounts.Step]) {
    var places = try WordPlaces(words)
    let buffer = PageBuffer<Symbol>(count: places.end)
    buffer.cells[0] = sentinel
    try words.forEachPart { records in
      write(records, to: buffer.cells, at: &places, byteSymbols, sentinel)
    }
    return (buffer, places.steps)
  }

  /// Writes the words of a part, each at its place.
  private static func write(
    _ records: WordRecords, to symbols: Cells<Symbol>, at places: inout WordPlaces,
    _ byteSymbols: [Symbol], _ sentinel: Symbol
  ) {
    for record in records where record.length > 1 {
      let count = records.count(of: record)
      guard let place = places.takePlace(count: count, length: record.length) else { continue }
      write(record, of: records, to: symbols, at: place, byteSymbols, sentinel)
    }
  }

  /// Writes one word, as bytes still, and the sentinel behind it.
  @inline(__always)
  private static func write(
    _ record: WordRecords.Record, of records: WordRecords, to symbols: Cells<Symbol>,
    at place: Int, _ byteSymbols: [Symbol], _ sentinel: Symbol
  ) {
    for offset in 0..<record.length {
      symbols[place &+ offset] = byteSymbols[Int(records.text[record.start &+ offset])]
    }
    symbols[place &+ record.length] = sentinel
  }

  /// Cuts the positions from 1 on after sentinels into parts of about the same size; some are
  /// empty where a word is larger than a part.
  private static func segments(
    of symbols: Cells<Symbol>, sentinel: Symbol, count: Int
  ) -> [Range<Int>] {
    let end = symbols.count
    var segments: [Range<Int>] = []
    var start = 1
    for number in 1...count {
      var cut = max(start, 1 + (end - 1) / count * number)
      if number == count { cut = end }
      while cut < end, symbols[cut - 1] != sentinel { cut += 1 }
      segments.append(start..<cut)
      start = cut
    }
    return segments
  }
}
