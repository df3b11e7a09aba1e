/// A token of a WordPiece model as symbols.
struct WordPieceToken: BitwiseCopyable {
  var id: UInt32
  /// Where its symbols start in the list of all.
  private let firstSymbol: UInt32
  /// How many symbols it has.
  private let symbolCount: UInt32

  /// A token whose symbols lie in a range of the list of all.
  init(id: UInt32, range: Range<Int>) {
    self.id = id
    firstSymbol = UInt32(range.lowerBound)
    symbolCount = UInt32(range.count)
  }

  /// Where its symbols start in the list of all.
  @inline(__always)
  var start: Int { Int(firstSymbol) }
  /// How many symbols it has.
  @inline(__always)
  var count: Int { Int(symbolCount) }

  /// A token and its first symbols, the first in the highest bits; zeros behind a shorter token.
  private struct Key: BitwiseCopyable {
    var head: UInt64
    var token: WordPieceToken
  }

  /// The tokens in the order of their symbols, then of falling ids: by their heads in rounds of eleven bits
  /// from the last to the first, then those with one head by comparing them.
  static func sorted(
    _ tokens: [WordPieceToken], _ symbols: [UInt32], _ largestSymbol: UInt32
  ) -> [WordPieceToken] {
    let width = UInt32.bitWidth - largestSymbol.leadingZeroBitCount
    let perHead = UInt64.bitWidth / max(width, 1)
    var keys: [Key] = []
    keys.reserveCapacity(tokens.count)
    for token in tokens {
      var head: UInt64 = 0
      for index in 0..<perHead {
        head = head &<< UInt64(width)
        if index < token.count { head |= UInt64(symbols[token.start &+ index]) }
      }
      keys.append(Key(head: head, token: token))
    }
    var moved = keys
    for shift in stride(from: 0, to: width * perHead, by: 11) {
      move(keys.span, by: UInt64(shift), to: &moved)
      swap(&keys, &moved)
    }
    var sorted: [WordPieceToken] = []
    sorted.reserveCapacity(keys.count)
    var low = 0
    while low < keys.count {
      var high = low
      while high < keys.count, keys[high].head == keys[low].head {
        sorted.append(keys[high].token)
        high += 1
      }
      if high - low > 1 { sortBehindHead(&sorted, low..<high, perHead, symbols) }
      low = high
    }
    return sorted
  }

  /// Sorts by eleven bits of the heads, leaving those that have them alike in their order.
  private static func move(_ keys: Span<Key>, by shift: UInt64, to moved: inout [Key]) {
    var moved = moved.mutableSpan
    var counts = [Int](repeating: 0, count: 2049)
    var places = counts.mutableSpan
    for index in keys.indices {
      places[Int(truncatingIfNeeded: keys[index].head &>> shift & 0x7FF) &+ 1] &+= 1
    }
    for digit in 0..<2048 { places[digit &+ 1] &+= places[digit] }
    for index in keys.indices {
      let digit = Int(truncatingIfNeeded: keys[index].head &>> shift & 0x7FF)
      moved[places[digit]] = keys[index]
      places[digit] &+= 1
    }
  }

  private static func sortBehindHead(
    _ tokens: inout [WordPieceToken], _ range: Range<Int>, _ depth: Int, _ symbols: [UInt32]
  ) {
    tokens[range].sort { left, right in
      let common = min(left.count, right.count)
      var index = min(depth, common)
      while index < common {
        let (first, second) = (symbols[left.start &+ index], symbols[right.start &+ index])
        if first != second { return first < second }
        index &+= 1
      }
      return left.count == right.count ? left.id > right.id : left.count < right.count
    }
  }
}
