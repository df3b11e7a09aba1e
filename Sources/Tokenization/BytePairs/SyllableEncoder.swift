/// Encodes pre-tokens that begin with a Hangul syllable, with or without a space in front, a syllable a step.
///
/// The tokens are those of `BacktrackingEncoder`'s longest matches: the automaton finds the longest
/// token of whole syllables; where a longer one may end inside a syllable or go on with something else, and
/// where a syllable is no token, the byte trie is asked. What a lone syllable without a token becomes is
/// remembered, with the bytes behind it before which a token that starts inside it may reach beyond it.
final class SyllableEncoder {
  private let trie: SyllableTrie
  private let codeOfScalar: FlatCells<UInt16>
  private let roots: FlatCells<SyllableRoot>
  private let cells: FlatCells<UInt64>
  private let tokens: FlatCells<SyllableToken>
  private let neighbours: NeighbourTable
  /// For each scalar with a code, without and with a space in front, what it becomes (`LoneSyllable`).
  private let loneSyllables = ZeroedPages<UInt64>(
    count: 2 * SyllableTrie.codedCount, isSoonFull: true)

  /// An encoder that takes the automaton of a vocabulary and what is known of neighbours.
  init(_ trie: SyllableTrie, _ neighbours: NeighbourTable) {
    (self.trie, self.neighbours) = (trie, neighbours)
    (codeOfScalar, roots) = (trie.codes.cells, trie.roots.cells)
    (cells, tokens) = (trie.cells.cells, trie.tokens.cells)
  }

  /// Writes the tokens of a pre-token up to the first two neighbours that do not fit; none where it does not
  /// begin with a syllable.
  @inline(__always)
  func encode(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables,
    _ memo: borrowing NeighbourMemo, into ids: IDCells
  ) -> LongestMatches {
    let isSpace = bytes[range.lowerBound] == 0x20 && range.count > 1
    if bytes[isSpace ? range.lowerBound &+ 1 : range.lowerBound] < 0xE3 {
      return LongestMatches(count: 0, end: range.lowerBound, misfit: TokenRecord.none)
    }
    return encodeSyllables(bytes, range, tables, memo, into: ids)
  }

  /// The same where a syllable may stand in front.
  @inline(never)
  private func encodeSyllables(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables,
    _ memo: borrowing NeighbourMemo, into ids: IDCells
  ) -> LongestMatches {
    let (roots, cells, tokens) = (roots, cells, tokens)
    let end = range.upperBound
    var start = range.lowerBound
    var row = bytes[start] == 0x20 ? roots.count &>> 1 : 0
    var body = row == 0 ? start : start &+ 1
    var code = code(bytes, body, end)
    var count = 0
    // What the token before may merge with; nothing in front of the first.
    var wanted: UInt64 = 0
    while code != 0 {
      let root = roots[row &+ code]
      var (token, hints, tokenEnd) = (root.token, root.hints, body &+ 3)
      var following = self.code(bytes, tokenEnd, end)
      if root.mayGoOn(with: following), tokenEnd < end || token == TokenRecord.none {
        var (base, field, part) = (root.base, 0, root.part)
        var (next, place) = (following, tokenEnd)
        while true {
          let cell = SyllableCell(bits: cells[base &+ next])
          if cell.check != base { break }
          place &+= 3
          next = self.code(bytes, place, end)
          base = cell.base
          // Whether a token ends here cannot be foreseen, so that no branch hangs on it.
          let isToken = cell.field != 0
          part = cell.part | (isToken ? 0 : part)
          tokenEnd = isToken ? place : tokenEnd
          following = isToken ? next : following
          field = isToken ? cell.field : field
        }
        let isOpen = part != 0 || next == 0 && place < end
        if isOpen || token == TokenRecord.none && field == 0 {
          let other = takeOther(
            bytes, start..<end, body, isLone: !isOpen, tables, memo, into: ids, count, wanted)
          if other.misfit != TokenRecord.none || other.end == end { return other }
          (count, start) = (other.count, other.end)
          wanted = neighbours.view.hints(ids[count &- 1]).wanted
          (body, row) = (start, 0)
          code = self.code(bytes, start, end)
          continue
        }
        if field != 0 { (token, hints) = (tokens[field &- 1].id, tokens[field &- 1].hints) }
      }
      if wanted & hints.offered != 0, joins(ids[count &- 1], token, memo, tables) {
        return LongestMatches(count: count, end: start, misfit: token)
      }
      ids[count] = token
      count &+= 1
      wanted = hints.wanted
      (start, body, row) = (tokenEnd, tokenEnd, 0)
      code = following
    }
    return LongestMatches(count: count, end: start, misfit: TokenRecord.none)
  }

