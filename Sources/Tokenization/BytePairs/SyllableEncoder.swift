/// Encodes pre-tokens that are Hangul syllables, with or without a space in front, a syllable a step.
///
/// The tokens are those of `BacktrackingEncoder`'s longest matches: the automaton finds the longest
/// token of whole syllables; where a longer one may end inside a syllable, and where a syllable is no
/// token, the byte trie is asked. What a lone syllable without a token becomes is remembered, as long
/// as no token that starts inside it can reach beyond it.
struct SyllableEncoder: ~Copyable {
  private let trie: SyllableTrie
  private let codeOfScalar: FlatCells<UInt16>
  private let roots: FlatCells<UInt64>
  private let cells: FlatCells<UInt64>
  private let tokens: FlatCells<SyllableToken>
  private let neighbours: NeighbourTable
  /// For each scalar with a code, without and with a space in front, what it becomes (`LoneSyllable`).
  private let loneSyllables = ZeroedPages<UInt64>(count: 2 * SyllableTrie.scalars.count)
  private let scalars = ZeroedPages<UInt32>(count: longest + 1)
  private let codes = ZeroedPages<UInt16>(count: longest + 1)

  /// The most syllables of a pre-token.
  private static var longest: Int { 63 }

  /// An encoder that takes the automaton of a vocabulary and what is known of neighbours.
  init(_ trie: SyllableTrie, _ neighbours: NeighbourTable) {
    (self.trie, self.neighbours) = (trie, neighbours)
    (codeOfScalar, roots) = (trie.codes.cells, trie.roots.cells)
    (cells, tokens) = (trie.cells.cells, trie.tokens.cells)
  }

  /// Writes the tokens of a pre-token; none where it is none of ours, and those up to the first two
  /// neighbours that do not fit.
  @inline(__always)
  func encode(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables,
    _ memo: borrowing NeighbourMemo, into ids: IDCells
  ) -> LongestMatches {
    let space = bytes[range.lowerBound] == 0x20 ? 1 : 0
    let body = range.lowerBound &+ space
    let length = readSyllables(bytes, body..<range.upperBound)
    if length == 0 { return LongestMatches(count: 0) }
    let (tokens, neighbours) = (tokens, neighbours.view)
    var (place, count, hasSpace) = (0, 0, space)
    // What the token before may merge with; nothing in front of the first.
    var wanted: UInt64 = 0
    while place < length {
      defer { hasSpace = 0 }
      let match = longestMatch(at: place, hasSpace)
      let start = body &+ 3 &* place &- hasSpace
      if match.field != 0, match.part == 0 {
        let token = tokens[match.field &- 1]
        if wanted & token.hints.offered != 0,
          memo.joinsAcross(longest: ids[count &- 1], token.id, tables, neighbours)
        {
          return LongestMatches(count: count, misfit: token.id, at: start)
        }
        ids[count] = token.id
        count &+= 1
        wanted = token.hints.wanted
        place = match.end
        continue
      }
      let isLone = match.field == 0 && match.part == 0
      let lone = isLone ? loneSyllable(at: place, hasSpace, bytes, start, tables) : 0
      if lone > LoneSyllable.unknown {
        let token = LoneSyllable.first(lone)
        if wanted & neighbours.hints(token).offered != 0,
          memo.joinsAcross(longest: ids[count &- 1], token, tables, neighbours)
        {
          return LongestMatches(count: count, misfit: token, at: start)
        }
        count &+= LoneSyllable.write(lone, to: ids.dropFirst(count))
        wanted = neighbours.hints(ids[count &- 1]).wanted
        place &+= 1
        continue
      }
      var position = start
      repeat {
        let (token, tokenEnd) = tables.longestToken(bytes, position..<range.upperBound)
        let hints = neighbours.hints(token)
        if wanted & hints.offered != 0,
          memo.joinsAcross(longest: ids[count &- 1], token, tables, neighbours)
        {
          return LongestMatches(count: count, misfit: token, at: position)
        }
        ids[count] = token
        count &+= 1
        wanted = hints.wanted
        position = tokenEnd
        place = (position &- body) / 3
      } while position &- body != 3 &* place
    }
    return LongestMatches(count: count)
  }

  /// The longest token of whole syllables at a place: its number plus 1 or 0, where it ends, and whether
  /// a longer one may end inside a syllable.
  @inline(__always)
  private func longestMatch(
    at place: Int, _ hasSpace: Int
  ) -> (field: Int, end: Int, part: UInt64) {
    let (codes, cells) = (codes.cells, cells)
    var next = place &+ 1
    var cell = SyllableCell(
      bits: roots[hasSpace &* (roots.count &>> 1) &+ Int(codes[place])])
    var (field, end, part) = (cell.field, next, cell.part)
    while true {
      let base = cell.base
      cell = SyllableCell(bits: cells[base &+ Int(codes[next])])
      if cell.check != base { return (field, end, part) }
      next &+= 1
      // Whether a token ends here cannot be foreseen, so that no branch hangs on it.
      let isToken = cell.field != 0
      part = cell.part | (isToken ? 0 : part)
      end = isToken ? next : end
      field = isToken ? cell.field : field
    }
  }

