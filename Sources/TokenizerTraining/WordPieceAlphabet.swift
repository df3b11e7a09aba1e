import TextNormalization

/// The characters of a corpus that become tokens: as they begin a word, and as they continue one.
struct WordPieceAlphabet {
  /// The characters by scalar value; their symbols count from 0.
  private(set) var scalars: [UInt32]
  /// Those that also stand inside words, by scalar value; their symbols follow.
  private(set) var continuing: [UInt32] = []
  /// The characters that are left out, the most frequent first.
  private(set) var leftOut: [UInt32] = []
  /// Which part of all characters of the corpus is left out, 0 to 1.
  private(set) var leftOutShare = 0.0
  /// The symbols by scalar, each plus 1; 0 where there is none.
  private var firstSymbols: [UInt32] = []
  private var laterSymbols: [UInt32] = []

  /// How many symbols there are.
  var symbolCount: Int { scalars.count + continuing.count }

  /// The most frequent characters of the words, at most `limit`; of equal ones those with the lower
  /// value.
  init(_ counts: WordCounts, limit: Int) {
    var frequencies: [UInt32: UInt64] = [:]
    var inside = Set<UInt32>()
    counts.forEach { word, count in
      var index = 0
      while index < word.count {
        let unit = ScalarScan.unit(of: word, at: index)
        if let scalar = unit.value {
          frequencies[scalar, default: 0] &+= count
          if index > 0 { inside.insert(scalar) }
        }
        index = unit.range.upperBound
      }
    }
    let ranked = frequencies.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    scalars = ranked.prefix(limit).map(\.key).sorted()
    leftOut = ranked.dropFirst(limit).map(\.key)
    let total = ranked.reduce(0.0) { $0 + Double($1.value) }
    let rest = ranked.dropFirst(limit).reduce(0.0) { $0 + Double($1.value) }
    leftOutShare = total == 0 ? 0 : rest / total
    continuing = scalars.filter { inside.contains($0) }
    let none = [UInt32](repeating: 0, count: scalars.last.map { Int($0) + 1 } ?? 0)
    (firstSymbols, laterSymbols) = (none, none)
    for (symbol, scalar) in scalars.enumerated() {
      firstSymbols[Int(scalar)] = UInt32(symbol + 1)
    }
    for (place, scalar) in continuing.enumerated() {
      laterSymbols[Int(scalar)] = UInt32(scalars.count + place + 1)
    }
  }

  /// Appends the symbols of a word, without the characters that are left out.
  func append(_ word: Span<UInt8>, to symbols: inout [UInt32]) {
    var index = 0
    while index < word.count {
      let unit = ScalarScan.unit(of: word, at: index)
      if let scalar = unit.value, scalar < firstSymbols.count {
        let symbol = index == 0 ? firstSymbols[Int(scalar)] : laterSymbols[Int(scalar)]
        if symbol > 0 { symbols.append(symbol - 1) }
      }
      index = unit.range.upperBound
    }
  }
}
