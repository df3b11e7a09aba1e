import TextNormalization
import TokenizerModel

/// Encodes pieces by merging pairs of characters, the smallest rank first, the leftmost first among
/// equals.
///
/// Source: `BPE::merge_word` and `Word::merge_all` of huggingface/tokenizers 0.23. One thing there
/// looks like an oversight and is kept: an unknown character that waits to be fused stands behind the
/// bytes of a character that follows it and falls back to them.
///
/// - Complexity: O(n · log n) for n characters and a fixed vocabulary.
struct CharacterPairEncoder: PieceEncoder {
  private let tables: CharacterPairTables
  /// The symbols of the piece as a linked list; one that was merged into another has length 0.
  private var symbols: [Symbol] = []
  /// Ranks in the high and places in the low half, as a heap with the smallest in front.
  private var heap: [UInt64] = []

  private struct Symbol {
    var id: UInt32
    var length: Int32
    var previous: Int32
    var next: Int32
  }

  init(_ tables: CharacterPairTables) { self.tables = tables }

  mutating func encode(_ piece: Span<UInt8>, ids: inout [UInt32], ends: inout [Int]) {
    if tables.takesWholePieces,
      let whole = tables.index.id(of: piece.indices.map { piece[$0] })
    {
      ids.append(whole.rawValue)
      ends.append(piece.count)
      return
    }
    symbols.removeAll(keepingCapacity: true)
    collectSymbols(of: piece)
    mergeAll()
    var end = 0
    for symbol in symbols where symbol.length > 0 {
      end += Int(symbol.length)
      ids.append(symbol.id)
      ends.append(min(end, piece.count))
    }
  }

  private mutating func collectSymbols(of piece: Span<UInt8>) {
    var unknownLength: Int32 = 0
    var index = 0
    while index < piece.count {
      let unit = ScalarScan.unit(of: piece, at: index)
      let length = Int32(unit.range.count)
      index = unit.range.upperBound
      if let id = token(of: unit, in: piece) {
        flush(&unknownLength)
        append(id, length)
      } else if appendBytes(of: unit, in: piece) {
        continue
      } else if tables.unknown != nil {
        if !tables.fusesUnknown { flush(&unknownLength) }
        unknownLength += length
      }
    }
    flush(&unknownLength)
  }

  private func byteToken(_ byte: UInt8) -> UInt32 { tables.byteTokens[Int(byte)] }

  private mutating func flush(_ unknownLength: inout Int32) {
    if unknownLength > 0, let unknown = tables.unknown { append(unknown, unknownLength) }
    unknownLength = 0
  }

  /// The token of a character at its place in the piece, affixes included.
  @inline(__always)
  private func token(of unit: ScalarUnit, in piece: Span<UInt8>) -> UInt32? {
    if let scalarTokens = tables.scalarTokens {
      return unit.value.flatMap { scalarTokens.token(of: $0) }
    }
    var text = unit.range.lowerBound == 0 ? [] : tables.continuingPrefix
    for index in unit.range { text.append(piece[index]) }
    if unit.range.upperBound == piece.count { text += tables.endSuffix }
    return tables.index.id(of: text)?.rawValue
  }

  /// Appends the tokens of a character's bytes, and of those of its affixes; false where one has none.
  private mutating func appendBytes(of unit: ScalarUnit, in piece: Span<UInt8>) -> Bool {
    let prefix = unit.range.lowerBound == 0 ? [] : tables.continuingPrefix
    let suffix = unit.range.upperBound == piece.count ? tables.endSuffix : []
    guard unit.range.allSatisfy({ byteToken(piece[$0]) != CharacterPairTables.none }),
      (prefix + suffix).allSatisfy({ byteToken($0) != CharacterPairTables.none })
    else { return false }
    for byte in prefix { append(byteToken(byte), 1) }
    for place in unit.range { append(byteToken(piece[place]), 1) }
    for byte in suffix { append(byteToken(byte), 1) }
    return true
  }

  private mutating func append(_ id: UInt32, _ length: Int32) {
    let place = Int32(symbols.count)
    symbols.append(Symbol(id: id, length: length, previous: place - 1, next: place + 1))
  }

  private mutating func mergeAll() {
    heap.removeAll(keepingCapacity: true)
    for place in symbols.indices.dropLast() { push(place) }
    while let smallest = heap.popSmallest() {
      let place = Int(truncatingIfNeeded: smallest & 0xFFFF_FFFF)
      let symbol = symbols[place]
      guard symbol.length > 0, Int(symbol.next) < symbols.count,
        let merge = tables.pairs.merge(symbol.id, symbols[Int(symbol.next)].id),
        merge.rank == UInt32(truncatingIfNeeded: smallest &>> 32)
      else { continue }
      join(place, to: merge.result)
      if symbol.previous >= 0 { push(Int(symbol.previous)) }
      push(place)
    }
  }

  private mutating func join(_ place: Int, to result: UInt32) {
    let right = Int(symbols[place].next)
    symbols[place].id = result
    symbols[place].length += symbols[right].length
    symbols[place].next = symbols[right].next
    symbols[right].length = 0
    if Int(symbols[right].next) < symbols.count {
      symbols[Int(symbols[right].next)].previous = Int32(place)
    }
  }

  /// Enters the pair that begins at a place, if it merges.
  private mutating func push(_ place: Int) {
    let next = Int(symbols[place].next)
    guard next < symbols.count,
      let merge = tables.pairs.merge(symbols[place].id, symbols[next].id)
    else { return }
    heap.pushSmallest(UInt64(merge.rank) << 32 | UInt64(place))
  }
}
