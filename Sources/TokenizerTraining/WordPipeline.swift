/// Words on their way into a table, some steps apart.
///
/// Most words meet memory that is not in the cache. So a word is hashed and its slot is fetched when
/// it comes in; `lag` words later its record is fetched, and another `lag` words later it is counted.
/// ```
/// words   … counted │ record under way │ slot under way │ hashed now
///                   └────── lag ───────┴────── lag ─────┘
/// ```
struct WordPipeline {
  /// A word that has been hashed.
  struct Word {
    var start = 0
    var length = 0
    var hashed: UInt64 = 0
  }

  /// How many words lie between one step and the next; twice as many fit the ring.
  private static let lag = 24

  /// The slots and the records that the words go to.
  var view: WordSlots
  private var ring = InlineArray<64, Word>(repeating: Word())
  private var entered = 0
  private var left = 0

  /// An empty pipeline to a table that nothing else changes meanwhile.
  init(to view: WordSlots) {
    self.view = view
  }

  /// Whether no word is under way.
  var isEmpty: Bool { entered == left }

  /// Whether the oldest word should be counted before another one comes in.
  @inline(__always)
  var isFull: Bool { entered &- left == 2 &* WordPipeline.lag }

  /// Hashes a word and fetches its slot; also fetches the record of an earlier one.
  @inline(__always)
  mutating func enter(_ text: ByteText, start: Int, length: Int) {
    let hashed = view.hash(text, from: start, length: length)
    view.prefetchSlot(hashed)
    ring[entered & 63] = Word(start: start, length: length, hashed: hashed)
    // Before the ring has been filled once this fetches some record for nothing.
    view.prefetchRecord(ring[(entered &- WordPipeline.lag) & 63].hashed)
    entered &+= 1
  }

  /// Takes the oldest word out.
  @inline(__always)
  mutating func leave() -> Word {
    let word = ring[left & 63]
    left &+= 1
    return word
  }
}
