/// Remembers the tokens of segments that have been encoded, each at one place of a fixed table.
///
/// Keys and tokens lie one after another in arrays; when these are full, all is forgotten.
struct SegmentCache {
  private struct Entry {
    var hash: UInt32 = 0
    var keyStart: UInt32 = 0
    var keyCount: UInt32 = 0
    var stepStart: UInt32 = 0
    var stepCount: UInt32 = 0
    var margin: Float = 0
  }

  private var entries: [Entry] = []
  private var keys: [UInt8] = []
  private var ids: [UInt32] = []
  private var ends: [UInt8] = []

  /// The longest segment that is remembered, in bytes.
  static let longestSegment = 96
  private static let entryCount = 1 << 16
  private static let keyLimit = 4 << 20

  /// The tokens of a segment into `steps`, if it is remembered.
  mutating func recall(
    _ text: Span<UInt8>, _ range: Range<Int>, _ hash: UInt32, _ steps: inout SegmentSteps
  ) -> Bool {
    if entries.isEmpty {
      entries = [Entry](repeating: Entry(), count: Self.entryCount)
      return false
    }
    let entry = entries[Int(hash) & (Self.entryCount - 1)]
    guard entry.hash == hash, Int(entry.keyCount) == range.count else { return false }
    let key = keys.span.extracting(Int(entry.keyStart)..<Int(entry.keyStart) + range.count)
    for index in 0..<range.count where key[index] != text[range.lowerBound &+ index] {
      return false
    }
    steps.removeAll()
    for place in Int(entry.stepStart)..<Int(entry.stepStart + entry.stepCount) {
      steps.ids.append(ids[place])
      steps.ends.append(UInt32(ends[place]))
    }
    steps.margin = Double(entry.margin)
    return true
  }

  /// Remembers the tokens of a segment of at least one byte.
  mutating func remember(
    _ text: Span<UInt8>, _ range: Range<Int>, _ hash: UInt32, _ steps: SegmentSteps
  ) {
    if keys.count + range.count > Self.keyLimit { removeAll() }
    entries[Int(hash) & (Self.entryCount - 1)] = Entry(
      hash: hash, keyStart: UInt32(keys.count), keyCount: UInt32(range.count),
      stepStart: UInt32(ids.count), stepCount: UInt32(steps.ids.count),
      margin: Float(steps.margin).nextDown)
    for index in range { keys.append(text[index]) }
    ids.append(contentsOf: steps.ids)
    for end in steps.ends { ends.append(UInt8(end)) }
  }

  private mutating func removeAll() {
    for place in entries.indices { entries[place] = Entry() }
    keys.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
