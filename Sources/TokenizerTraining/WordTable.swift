/// Distinct words and how often each was counted, by one thread: `WordSlots` lead to `WordRecords`.
///
/// Not for several threads at once, except that many may use `view` while nobody counts.
final class WordTable: @unchecked Sendable {
  /// The slots and the records as they are now.
  private(set) var view: WordSlots
  /// Whether a word was dropped because the arena was full.
  private(set) var isOverfull = false
  /// The memory of the records.
  let arena: PageBuffer<UInt8>
  private var slots: PageBuffer<UInt64>
  private var wordCount = 0

  /// A table without words.
  init(hash: WordHash, slotBits: Int = 16) {
    slots = PageBuffer(count: 1 << slotBits)
    arena = PageBuffer(count: 1 << 20)
    view = WordSlots(hash: hash, slots: slots.cells, records: WordRecords(arena: arena.cells))
  }

  /// Counts words that lie one after another in a text, each `weight` times.
  ///
  /// Most words meet memory that is not in the cache, so words pass through a pipeline: a word is
  /// hashed and its slot fetched, `lag` words later its record is fetched, and another `lag` words
  /// later it is counted.
  ///
  /// - Parameters:
  ///   - text: The bytes that the words are part of.
  ///   - start: Where the first word begins; each other one begins where the one before it ends.
  ///   - ends: Where the words end; none is empty.
  ///   - count: How many words there are; `ends` may have room for more.
  ///   - weight: What is added to a word's count each time it occurs.
  func add(_ text: ByteText, from start: Int, ends: [Int], count: Int, weight: UInt64) {
    let lag = 16
    var view = view
    var hashes = InlineArray<64, UInt64>(repeating: 0)
    var hashedEnd = start
    var countedEnd = start
    for index in 0..<(count &+ 2 &* lag) {
      if index < count {
        let end = ends[index]
        let hashed = view.hash(text, from: hashedEnd, length: end &- hashedEnd)
        hashedEnd = end
        hashes[index & 63] = hashed
        view.prefetchSlot(hashed)
      }
      let fetched = index &- lag
      if fetched >= 0, fetched < count { view.prefetchRecord(hashes[fetched & 63]) }
      let counted = index &- 2 &* lag
      if counted >= 0 {
        let end = ends[counted]
        add(
          text, from: countedEnd, length: end &- countedEnd, hashed: hashes[counted & 63],
          weight: weight, to: &view)
        countedEnd = end
      }
    }
    self.view = view
  }

  /// Counts one word, which is not empty, `weight` times.
  func add(_ word: ByteText, weight: UInt64) {
    var view = view
    let hashed = view.hash(word, from: 0, length: word.count)
    add(word, from: 0, length: word.count, hashed: hashed, weight: weight, to: &view)
    self.view = view
  }

  @inline(__always)
  private func add(
    _ text: ByteText, from start: Int, length: Int, hashed: UInt64, weight: UInt64,
    to view: inout WordSlots
  ) {
    let place = view.find(text, from: start, length: length, hashed: hashed)
    if let record = place.record {
      view.records.setCount(view.records.count(of: record) &+ weight, of: record)
    } else {
      insert(
        text, from: start, length: length, hashed: hashed, slot: place.slot, weight: weight,
        into: &view)
    }
  }

  @inline(never)
  private func insert(
    _ text: ByteText, from start: Int, length: Int, hashed: UInt64, slot: Int, weight: UInt64,
    into view: inout WordSlots
  ) {
    let offset = view.records.length
    let end = offset + WordRecords.size(ofWord: length)
    guard end <= WordSlots.arenaLimit else {
      isOverfull = true
      return
    }
    if end + WordRecords.slack > arena.cells.count {
      arena.grow(to: end + end / 2 + WordRecords.slack)
      view.records.arena = arena.cells
    }
    view.records.append(text, from: start, length: length, count: weight)
    view.setSlot(slot, hashed: hashed, offset: offset)
    wordCount += 1
    if wordCount * 3 > slots.cells.count * 2 { growSlots(of: &view) }
  }

  /// Doubles the slots. The low halves of the hashes are not stored, so all words are hashed again.
  private func growSlots(of view: inout WordSlots) {
    slots = PageBuffer(count: slots.cells.count * 2)
    view.slots = slots.cells
    for record in view.records {
      let hashed = view.hash(view.records.text, from: record.start, length: record.length)
      view.setSlot(view.freeSlot(for: hashed), hashed: hashed, offset: record.offset)
    }
  }
}
