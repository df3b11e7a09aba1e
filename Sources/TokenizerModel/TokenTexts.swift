/// The tokens of a file as they stand, packed, and found by their texts.
struct TokenTexts {
  /// The texts, one after another in the order of the file.
  private(set) var bytes: [UInt8] = []
  /// Where each text starts in `bytes`, and where the last ends.
  private var starts: [UInt32] = [0]
  /// The id of each text.
  private(set) var ids: [UInt32] = []
  /// For each id, the place of its text plus 1, or 0.
  private var placeOfID: [UInt32] = []
  /// At each slot the high half of a text's hash and its place + 1 below, or 0 where the slot is free; at
  /// most half of the slots are taken.
  private var slots = [UInt64](repeating: 0, count: 1 << 12)

  /// How many tokens there are.
  var count: Int { ids.count }
  /// One more than the highest id.
  var upperBound: Int { placeOfID.count }

  /// The place of a text in the order of the file.
  func range(_ place: Int) -> Range<Int> { Int(starts[place])..<Int(starts[place + 1]) }

  /// The text at a place.
  func text(_ place: Int) -> ArraySlice<UInt8> { bytes[range(place)] }

  /// Where the text of an id stands in `bytes`, or nil where it has none.
  func range(ofID id: Int) -> Range<Int>? {
    guard id < placeOfID.count, placeOfID[id] != 0 else { return nil }
    return range(Int(placeOfID[id]) - 1)
  }

  /// The text of an id, or nil where it has none.
  func text(ofID id: Int) -> ArraySlice<UInt8>? { range(ofID: id).map { bytes[$0] } }

  /// The id of a text, if it is a token.
  ///
  /// - Complexity: O(length of the text), expected.
  func id(of text: ArraySlice<UInt8>) -> UInt32? {
    let text = Array(text)
    return id(of: text.span, 0..<text.count)
  }

  /// The id of a text that stands in a span.
  @inline(__always)
  func id(of text: Span<UInt8>, _ range: Range<Int>) -> UInt32? {
    let hash = Self.hash(text, range)
    guard let place = find(hash, of: text, range) else { return nil }
    return ids[place]
  }

  /// The id of a text; `likely` is tried first.
  @inline(__always)
  func id(of text: Span<UInt8>, _ range: Range<Int>, likely: UInt32) -> UInt32? {
    if let other = self.range(ofID: Int(likely)),
      Self.areEqual(bytes.span, other, text, range)
    {
      return likely
    }
    return id(of: text, range)
  }

  /// The place of the text in a range of a span, whose hash this is.
  @inline(__always)
  private func find(_ hash: UInt64, of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    Self.find(hash, of: text, range, slots.span, bytes.span, starts.span)
  }

  @inline(__always)
  private static func find(
    _ hash: UInt64, of text: Span<UInt8>, _ range: Range<Int>, _ slots: Span<UInt64>,
    _ bytes: Span<UInt8>, _ starts: Span<UInt32>
  ) -> Int? {
    let mask = slots.count &- 1
    var slot = Self.slot(hash) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ hash) & tagMask == 0 {
        let place = Int(slots[slot] & ~tagMask) &- 1
        let other = Int(starts[place])..<Int(starts[place &+ 1])
        if areEqual(bytes, other, text, range) { return place }
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// For how many tokens slots are made before they are read.
  private static let mostExpected = 1 << 17

  /// The part of a hash that stands in a slot; the slot follows from it alone.
  private static let tagMask: UInt64 = 0xFFFF_FFFF_0000_0000

  @inline(__always)
  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 32) }
}

extension TokenTexts {
  /// Reads an object of texts and ids.
  ///
  /// - Throws: `TokenizerModelError.invalid` for a text or an id that stands twice, a text without
  ///   bytes and an id that is too large.
  mutating func read(_ reader: inout JSONReader, at place: String) throws {
    var batch = TokenBatch()
    // About so many tokens are in what is left of most files, which spares making more slots later.
    let expected = min((reader.bytes.count - reader.position) / 48, Self.mostExpected)
    if 2 * expected > slots.count { grow(for: expected) }
    starts.reserveCapacity(expected + 1)
    ids.reserveCapacity(expected)
    placeOfID.reserveCapacity(expected)
    var rest = TokenBatch.rest(of: reader)
    try reader.readMembers { reader in
      repeat {
        let isBeforeRest = rest.map { reader.position < $0.start } ?? false
        batch.read(&reader, to: isBeforeRest ? rest?.start : nil)
        try append(batch, at: place)
        if let behind = rest, behind.start == reader.position {
          rest = nil
          for batch in behind.batches() {
            try append(batch, at: place)
            reader.position = batch.end
          }
        }
      } while batch.count > 0
      // The last member, or one that is not ordinary.
      let start = bytes.count
      try reader.readKey(into: &bytes)
      let id = try reader.readInteger()
      try append(textFrom: start, id, at: place)
    }
  }

  /// Reads a text as that of an id.
  ///
  /// - Throws: As `read(_:at:)`.
  mutating func read(_ reader: inout JSONReader, id: Int, at place: String) throws {
    let start = bytes.count
    try reader.readString(into: &bytes)
    try append(textFrom: start, id, at: place)
  }

