/// Where each word goes in a sequence of symbols: a counting sort by falling count.
///
/// Most words are rare, so each count below `denseLimit` has a place of its own in an array; the few
/// words with higher counts are sorted one by one and stand first. Places are taken in the order in
/// which the words were met.
struct WordPlaces {
  private static let denseLimit: UInt64 = 4096

  /// A word with a high count.
  private struct FrequentWord {
    var count: UInt64
    /// The positions that it takes, then where it goes.
    var place: Int
  }

  /// The first position behind all words.
  private(set) var end = 1
  /// Where each distinct count begins, in rising order of positions and falling order of counts.
  private(set) var steps: [PositionCounts.Step] = []
  /// The words with high counts, in the order in which they were met.
  private var frequent: [FrequentWord] = []
  private var nextFrequent = 0
  /// For each low count the positions of its words, then that of the next word with it.
  private var rare = [Int](repeating: 0, count: Int(WordPlaces.denseLimit))

  /// The places of words.
  ///
  /// - Parameters:
  ///   - words: The words.
  ///   - length: How many symbols a word has; one with less than two gets no place.
  /// - Throws: What getting at the words throws.
  init(
    _ words: some WordSupply,
    length: (WordRecords, WordRecords.Record) -> Int = { _, record in record.length }
  ) throws(TrainingError) {
    var places = WordPlaces()
    try words.forEachPart { places.add($0, length) }
    places.arrange()
    self = places
  }

  private init() {}

  private mutating func add(
    _ records: WordRecords, _ length: (WordRecords, WordRecords.Record) -> Int
  ) {
    for record in records {
      let count = records.count(of: record)
      let length = count == 0 ? 0 : length(records, record)
      if length < 2 { continue }
      if count < WordPlaces.denseLimit {
        rare[Int(truncatingIfNeeded: count)] &+= length &+ 1
      } else {
        frequent.append(FrequentWord(count: count, place: length + 1))
      }
    }
  }

  private mutating func arrange() {
    for index in frequent.indices.sorted(by: { frequent[$0].count > frequent[$1].count }) {
      let word = frequent[index]
      if steps.last?.count != word.count {
        steps.append(PositionCounts.Step(start: end, count: word.count))
      }
      frequent[index].place = end
      end += word.place
    }
    for count in rare.indices.dropFirst().reversed() where rare[count] > 0 {
      steps.append(PositionCounts.Step(start: end, count: UInt64(count)))
      (rare[count], end) = (end, end + rare[count])
    }
  }

  /// Takes the place of the next word, or gives nil for a count of 0.
  @inline(__always)
  mutating func takePlace(count: UInt64, length: Int) -> Int? {
    guard count > 0 else { return nil }
    guard count < WordPlaces.denseLimit else {
      nextFrequent += 1
      return frequent[nextFrequent - 1].place
    }
    let place = rare[Int(truncatingIfNeeded: count)]
    rare[Int(truncatingIfNeeded: count)] = place &+ length &+ 1
    return place
  }
}
