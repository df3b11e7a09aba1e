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
    // whisper has a token without bytes, which no text can become.
    if start == bytes.count, (0..<TokenizerJSON.idLimit).contains(id) { return }
    let hash = Self.hash(bytes, start..<bytes.count)
    guard (0..<TokenizerJSON.idLimit).contains(id), id >= placeOfID.count || placeOfID[id] == 0,
      find(hash, of: bytes, start..<bytes.count) == nil
    else { throw refusal(of: bytes[start...], id, at: place) }
    starts.append(UInt32(bytes.count))
    ids.append(UInt32(id))
    if id >= placeOfID.count {
      placeOfID.append(contentsOf: repeatElement(0, count: id + 1 - placeOfID.count))
    }
    placeOfID[id] = UInt32(ids.count)
    if 2 * ids.count >= slots.count { grow() }
    insert(hash & Self.tagMask | UInt64(ids.count))
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

  /// The id of a text, if it is a token.
  ///
  /// - Complexity: O(length of the text), expected.
  func id(of text: ArraySlice<UInt8>) -> UInt32? { id(of: Array(text), 0..<text.count) }

  /// The id of a text that stands in an array.
  func id(of text: [UInt8], _ range: Range<Int>) -> UInt32? {
    find(Self.hash(text, range), of: text, range).map { ids[$0] }
  }

  /// The id of a text; `likely` is tried first.
  func id(of text: [UInt8], likely: UInt32) -> UInt32? {
    if let other = range(ofID: Int(likely)), Self.areEqual(bytes, other, text, 0..<text.count) {
      return likely
    }
    return id(of: text, 0..<text.count)
  }

  /// The place of the text in a range of an array, whose hash this is.
  private func find(_ hash: UInt64, of text: [UInt8], _ range: Range<Int>) -> Int? {
    let mask = slots.count - 1
    var slot = Self.slot(hash) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ hash) & Self.tagMask == 0 {
        let place = Int(slots[slot] & ~Self.tagMask) - 1
        if Self.areEqual(bytes, self.range(place), text, range) { return place }
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  private mutating func insert(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = Self.slot(entry) & mask
    while slots[slot] != 0 { slot = (slot &+ 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: 4 * old.count)
    for entry in old where entry != 0 { insert(entry) }
  }

  /// The part of a hash that stands in a slot; the slot follows from it alone.
  private static let tagMask: UInt64 = 0xFFFF_FFFF_0000_0000

  @inline(__always)
  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 32) }
}
