/// The working state for the part of a text that the quick check does not pass: a starter with the
/// marks that follow it, decomposed, ordered and composed (Unicode Standard, section 3.11).
///
/// Source scalars come in one by one. A scalar's decomposition is one *item* or several; items are
/// numbered in source order. When the next starter does not compose with the one at hand, that one
/// and its marks go out. A *unit* of the alignment ends where the items that went out are all of the
/// items up to a number n, and n is the last item of its source scalar: then the two sides up to
/// there belong together. Such a unit, normalized alone, gives the same bytes: the order of its items
/// and what blocks them from composing depends only on items between them, which are in the unit too.
///
/// Time is linear in the items: each goes in once, is ordered by `CombiningMark.order`, is looked up
/// in the pairs at most once (a mark with the starter, a starter with the one before it), and goes
/// out once.
struct CombiningSequence {
  private let source: NormalizationSource
  private let table: NormalizationTable
  /// The starter at hand, composed as far as possible, or nil at the start of a segment.
  private var starter: UInt32?
  /// How many items have gone into the starter, and the highest number among them.
  private var starterItems = 0
  private var starterHighest = 0
  /// The marks after the starter in source order, and room to order them.
  private var marks: [CombiningMark] = []
  private var room: [CombiningMark] = []

  /// For each item the length in bytes of its source scalar if it is the last item of that, else 0.
  private var lengths: [UInt8] = []
  /// How many items have gone out, how many of them in units that are complete, and the highest
  /// number among those that have gone out.
  private var outItems = 0
  private var unitItems = 0
  private var outHighest = -1
  /// The normalized bytes of the unit that is not complete yet, and where it begins in the source.
  private var unitBytes: [UInt8] = []
  private var unitStart = 0

  /// An empty sequence for a text and the table of its form.
  init(_ source: NormalizationSource, _ table: NormalizationTable) {
    self.source = source
    self.table = table
  }

  /// Normalizes the segment that begins at a boundary and returns where it ends: at the next boundary
  /// or before a byte that is not part of a well-formed scalar.
  mutating func rewrite(
    from start: Int, into output: inout NormalizationOutput
  ) -> Int {
    unitStart = start
    var index = start
    while index < source.count {
      let scalar = source.scalar(at: index)
      guard scalar.length > 0 else { break }
      let entry = source.entry(of: scalar.value)
      guard index == start || !entry.hasBoundaryBefore else { break }
      index += scalar.length
      add(scalar.value, entry, UInt8(scalar.length), &output)
    }
    settleMarks()
    sendOut(&output)
    return index
  }

  /// Adds the items of a source scalar of the given length in bytes.
  private mutating func add(
    _ scalar: UInt32, _ entry: ScalarEntry, _ length: UInt8,
    _ output: inout NormalizationOutput
  ) {
    if entry.mappingOffset > 0 {
      let first = entry.mappingOffset + 1
      let last = entry.mappingOffset + Int(table.mappings[entry.mappingOffset])
      for offset in first...last {
        let item = table.mappings[offset]
        add(
          item: item, source.entry(of: item), offset == last ? length : 0, &output)
      }
    } else if !table.composes, Hangul.isSyllable(scalar) {
      let jamo = Hangul.jamo(of: scalar)
      add(item: jamo.leading, .plain, 0, &output)
      add(item: jamo.vowel, .plain, jamo.trailing == nil ? length : 0, &output)
      if let trailing = jamo.trailing { add(item: trailing, .plain, length, &output) }
    } else {
      add(item: scalar, entry, length, &output)
    }
  }

  private mutating func add(
    item: UInt32, _ entry: ScalarEntry, _ length: UInt8,
    _ output: inout NormalizationOutput
  ) {
    if entry.combiningClass != 0 {
      marks.append(
        CombiningMark(scalar: item, combiningClass: entry.combiningClass, number: lengths.count))
      lengths.append(length)
      return
    }
    settleMarks()
    if marks.isEmpty, let first = starter, let composed = composition(first, item, entry) {
      starter = composed
      starterItems += 1
      starterHighest = lengths.count
    } else {
      sendOut(&output)
      starter = item
      starterItems = 1
      starterHighest = lengths.count
    }
    lengths.append(length)
  }

  /// Orders the marks and composes those with the starter that can be; once for each mark, as one
  /// that did not compose with the starter is not tried again after a later one did.
  ///
  /// A mark is blocked from the starter when one of its class or a higher one is left between them;
  /// as they are in order, that is one with the class of the last that is left.
  private mutating func settleMarks() {
    guard !marks.isEmpty else { return }
    CombiningMark.order(&marks, room: &room)
    guard table.composes, var first = starter else { return }
    var left = 0
    for index in marks.indices {
      let mark = marks[index]
      let isBlocked = left > 0 && marks[left - 1].combiningClass == mark.combiningClass
      if !isBlocked, let composed = table.pairs.composition(first, mark.scalar) {
        first = composed
        starterItems += 1
        starterHighest = max(starterHighest, mark.number)
      } else {
        marks[left] = mark
        left += 1
      }
    }
    marks.removeSubrange(left...)
    starter = first
  }

  private func composition(_ first: UInt32, _ second: UInt32, _ entry: ScalarEntry) -> UInt32? {
    guard table.composes else { return nil }
    if let syllable = Hangul.composition(first, second) { return syllable }
    return entry.combinesBackward ? table.pairs.composition(first, second) : nil
  }

  /// Sends out the starter at hand and its marks, which are settled.
  private mutating func sendOut(
    _ output: inout NormalizationOutput
  ) {
    if let starter {
      sendOut(starter, items: starterItems, highest: starterHighest, &output)
    }
    for mark in marks {
      sendOut(mark.scalar, items: 1, highest: mark.number, &output)
    }
    starter = nil
    marks.removeAll(keepingCapacity: true)
    if unitItems == lengths.count {
      lengths.removeAll(keepingCapacity: true)
      outItems = 0
      unitItems = 0
      outHighest = -1
    }
  }

  private mutating func sendOut(
    _ scalar: UInt32, items: Int, highest: Int, _ output: inout NormalizationOutput
  ) {
    unitBytes.appendUTF8(scalar)
    outItems += items
    outHighest = max(outHighest, highest)
    guard outItems == outHighest + 1, lengths[outHighest] > 0 else { return }
    var unitEnd = unitStart
    for length in lengths[unitItems..<outItems] { unitEnd += Int(length) }
    output.replace(unitStart..<unitEnd, of: source, with: unitBytes)
    unitItems = outItems
    unitStart = unitEnd
    unitBytes.removeAll(keepingCapacity: true)
  }
}

extension [UInt8] {
  /// Appends the UTF-8 form of a scalar that is not a surrogate.
  fileprivate mutating func appendUTF8(_ scalar: UInt32) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case 0..<0x80:
      append(UInt8(scalar))
    case 0..<0x800:
      append(UInt8(0xC0 | scalar >> 6))
      append(tail(0))
    case 0..<0x10000:
      append(UInt8(0xE0 | scalar >> 12))
      append(tail(6))
      append(tail(0))
    default:
      append(UInt8(0xF0 | scalar >> 18))
      append(tail(12))
      append(tail(6))
      append(tail(0))
    }
  }
}
