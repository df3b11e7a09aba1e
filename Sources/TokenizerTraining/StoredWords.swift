/// Where words are put that do not fit in memory. The files are somebody else's business.
package protocol WordStore: Sendable {
  /// Appends bytes.
  func append(_ bytes: [UInt8]) throws

  /// Fills `bytes` with what stands at an offset; there are as many.
  func read(at offset: Int, into bytes: inout [UInt8]) throws
}

/// The distinct words of a corpus with their counts, in a store outside memory: pieces of
/// `WordRecords`, of which one at a time is in memory.
package struct StoredWords: WordSupply {
  package let totals: WordCounts.Totals
  private(set) package var uniqueWords = 0
  private(set) var longestWord = 0
  private(set) var positions = 1
  private(set) var pairs = 0
  private let store: any WordStore
  private let pieces: [Range<Int>]

  fileprivate init(
    _ store: any WordStore, pieces: [Range<Int>], totals: WordCounts.Totals,
    uniqueWords: Int, longestWord: Int, positions: Int, pairs: Int
  ) {
    self.store = store
    self.pieces = pieces
    self.totals = totals
    self.uniqueWords = uniqueWords
    self.longestWord = longestWord
    self.positions = positions
    self.pairs = pairs
  }

  func forEachPart(_ body: (WordRecords) -> Void) throws(TrainingError) {
    let largest = pieces.reduce(0) { max($0, $1.count) }
    let arena = PageBuffer<UInt8>(count: largest + WordRecords.slack)
    defer { withExtendedLifetime(arena) {} }
    var bytes: [UInt8] = []
    for piece in pieces {
      if bytes.count != piece.count { bytes = [UInt8](repeating: 0, count: piece.count) }
      do {
        try store.read(at: piece.lowerBound, into: &bytes)
      } catch {
        throw .wordStoreFailed(String(describing: error))
      }
      bytes.span.withText { arena.cells.copy($0, from: 0, length: piece.count, to: 0) }
      body(WordRecords(arena: arena.cells, length: piece.count))
    }
  }
}

/// Puts distinct words away in a store.
package struct StoredWordsBuilder: ~Copyable {
  private static let pieceSize = 1 << 18

  private let store: any WordStore
  private let arena = PageBuffer<UInt8>(count: pieceSize + WordRecords.slack)
  private var records: WordRecords
  private var pieces: [Range<Int>] = []
  private var uniqueWords = 0
  private var longestWord = 0
  private var positions = 1
  private var pairs = 0

  /// A builder for an empty store.
  package init(_ store: any WordStore) {
    self.store = store
    records = WordRecords(arena: arena.cells)
  }

  /// Puts a word away, of which nothing was said before; an empty word and a count of 0 add nothing.
  ///
  /// - Throws: What the store throws.
  package mutating func add(_ word: Span<UInt8>, count: UInt64) throws {
    guard !word.isEmpty, count > 0 else { return }
    let size = WordRecords.size(ofWord: word.count)
    if records.length + size > Self.pieceSize { try flush() }
    if size + WordRecords.slack > arena.cells.count {
      arena.grow(to: size + WordRecords.slack)
      records.arena = arena.cells
    }
    word.withText { records.append($0, from: 0, length: word.count, count: count) }
    uniqueWords += 1
    longestWord = max(longestWord, word.count)
    if word.count > 1 {
      positions += word.count + 1
      pairs += word.count - 1
    }
  }

  /// The words, and what is known of the documents that they are from.
  package consuming func finish(_ totals: WordCounts.Totals) throws -> StoredWords {
    try flush()
    return StoredWords(
      store, pieces: pieces, totals: totals, uniqueWords: uniqueWords, longestWord: longestWord,
      positions: positions, pairs: pairs)
  }

  private mutating func flush() throws {
    if records.length == 0 { return }
    let start = pieces.last?.upperBound ?? 0
    try store.append((0..<records.length).map { records.text[$0] })
    pieces.append(start..<start + records.length)
    records.length = 0
  }
}
