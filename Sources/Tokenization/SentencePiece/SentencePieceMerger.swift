import TextNormalization
import TokenizerModel

/// Merges the characters of a segment as SentencePiece does: the pair whose joined text has the best
/// score first, the leftmost first among equals.
///
/// Source: `bpe::Model::SampleEncode` of google/sentencepiece, without dropout.
///
/// - Complexity: O(n · log n) for n characters and a fixed vocabulary.
struct SentencePieceMerger {
  /// The symbols as a linked list; one that was merged into another has length 0.
  private var symbols: [Symbol] = []
  /// Ranks in the high and places in the low half, as a heap with the smallest in front.
  private var heap: [UInt64] = []
  /// The pair that last could have become an unused token.
  private var partsOfUnused: [UInt32: (left: UInt32, right: UInt32)] = [:]

  private struct Symbol {
    var number: UInt32
    var length: Int32
    var previous: Int32
    var next: Int32
    /// Whether it never merges.
    var isFrozen: Bool
  }

  /// A character that is in no token.
  private static let none = CharacterPairTables.none

  /// Finds the tokens of a segment.
  mutating func merge(
    _ segment: Span<UInt8>, _ tables: SentencePiecePairs, _ unknown: UInt32,
    _ steps: inout SegmentSteps
  ) {
    collectSymbols(of: segment, tables)
    heap.removeAll(keepingCapacity: true)
    partsOfUnused.removeAll(keepingCapacity: true)
    for place in symbols.indices.dropLast() { push(place, tables) }
    while let smallest = heap.popSmallest() {
      let place = Int(truncatingIfNeeded: smallest & 0xFFFF_FFFF)
      let symbol = symbols[place]
      guard symbol.length > 0, let merge = merge(at: place, tables),
        merge.rank == UInt32(truncatingIfNeeded: smallest &>> 32)
      else { continue }
      join(place, to: merge.result)
      if symbol.previous >= 0 { push(Int(symbol.previous), tables) }
      push(place, tables)
    }
    steps.removeAll()
    var end: UInt32 = 0
    for symbol in symbols where symbol.length > 0 {
      append(symbol.number, UInt32(symbol.length), &end, tables, unknown, &steps)
    }
  }

  private mutating func collectSymbols(of segment: Span<UInt8>, _ tables: SentencePiecePairs) {
    symbols.removeAll(keepingCapacity: true)
    var index = 0
    while index < segment.count {
      let place = Int32(symbols.count)
      var number = Self.none
      var length = tables.protected.longestMatch(in: segment, index..<segment.count)
      let isFrozen = length > 0
      if isFrozen {
        let text = (index..<index + length).map { segment[$0] }
        number = tables.index.id(of: text)?.rawValue ?? Self.none
      } else {
        let unit = ScalarScan.unit(of: segment, at: index)
        length = min(CharacterLength.of(segment[index]), segment.count - index)
        if let scalar = unit.value { number = tables.characters.token(of: scalar) ?? Self.none }
      }
      symbols.append(
        Symbol(
          number: number, length: Int32(length), previous: place - 1, next: place + 1,
          isFrozen: isFrozen))
      index += length
    }
  }

  /// What the symbol at a place becomes with its neighbour.
  @inline(__always)
  private func merge(at place: Int, _ tables: SentencePiecePairs) -> SymbolPairTable.Merge? {
    let next = Int(symbols[place].next)
    guard next < symbols.count, !symbols[place].isFrozen, !symbols[next].isFrozen,
      symbols[place].number != Self.none, symbols[next].number != Self.none
    else { return nil }
    return tables.pairs.merge(symbols[place].number, symbols[next].number)
  }

  /// Enters the pair that begins at a place, if it merges.
  private mutating func push(_ place: Int, _ tables: SentencePiecePairs) {
    guard let merge = merge(at: place, tables) else { return }
    heap.pushSmallest(UInt64(merge.rank) << 32 | UInt64(place))
    if tables.isUnused[Int(merge.result)] {
      let next = Int(symbols[place].next)
      partsOfUnused[merge.result] = (symbols[place].number, symbols[next].number)
    }
  }

  private mutating func join(_ place: Int, to result: UInt32) {
    let right = Int(symbols[place].next)
    symbols[place].number = result
    symbols[place].length += symbols[right].length
    symbols[place].next = symbols[right].next
    symbols[right].length = 0
    if Int(symbols[right].next) < symbols.count {
      symbols[Int(symbols[right].next)].previous = Int32(place)
    }
  }

  /// Appends a symbol's token; an unused one is cut into what it was made of. Each cut gives shorter
  /// texts, so this comes to an end.
  private func append(
    _ number: UInt32, _ length: UInt32, _ end: inout UInt32, _ tables: SentencePiecePairs,
    _ unknown: UInt32, _ steps: inout SegmentSteps
  ) {
    if number < tables.upperBound, tables.isUnused[Int(number)],
      let (left, right) = partsOfUnused[number]
    {
      append(left, UInt32(tables.lengths[Int(left)]), &end, tables, unknown, &steps)
      append(right, UInt32(tables.lengths[Int(right)]), &end, tables, unknown, &steps)
      return
    }
    end += length
    steps.ids.append(number < tables.upperBound ? number : unknown)
    steps.ends.append(end)
  }
}
