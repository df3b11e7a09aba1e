import CVector

/// What is known of the pre-tokens that wait in a queue; each thing in a list of its own, so that many are
/// worked on at a time.
struct WaitingPreTokens: ~Copyable {
  private let starts: ZeroedPages<Int>
  private let borders: ZeroedPages<Int>
  private let keys: ZeroedPages<PreTokenKey>
  private let places: ZeroedPages<UInt32>
  private let entries: ZeroedPages<UInt32>
  private let idCounts: ZeroedPages<Int>
  private let others: ZeroedPages<UInt32>

  /// Room for so many.
  init(count: Int) {
    starts = ZeroedPages(count: count)
    borders = ZeroedPages(count: count + 1)
    // Eight more are looked up than there are.
    keys = ZeroedPages(count: count + 8)
    places = ZeroedPages(count: count + 8)
    entries = ZeroedPages(count: count + 8)
    idCounts = ZeroedPages(count: count + 1)
    others = ZeroedPages(count: count)
  }

  /// The lists; valid as long as this lives.
  var cells: Cells {
    Cells(
      borders: borders.cells, ownStarts: starts.cells, starts: starts.cells,
      ends: borders.cells.part(1, count: starts.count), keys: keys.cells, places: places.cells,
      entries: entries.cells, idCounts: idCounts.cells, others: others.cells)
  }

  /// The lists, for loops.
  struct Cells {
    /// Where the first begins, if all are of one text, and where each ends.
    fileprivate let borders: FlatCells<Int>
    /// Where each begins otherwise.
    fileprivate let ownStarts: FlatCells<Int>
    /// Where each begins and ends in the buffer.
    fileprivate(set) var starts: FlatCells<Int>
    let ends: FlatCells<Int>
    let keys: FlatCells<PreTokenKey>
    /// The first of the two entries of the cache where it may stand.
    let places: FlatCells<UInt32>
    /// The entry of each that was found.
    let entries: FlatCells<UInt32>
    /// How many ids stand before those of each, once they are encoded.
    let idCounts: FlatCells<Int>
    /// The numbers of those that have no key, counted from the first that was put in with them.
    let others: FlatCells<UInt32>

    /// The bytes of one.
    @inline(__always)
    func range(_ index: Int) -> Range<Int> {
      starts[index]..<ends[index]
    }

    /// Has each begin where the one before it ends, and the first at a place.
    @inline(__always)
    mutating func setStarts(from start: Int) {
      borders[0] = start
      starts = borders
    }

    /// Has each of a range but the first begin where the one before it ends; others may begin anywhere.
    @inline(__always)
    mutating func setStarts(_ range: Range<Int>) {
      starts = ownStarts
      starts.copy(ends, range.dropLast(), to: range.lowerBound &+ 1)
    }

    /// Looks for the entries of a range, up to one that has none; returns where that stands, or the end.
    @inline(__always)
    func find(_ range: Range<Int>, _ lines: PreTokenLines) -> Int {
      let first = range.lowerBound
      // SAFETY: the range lies in all lists, of which there is one element each for every pre-token and eight more;
      // a key is laid out as C's; and places lie in the cache, which only grows.
      let found = unsafe cvector_find_words(
        lines.table, keys.address(of: first).assumingMemoryBound(to: cvector_word_key.self),
        places.address(of: first).assumingMemoryBound(to: UInt32.self), range.count,
        entries.address(of: first).assumingMemoryBound(to: UInt32.self))
      return first &+ found
    }

    /// Counts the ids of a range that was found, before which there are so many; returns how many there are then.
    ///
    /// `idCounts` are kept only where they are wanted.
    @inline(__always)
    func countIDs(
      _ range: Range<Int>, _ lines: PreTokenLines, _ countBefore: Int, keepsEach: Bool
    ) -> Int {
      let first = range.lowerBound
      let counts =
        keepsEach ? unsafe idCounts.address(of: first).assumingMemoryBound(to: Int.self) : nil
      // SAFETY: the range lies in both lists; the entries are some of the cache's, laid out as PackedIDs are.
      return unsafe cvector_sum_words(
        lines.table, entries.address(of: first).assumingMemoryBound(to: UInt32.self), range.count,
        countBefore, counts)
    }

    /// Makes the keys of a range and finds their places, which are on their way to be looked at.
    ///
    /// - Returns: How many there are in `others`: they have no key.
    @inline(__always)
    func setKeys(_ range: Range<Int>, _ bytes: FlatTable<UInt8>, _ lines: PreTokenLines) -> Int {
      let first = range.lowerBound
      // SAFETY: the range lies in all lists, of which there is one element each for every pre-token; their starts
      // and ends lie in the text; a key is laid out as C's; and the cache is as large as its count says.
      return unsafe cvector_word_keys(
        bytes.address(of: 0).assumingMemoryBound(to: UInt8.self), bytes.count,
        starts.address(of: first).assumingMemoryBound(to: Int.self),
        ends.address(of: first).assumingMemoryBound(to: Int.self), range.count,
        lines.table,
        keys.address(of: first).assumingMemoryBound(to: cvector_word_key.self),
        places.address(of: first).assumingMemoryBound(to: UInt32.self),
        others.address(of: 0).assumingMemoryBound(to: UInt32.self))
    }
  }
}

extension PreTokenLines {
  /// The same for C.
  @inline(__always)
  fileprivate var table: cvector_word_table {
    // SAFETY: the entries are as many as the count says, and live as long as this is used.
    unsafe cvector_word_table(entries: cells.address(of: 0), count: cells.count)
  }
}
