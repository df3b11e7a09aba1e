/// The tokens of a file as they stand, packed, and found by their texts.
struct TokenTexts {
  /// The texts, one after another in the order of the file.
  private(set) var bytes: [UInt8] = []
  /// Where each text ends in `bytes`.
  private var ends: [UInt32] = []
  /// The id of each text.
  private(set) var ids: [UInt32] = []
  /// For each id, the place of its text plus 1, or 0.
  private var placeOfID: [UInt32] = []
  /// Place + 1 at each slot, or 0; at most half of the slots are taken.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  /// How many tokens there are.
  var count: Int { ids.count }
  /// One more than the highest id.
  var upperBound: Int { placeOfID.count }

  /// The place of a text in the order of the file.
  func range(_ place: Int) -> Range<Int> {
    Int(place == 0 ? 0 : ends[place - 1])..<Int(ends[place])
  }

  /// The text at a place.
  func text(_ place: Int) -> ArraySlice<UInt8> { bytes[range(place)] }

  /// The text of an id, or nil where it has none.
  func text(ofID id: Int) -> ArraySlice<UInt8>? {
    guard id < placeOfID.count, placeOfID[id] != 0 else { return nil }
    return text(Int(placeOfID[id]) - 1)
  }

  /// Reads an object of texts and ids.
  ///
  /// - Throws: `TokenizerModelError.invalid` for a text or an id that stands twice, a text without
  ///   bytes and an id that is too large.
  mutating func read(_ reader: inout JSONReader, at place: String) throws {
    try reader.readMembers { reader in
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

  /// Takes the bytes behind the last text as the text of an id.
  private mutating func append(
    textFrom start: Int, _ id: Int, at place: String
  ) throws(TokenizerModelError) {
    let text = bytes[start...]
    guard (0..<TokenizerJSON.idLimit).contains(id) else {
      throw .invalid(
        place: place,
        problem: "the id \(id) of \(JSONReader.quoted(text)) is not between 0 and "
          + "\(TokenizerJSON.idLimit - 1)")
    }
    // whisper has a token without bytes, which no text can become.
    if text.isEmpty { return }
    let hash = Self.hash(bytes, start..<bytes.count)
    if find(hash, where: { self.text($0) == text }) != nil {
      throw .invalid(place: place, problem: "\(JSONReader.quoted(text)) stands twice")
    }
    if let other = self.text(ofID: id) {
      throw .invalid(
        place: place,
        problem: "\(JSONReader.quoted(other)) and \(JSONReader.quoted(text)) both have the id \(id)"
      )
    }
    ends.append(UInt32(bytes.count))
    ids.append(UInt32(id))
    if id >= placeOfID.count {
      placeOfID.append(contentsOf: repeatElement(0, count: id + 1 - placeOfID.count))
    }
    placeOfID[id] = UInt32(ids.count)
    if 2 * ids.count >= slots.count { grow() }
    insert(ids.count, hash)
  }

  /// The id of a text, if it is a token.
  ///
  /// - Complexity: O(length of the text), expected.
  func id(of text: ArraySlice<UInt8>) -> UInt32? {
    let place = find(Self.hash(text, text.indices)) { self.text($0) == text }
    return place.map { ids[$0] }
  }

  /// The id of two texts that stand one after the other in an array, without what lies between.
  func id(of text: [UInt8], _ left: Range<Int>, _ right: Range<Int>) -> UInt32? {
    let hash = Self.hash(text, right, from: Self.hash(text, left))
    let place = find(hash) { place in
      let range = range(place)
      guard range.count == left.count + right.count else { return false }
      let border = range.lowerBound + left.count
      return Self.areEqual(bytes, range.lowerBound, text, left)
        && Self.areEqual(bytes, border, text, right)
    }
    return place.map { ids[$0] }
  }

  @inline(__always)
  private static func areEqual(
    _ bytes: [UInt8], _ start: Int, _ text: [UInt8], _ range: Range<Int>
  ) -> Bool {
    for offset in 0..<range.count
    where bytes[start &+ offset] != text[range.lowerBound &+ offset] { return false }
    return true
  }

  @inline(__always)
  private func find(_ hash: UInt64, where isText: (Int) -> Bool) -> Int? {
    var slot = Self.slot(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if isText(place) { return place }
      slot = (slot &+ 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func insert(_ number: Int, _ hash: UInt64) {
    var slot = Self.slot(hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 4 * slots.count)
    for place in 0..<(ids.count - 1) { insert(place + 1, Self.hash(bytes, range(place))) }
  }

  /// FNV-1a (Fowler, Noll, Vo), which can go on behind the hash of what stands before.
  @inline(__always)
  private static func hash(
    _ bytes: [UInt8], _ range: Range<Int>, from start: UInt64 = 0xCBF2_9CE4_8422_2325
  ) -> UInt64 {
    var hash = start
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash
  }

  private static func hash(_ bytes: ArraySlice<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  @inline(__always)
  private static func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: ((hash ^ hash &>> 32) &* 0x9E37_79B9_7F4A_7C15) &>> 24)
  }
}