  /// Reads the codes of all syllables, a 0 behind them; returns how many there are, 0 where something
  /// else stands among them.
  @inline(__always)
  private func readSyllables(_ bytes: FlatTable<UInt8>, _ range: Range<Int>) -> Int {
    let length = range.count / 3
    guard length > 0, length <= Self.longest, length &* 3 == range.count else { return 0 }
    let (codes, scalars) = (codes.cells, scalars.cells)
    var index = range.lowerBound
    for place in 0..<length {
      let word =
        UInt32(bytes[index]) &<< 16 | UInt32(bytes[index &+ 1]) &<< 8 | UInt32(bytes[index &+ 2])
      guard word & 0xF0_C0C0 == 0xE0_8080 else { return 0 }
      let scalar = (word &>> 4) & 0xF000 | (word &>> 2) & 0xFC0 | word & 0x3F
      let number = Int(scalar) &- SyllableTrie.scalars.lowerBound
      guard number >= 0, number < codeOfScalar.count else { return 0 }
      let code = codeOfScalar[number]
      guard code != 0 else { return 0 }
      codes[place] = code
      scalars[place] = UInt32(truncatingIfNeeded: number)
      index &+= 3
    }
    codes[length] = 0
    return length
  }

  /// What a syllable becomes that no token of whole syllables begins with.
  @inline(__always)
  private func loneSyllable(
    at place: Int, _ hasSpace: Int, _ bytes: FlatTable<UInt8>, _ start: Int,
    _ tables: VocabularyTables
  ) -> UInt64 {
    let index = 2 &* Int(scalars.cells[place]) &+ hasSpace
    let known = loneSyllables.cells[index]
    if known != 0 { return known }
    let made = LoneSyllable.make(bytes, start..<start &+ hasSpace &+ 3, tables)
    loneSyllables.cells[index] = made
    return made
  }
}

/// How far longest matches went.
struct LongestMatches {
  /// How many tokens were written.
  let count: Int
  /// The longest match that does not fit behind them, or `TokenRecord.none`.
  let misfit: UInt32
  /// Where it starts.
  let position: Int

  /// Tokens that all fit.
  @inline(__always)
  init(count: Int) { self.init(count: count, misfit: TokenRecord.none, at: 0) }

  /// Tokens and one behind them that does not fit.
  @inline(__always)
  init(count: Int, misfit: UInt32, at position: Int) {
    (self.count, self.misfit, self.position) = (count, misfit, position)
  }
}

/// The two or three tokens that a syllable becomes wherever it stands, in a word.
///
/// ```
///   63 62 61 60 59      40 39      20 19       0
///   +-----+-----+---------+----------+----------+
///   |count|  0  |  id 2   |   id 1   |   id 0   |     0: not looked up yet; 1: it depends
///   +-----+-----+---------+----------+----------+
/// ```
enum LoneSyllable {
  /// It depends on what stands behind the syllable.
  static let unknown: UInt64 = 1

  /// The word for the bytes of a syllable that no token of whole syllables begins with.
  static func make(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables
  ) -> UInt64 {
    var (word, count, position, before) = (UInt64(0), UInt64(0), range.lowerBound, UInt32(0))
    while position < range.upperBound {
      let (token, end) = tables.longestToken(bytes, position..<range.upperBound)
      guard count < 3, token < 1 << 20,
        position == range.lowerBound || !tables.goesOn(bytes, position..<range.upperBound),
        count == 0 || !tables.joinsAcross(before, token, before: .max)
      else { return unknown }
      word |= UInt64(token) << (20 * count)
      count += 1
      (position, before) = (end, token)
    }
    return word | count << 62
  }

  /// The first token.
  @inline(__always)
  static func first(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word) & 0xF_FFFF }

  /// Writes the tokens, and something behind them where there are two; returns how many there are.
  @inline(__always)
  static func write(_ word: UInt64, to ids: IDCells) -> Int {
    let count = Int(truncatingIfNeeded: word &>> 62)
    ids[0] = first(word)
    if count > 1 { ids[1] = first(word &>> 20) }
    if count > 2 { ids[2] = first(word &>> 40) }
    return count
  }
}

extension VocabularyTables {
  /// Whether some token begins with all bytes of a range and is longer.
  fileprivate func goesOn(_ bytes: FlatTable<UInt8>, _ range: Range<Int>) -> Bool {
    var base = rootBase
    for index in range {
      let cell = TrieCell(bits: cells[base ^ Int(bytes[index])])
      guard cell.label == bytes[index] else { return false }
      base = cell.base
    }
    return base != 0
  }
}