  /// Writes tokens that whole syllables do not tell, up to where the next syllable begins: from the start of
  /// `range`, which ends with the pre-token, behind `count` tokens of which the last may merge with what
  /// `wanted` says. The syllable at hand stands at `body`; it is lone if no token of whole syllables begins
  /// with it and none goes on behind it.
  @inline(never)
  private func takeOther(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ body: Int, isLone: Bool,
    _ tables: VocabularyTables, _ memo: borrowing NeighbourMemo, into ids: IDCells, _ count: Int,
    _ wanted: UInt64
  ) -> LongestMatches {
    let neighbours = neighbours.view
    if isLone {
      let lone = loneSyllable(bytes, range.lowerBound..<body &+ 3, body, tables)
      let isLast = body &+ 3 == range.upperBound
      if lone > LoneSyllable.unknown, isLast || LoneSyllable.holds(lone, before: bytes[body &+ 3]) {
        let token = LoneSyllable.first(lone)
        if wanted & neighbours.hints(token).offered != 0,
          joins(ids[count &- 1], token, memo, tables)
        {
          return LongestMatches(count: count, end: range.lowerBound, misfit: token)
        }
        let written = LoneSyllable.write(lone, to: ids.dropFirst(count))
        return LongestMatches(
          count: count &+ written, end: body &+ 3, misfit: TokenRecord.none)
      }
    }
    var (position, count, wanted) = (range.lowerBound, count, wanted)
    repeat {
      let (token, tokenEnd) = tables.longestToken(bytes, position..<range.upperBound)
      let hints = neighbours.hints(token)
      if wanted & hints.offered != 0, joins(ids[count &- 1], token, memo, tables) {
        return LongestMatches(count: count, end: position, misfit: token)
      }
      ids[count] = token
      count &+= 1
      wanted = hints.wanted
      position = tokenEnd
    } while position < range.upperBound && code(bytes, position, range.upperBound) == 0
    return LongestMatches(count: count, end: position, misfit: TokenRecord.none)
  }

  /// Whether merging the joined bytes of two longest matches joins something across their border.
  @inline(never)
  private func joins(
    _ left: UInt32, _ right: UInt32, _ memo: borrowing NeighbourMemo, _ tables: VocabularyTables
  ) -> Bool {
    memo.joinsAcross(longest: left, right, tables, neighbours.view)
  }

  /// The code of the syllable at an index, 0 where none stands there whole.
  @inline(__always)
  private func code(_ bytes: FlatTable<UInt8>, _ index: Int, _ end: Int) -> Int {
    guard index &+ 3 <= end else { return 0 }
    let number = Self.number(bytes, index)
    return number < UInt(bitPattern: codeOfScalar.count)
      ? Int(codeOfScalar[Int(bitPattern: number)]) : 0
  }

  /// The number of the scalar of three bytes at an index among those that have codes; a larger one where
  /// it is none of them.
  @inline(__always)
  private static func number(_ bytes: FlatTable<UInt8>, _ index: Int) -> UInt {
    let word = UInt(bytes.threeBytes(at: index))
    guard word & 0xF0_C0C0 == 0xE0_8080 else { return .max }
    let scalar = (word &>> 4) & 0xF000 | (word &>> 2) & 0xFC0 | word & 0x3F
    return scalar &- UInt(SyllableTrie.scalars.lowerBound)
  }

