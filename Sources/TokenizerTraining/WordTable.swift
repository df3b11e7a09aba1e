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
    arena = PageBuffer(count: 8 << 20)
    view = WordSlots(hash: hash, slots: slots.cells, records: WordRecords(arena: arena.cells))
  }

  /// The most memory that the words take up, in bytes, once a block of another so many bytes is counted:
  /// with their slots, or while they are put in order.
  ///
  /// Words that are new in the block are taken to have eight bytes, and three bytes of records a byte:
  /// more than text has, if it is not made for it.
  func memoryNeeded(afterAnother bytes: Int) -> Int {
    let words = wordCount + bytes / 8
    var slotCount = view.slots.count
    while words * 3 > slotCount * 2 { slotCount *= 2 }
    return view.records.length + 3 * bytes + max(8 * slotCount, WordCounts.sortingMemory * words)
  }

  /// Counts words that lie one after another in a text; the last of them stay in the pipeline.
  ///
  /// - Parameters:
  ///   - text: The bytes that the words are part of; the same one until the pipeline is emptied.
  ///   - start: Where the first word begins; each other one begins where the one before it ends.
  ///   - origin: Where the document begins.
  ///   - ends: Where the words end, in bytes from `origin`; none is empty.
  ///   - count: How many words there are; `ends` may have room for more.
  ///   - weight: What is added to a word's count each time it occurs.
  ///   - pipeline: A pipeline to this table's view.
  func add(
    _ text: ByteText, from start: Int, origin: Int, ends: [Int], count: Int, weight: UInt64,
    through pipeline: inout WordPipeline
  ) {
    var wordStart = start
    for index in 0..<count {
      let end = origin &+ ends[index]
      if pipeline.isFull { addOldest(of: &pipeline, text, weight: weight) }
      pipeline.enter(text, start: wordStart, length: end &- wordStart)
      wordStart = end
    }
  }

  /// Counts the words that are still in the pipeline, and takes its view over.
  func empty(_ pipeline: inout WordPipeline, _ text: ByteText, weight: UInt64) {
    while !pipeline.isEmpty { addOldest(of: &pipeline, text, weight: weight) }
    view = pipeline.view
  }

  @inline(__always)
  private func addOldest(of pipeline: inout WordPipeline, _ text: ByteText, weight: UInt64) {
    let word = pipeline.leave()
    add(
      text, from: word.start, length: word.length, hashed: word.hashed, weight: weight,
      to: &pipeline.view)
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
      arena.grow(to: 2 * end + WordRecords.slack)
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
