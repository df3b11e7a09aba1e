/// Where each word goes in a `SymbolSequence`: a counting sort by falling count.
///
/// Most words are rare, so each count below `denseLimit` has a place of its own in an array; the few
/// words with higher counts are sorted one by one and stand first.
struct WordPlaces {
  private static let denseLimit: UInt64 = 4096

  /// A word with a high count.
  struct FrequentWord {
    var count: UInt64
    /// Which of the thread's records it is in.
    var source: Int
    /// Where its record begins.
    var offset: Int
    /// Where it goes.
    var place = 0
  }

  /// The first position behind all words.
  private(set) var end = 1
  /// Where each distinct count begins, in rising order of positions and falling order of counts.
  private(set) var steps: [PositionCounts.Step] = []
  /// The words with high counts, in the order of their places.
  private(set) var frequent: [FrequentWord] = []
  /// For each low count the position of the next word with it.
  private var nextPlaces = [Int](repeating: 0, count: Int(WordPlaces.denseLimit))

  init(_ records: [WordRecords]) {
    var sizes = [Int](repeating: 0, count: Int(WordPlaces.denseLimit))
    for (source, records) in records.enumerated() {
      for record in records where record.length > 1 {
        let count = records.count(of: record)
        if count < WordPlaces.denseLimit {
          sizes[Int(truncatingIfNeeded: count)] &+= record.length &+ 1
        } else {
          frequent.append(FrequentWord(count: count, source: source, offset: record.offset))
        }
      }
    }
    frequent.sort { $0.count > $1.count }
    for index in frequent.indices {
      let word = frequent[index]
      if steps.last?.count != word.count {
        steps.append(PositionCounts.Step(start: end, count: word.count))
      }
      frequent[index].place = end
      end += records[word.source].record(at: word.offset).length + 1
    }
    for count in sizes.indices.dropFirst().reversed() where sizes[count] > 0 {
      steps.append(PositionCounts.Step(start: end, count: UInt64(count)))
      nextPlaces[count] = end
      end += sizes[count]
    }
  }

  /// Takes the place of the next word with a low count, or gives nil for a high count and for 0.
  @inline(__always)
  mutating func takePlace(count: UInt64, length: Int) -> Int? {
    guard count > 0, count < WordPlaces.denseLimit else { return nil }
    let place = nextPlaces[Int(truncatingIfNeeded: count)]
    nextPlaces[Int(truncatingIfNeeded: count)] = place &+ length &+ 1
    return place
  }
}
