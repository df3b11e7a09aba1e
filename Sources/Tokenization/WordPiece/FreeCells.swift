/// Finds room for the children of nodes in the double array of a `WordPieceTrie`.
///
/// The cells are bits, so that 64 places are tried at once.
struct FreeCells {
  /// How many free cells are tried for a family before it goes to the end.
  private static let attempts = 1024

  /// A bit for each cell that is free; all from `end` on are, and there are words beyond any that is
  /// looked at.
  private var cells: [UInt64] = []
  /// A bit for each word of `cells` that is not 0.
  private var words: [UInt64] = []
  /// A cell from which on all are free.
  private var end = 2
  private let largestSymbol: Int

  /// Free cells behind the two of the roots, for symbols up to the largest.
  init(largestSymbol: Int) {
    self.largestSymbol = largestSymbol
    grow()
    cells[0] = ~0b11
  }

  /// Takes the cells of some symbols, which rise: the first free cells that fit, or those at the end.
  ///
  /// - Returns: The base, to which the symbols are added.
  mutating func take(_ symbols: [UInt32]) -> Int {
    let symbols = symbols.span
    let first = Int(symbols[0])
    let base = find(symbols, cells.span, words.span).map { $0 - first } ?? max(0, end - first)
    end = max(end, base + Int(symbols[symbols.count - 1]) + 1)
    grow()
    for index in symbols.indices {
      let cell = base + Int(symbols[index])
      cells[cell >> 6] &= ~(1 &<< UInt64(cell & 63))
      if cells[cell >> 6] == 0 { words[cell >> 12] &= ~(1 &<< UInt64(cell >> 6 & 63)) }
    }
    return base
  }

  /// The first free cell below `end`, of those that are tried, such that the cells of the other symbols are
  /// free too.
  private func find(
    _ symbols: Span<UInt32>, _ cells: Span<UInt64>, _ words: Span<UInt64>
  ) -> Int? {
    let first = Int(symbols[0])
    var attempts = Self.attempts
    var word = first >> 6
    var mask = ~0 &<< UInt64(first & 63)
    while word << 6 < end, attempts > 0 {
      var places = cells[word] & mask
      mask = ~0
      if word == end >> 6 { places &= ~(~0 &<< UInt64(end & 63)) }
      let tried = places.nonzeroBitCount
      for _ in 0..<max(0, tried - attempts) {
        places &= ~(1 &<< UInt64(63 - places.leadingZeroBitCount))
      }
      attempts -= tried
      var index = 1
      while places != 0, index < symbols.count {
        places &= Self.bits(cells, from: word << 6 + Int(symbols[index]) - first)
        index += 1
      }
      if places != 0 { return word << 6 + places.trailingZeroBitCount }
      word = Self.nextWord(words, from: word + 1)
    }
    return nil
  }

  /// The 64 bits from one on.
  @inline(__always)
  private static func bits(_ cells: Span<UInt64>, from start: Int) -> UInt64 {
    let (word, shift) = (start &>> 6, UInt64(start & 63))
    return cells[word] &>> shift | (cells[word &+ 1] &<< 1) &<< (63 &- shift)
  }

  /// The first word from one on that is not 0.
  @inline(__always)
  private static func nextWord(_ words: Span<UInt64>, from start: Int) -> Int {
    var index = start &>> 6
    var bits = words[index] & (~0 &<< UInt64(start & 63))
    while bits == 0 {
      index &+= 1
      bits = words[index]
    }
    return index &<< 6 | bits.trailingZeroBitCount
  }

  /// Has words for all that a search looks at, and for what is taken at the end.
  private mutating func grow() {
    // A place below the end plus the largest symbol, and the word behind it.
    let needed = (end + largestSymbol) >> 6 + 4
    while cells.count < needed {
      words.append(~0)
      cells.append(contentsOf: repeatElement(~0, count: 64))
    }
  }
}