  /// Takes texts and ids that were read, in their order.
  mutating func append(_ batch: TokenBatch, at place: String) throws(TokenizerModelError) {
    if batch.count == 0 { return }
    let start = bytes.count
    bytes.append(contentsOf: batch.bytes[..<batch.byteCount])
    let upperBound = batch.upperBound
    guard upperBound <= TokenizerJSON.idLimit else {
      // One of them is too large, but something may be wrong with one before it.
      bytes.removeLast(bytes.count - start)
      return try appendEach(batch, at: place)
    }
    makeRoom(batch.count, upperBound)
    let refused = Self.enter(batch, textsFrom: start, bytes, &slots, &starts, &ids, &placeOfID)
    starts.removeLast(starts.count - 1 - ids.count)
    if let refused {
      let end = start + Int(batch.ends[refused])
      let text = bytes[(refused == 0 ? start : start + Int(batch.ends[refused - 1]))..<end]
      throw refusal(of: text, Int(batch.ids[refused]), at: place)
    }
  }

  private mutating func appendEach(
    _ batch: TokenBatch, at place: String
  ) throws(TokenizerModelError) {
    var previous = 0
    for (end, id) in zip(batch.ends, batch.ids).prefix(batch.count) {
      let start = bytes.count
      bytes.append(contentsOf: batch.bytes[previous..<Int(end)])
      try append(textFrom: start, Int(id), at: place)
      previous = Int(end)
    }
  }

  /// Makes room for so many texts more and for ids below a bound.
  private mutating func makeRoom(_ more: Int, _ upperBound: Int) {
    let count = ids.count + more
    starts.append(contentsOf: repeatElement(0, count: more))
    ids.reserveCapacity(count)
    if placeOfID.count < upperBound {
      placeOfID.append(contentsOf: repeatElement(0, count: upperBound - placeOfID.count))
    }
    if 2 * count >= slots.count { grow(for: count) }
  }

  /// Enters texts that stand in `bytes` from a place on.
  ///
  /// - Returns: The number of the first that cannot be entered; those before it are.
  private static func enter(
    _ batch: TokenBatch, textsFrom start: Int, _ bytes: [UInt8], _ slots: inout [UInt64],
    _ starts: inout [UInt32], _ ids: inout [UInt32], _ placeOfID: inout [UInt32]
  ) -> Int? {
    let ends = batch.ends.span
    let newIDs = batch.ids.span
    let bytes = bytes.span
    var slots = slots.mutableSpan
    var starts = starts.mutableSpan
    var placeOfID = placeOfID.mutableSpan
    let mask = slots.count &- 1
    var end = start
    for number in 0..<batch.count {
      let range = end..<(start &+ Int(ends[number]))
      end = range.upperBound
      // whisper has a token without bytes, which no text can become.
      if range.isEmpty { continue }
      let id = newIDs[number]
      if placeOfID[Int(id)] != 0 { return number }
      let hash = hash(bytes, range)
      var slot = slot(hash) & mask
      while slots[slot] != 0 {
        if (slots[slot] ^ hash) & tagMask == 0 {
          let place = Int(slots[slot] & ~tagMask) &- 1
          let other = Int(starts[place])..<Int(starts[place &+ 1])
          if areEqual(bytes, other, bytes, range) { return number }
        }
        slot = (slot &+ 1) & mask
      }
      ids.append(id)
      starts[ids.count] = UInt32(truncatingIfNeeded: end)
      placeOfID[Int(id)] = UInt32(truncatingIfNeeded: ids.count)
      slots[slot] = hash & tagMask | UInt64(ids.count)
    }
    return nil
  }

  /// Takes the bytes behind the last text as the text of an id.
  private mutating func append(
    textFrom start: Int, _ id: Int, at place: String
  ) throws(TokenizerModelError) {
    // whisper has a token without bytes, which no text can become.
    if start == bytes.count, (0..<TokenizerJSON.idLimit).contains(id) { return }
    let range = start..<bytes.count
    let hash = Self.hash(bytes.span, range)
    guard (0..<TokenizerJSON.idLimit).contains(id), id >= placeOfID.count || placeOfID[id] == 0,
      find(hash, of: bytes.span, range) == nil
    else { throw refusal(of: bytes[range], id, at: place) }
    starts.append(UInt32(bytes.count))
    ids.append(UInt32(id))
    if id >= placeOfID.count {
      placeOfID.append(contentsOf: repeatElement(0, count: id + 1 - placeOfID.count))
    }
    placeOfID[id] = UInt32(ids.count)
    if 2 * ids.count >= slots.count { grow(for: ids.count) }
    Self.insert(hash & Self.tagMask | UInt64(ids.count), &slots)
  }

  /// Why a text cannot have an id.
  private func refusal(
    of text: ArraySlice<UInt8>, _ id: Int, at place: String
  ) -> TokenizerModelError {
    let problem =
      if !(0..<TokenizerJSON.idLimit).contains(id) {
        "the id \(id) of \(JSONReader.quoted(text)) is not between 0 and "
          + "\(TokenizerJSON.idLimit - 1)"
      } else if let other = self.text(ofID: id), other != text {
        "\(JSONReader.quoted(other)) and \(JSONReader.quoted(text)) both have the id \(id)"
      } else {
        "\(JSONReader.quoted(text)) stands twice"
      }
    return .invalid(place: place, problem: problem)
  }

  private static func insert(_ entry: UInt64, _ slots: inout [UInt64]) {
    var slots = slots.mutableSpan
    let mask = slots.count &- 1
    var slot = Self.slot(entry) & mask
    while slots[slot] != 0 { slot = (slot &+ 1) & mask }
    slots[slot] = entry
  }

  /// Makes the slots so many that these texts take at most half of them.
  private mutating func grow(for count: Int) {
    let old = slots
    var size = 2 * old.count
    while 2 * count >= size { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for entry in old where entry != 0 { Self.insert(entry, &slots) }
  }
}
