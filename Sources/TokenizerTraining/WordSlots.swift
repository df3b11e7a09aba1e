/// The way from a word to its record: a hash table of eight bytes a slot.
///
/// ```
/// 63       32 31         0     a power of two of slots, at most two thirds in use; 0 is a free
/// ┌───────────┬───────────┐    slot; linear probing from the low bits of the hash on
/// │ high half │ unit of   │
/// │ of hash   │ record, +1│    a unit is 4 bytes of the arena
/// └───────────┴───────────┘
/// ```
/// Invariants: each record has exactly one slot, and no two records have the same bytes.
///
/// Plain views, so that hot loops keep them in registers; valid as long as the table they are from
/// does not grow.
struct WordSlots: Sendable {
  /// The most bytes of records that slots can point to: 32 bits of units, less one for "free".
  static let arenaLimit = 4 * Int(UInt32.max - 1)

  /// The hash of words.
  let hash: WordHash
  /// The slots.
  var slots: Cells<UInt64>
  /// What they point to.
  var records: WordRecords

  /// The first slot to look into for a hash.
  @inline(__always)
  private func home(of hashed: UInt64) -> Int {
    Int(truncatingIfNeeded: hashed) & (slots.count &- 1)
  }

  /// The record of a word, or else the free slot where it would go.
  @inline(__always)
  func find(
    _ text: ByteText, from start: Int, length: Int, hashed: UInt64
  ) -> (record: WordRecords.Record?, slot: Int) {
    var index = home(of: hashed)
    while true {
      let slot = slots[index]
      if slot == 0 { return (nil, index) }
      if slot &>> 32 == hashed &>> 32 {
        let record = records.record(at: Int(truncatingIfNeeded: (slot & 0xFFFF_FFFF) &- 1) &* 4)
        if record.length == length,
          records.text.equals(from: record.start, text, from: start, length: length)
        {
          return (record, index)
        }
      }
      index = (index &+ 1) & (slots.count &- 1)
    }
  }

  /// The first free slot for a hash whose word is known not to be there.
  func freeSlot(for hashed: UInt64) -> Int {
    var index = home(of: hashed)
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    return index
  }

  /// Lets a slot point to the record at an offset.
  func setSlot(_ index: Int, hashed: UInt64, offset: Int) {
    slots[index] = (hashed >> 32) << 32 | UInt64(offset / 4 + 1)
  }

  /// Asks for the cache line of the first slot for a hash.
  @inline(__always)
  func prefetchSlot(_ hashed: UInt64) { slots.prefetch(home(of: hashed)) }

  /// Asks for the cache line of the record that the first slot for a hash points to.
  @inline(__always)
  func prefetchRecord(_ hashed: UInt64) {
    let slot = slots[home(of: hashed)]
    records.arena.prefetchForWriting(Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &* 4)
  }
}