  /// What a syllable becomes, with what stands in front of it in the range, that no token of whole syllables
  /// begins with.
  @inline(__always)
  private func loneSyllable(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ body: Int, _ tables: VocabularyTables
  ) -> UInt64 {
    let number = SyllableTrie.codedNumber(Int(bitPattern: Self.number(bytes, body)))
    let index = 2 &* number &+ (range.lowerBound == body ? 0 : 1)
    let known = loneSyllables.cells[index]
    if known != 0 { return known }
    let made = LoneSyllable.make(bytes, range, tables)
    loneSyllables.cells[index] = made
    return made
  }
}

/// How far longest matches went.
struct LongestMatches {
  /// How many tokens were written.
  let count: Int
  /// Where they end.
  let end: Int
  /// The longest match that begins there and does not fit behind them, or `TokenRecord.none`.
  let misfit: UInt32
}

/// The two or three tokens that a syllable becomes, in a word: wherever it stands, but for some first bytes of
/// the syllable behind it with which another token may go on.
///
/// ```
///   63 62 61   57 56      38 37      19 18       0
///   +-----+------+----------+----------+----------+
///   |count|leads |   id 2   |   id 1   |   id 0   |     0: not looked up yet; 1: it depends
///   +-----+------+----------+----------+----------+
/// ```
///
/// - leads: a bit for each of the bytes 0xE3 and 0xEA to 0xED that the word does not hold before.
enum LoneSyllable {
  /// It depends on what stands behind the syllable.
  static let unknown: UInt64 = 1

  private static let idBits: UInt64 = 19
  private static let leads: [UInt8] = [0xE3, 0xEA, 0xEB, 0xEC, 0xED]

  /// The word for the bytes of a syllable that no token of whole syllables begins with.
  static func make(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables
  ) -> UInt64 {
    var (word, count, position, before) = (UInt64(0), UInt64(0), range.lowerBound, UInt32(0))
    while position < range.upperBound {
      let (token, end) = tables.longestToken(bytes, position..<range.upperBound)
      guard count < 3, token < 1 << idBits,
        count == 0 || !tables.joinsAcross(before, token, before: .max)
      else { return unknown }
      if position > range.lowerBound {
        for lead in leads where tables.goesOn(bytes, position..<range.upperBound, with: lead) {
          word |= bit(lead)
        }
      }
      word |= UInt64(token) << (idBits * count)
      count += 1
      (position, before) = (end, token)
    }
    return word | count << 62
  }

  /// The bit of a first byte.
  @inline(__always)
  private static func bit(_ lead: UInt8) -> UInt64 {
    1 &<< UInt64(truncatingIfNeeded: 3 &* Int(idBits) &+ max(0, Int(lead) &- 0xE9))
  }

  /// Whether the tokens stand before a syllable that begins with a byte.
  @inline(__always)
  static func holds(_ word: UInt64, before lead: UInt8) -> Bool { word & bit(lead) == 0 }

  /// The first token.
  @inline(__always)
  static func first(_ word: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: word & (1 &<< idBits &- 1))
  }

  /// Writes the tokens, and something behind them where there are two; returns how many there are.
  @inline(__always)
  static func write(_ word: UInt64, to ids: IDCells) -> Int {
    let count = Int(truncatingIfNeeded: word &>> 62)
    ids[0] = first(word)
    if count > 1 { ids[1] = first(word &>> idBits) }
    if count > 2 { ids[2] = first(word &>> (2 &* idBits)) }
    return count
  }
}

extension VocabularyTables {
  /// Whether some token begins with all bytes of a range and a byte behind them.
  fileprivate func goesOn(_ bytes: FlatTable<UInt8>, _ range: Range<Int>, with next: UInt8) -> Bool
  {
    var base = rootBase
    for index in range {
      let cell = TrieCell(bits: cells[base ^ Int(bytes[index])])
      guard cell.label == bytes[index] else { return false }
      base = cell.base
    }
    return base != 0 && TrieCell(bits: cells[base ^ Int(next)]).label == next
  }
}
