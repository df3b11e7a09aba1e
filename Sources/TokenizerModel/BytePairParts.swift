/// The `model` of a tokenizer.json of byte pairs as it stands: tokens and merges as strings.
struct BytePairParts {
  /// Two tokens that merge, and the token that they become.
  struct Pair {
    var left: UInt32
    var right: UInt32
    var result: UInt32
  }

  private(set) var tokens = TokenTexts()
  private(set) var pairs: [Pair] = []
  private(set) var unknown: [UInt8]?
  private(set) var continuingPrefix: [UInt8] = []
  private(set) var endSuffix: [UInt8] = []
  private(set) var fusesUnknown = false
  private(set) var fallsBackToBytes = false
  private(set) var ignoresMerges = false

  init(reading reader: inout JSONReader) throws {
    var hasVocabulary = false
    var hasPrefix = false
    // Merges that stand before the tokens, or before a prefix, are read again after them.
    var merges: JSONReader?
    var areMergesRead = false
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": try reader.skipValue()
      case "vocab":
        hasVocabulary = true
        try tokens.read(&reader, at: "model.vocab")
      case "merges":
        merges = reader
        areMergesRead = hasVocabulary && hasPrefix
        if areMergesRead { try readMerges(&reader) } else { try reader.skipValue() }
      case "ignore_merges": ignoresMerges = try reader.readBool()
      case "fuse_unk": fusesUnknown = try reader.readBool()
      case "byte_fallback": fallsBackToBytes = try reader.readBool()
      case "unk_token": unknown = try reader.readOptionalString()
      case "continuing_subword_prefix":
        hasPrefix = true
        continuingPrefix = try reader.readOptionalString() ?? []
      case "end_of_word_suffix": endSuffix = try reader.readOptionalString() ?? []
      case "dropout": try Self.refuseDropout(&reader)
      case let name:
        throw TokenizerModelError.unsupported(
          place: "model.\(name)", value: "no member of a BPE model")
      }
    }
    guard hasVocabulary else { throw TokenizerModelError.missing(place: "model.vocab") }
    guard var merges else { throw TokenizerModelError.missing(place: "model.merges") }
    if !areMergesRead { try readMerges(&merges) }
  }

  private static func refuseDropout(_ reader: inout JSONReader) throws {
    if try reader.readNull() { return }
    let text = String(decoding: try reader.readNumber(), as: UTF8.self)
    if Double(text) != 0 {
      throw TokenizerModelError.unsupported(place: "model.dropout", value: text)
    }
  }

  /// Reads merges in either spelling, `"a b"` or `["a", "b"]`.
  private mutating func readMerges(_ reader: inout JSONReader) throws {
    var seen = PairSet(count: tokens.count)
    var text: [UInt8] = []
    try reader.readArray { reader, rank in
      text.removeAll(keepingCapacity: true)
      let border: Int
      if try reader.peekKind() == .string {
        try reader.readString(into: &text)
        guard let space = text.firstIndex(of: 0x20), space > 0, space + 1 < text.count,
          !text[(space + 1)...].contains(0x20)
        else {
          throw TokenizerModelError.invalid(
            place: "model.merges[\(rank)]",
            problem: "\(JSONReader.quoted(text)) is not two tokens and a space")
        }
        text.remove(at: space)
        border = space
      } else {
        var ends: [Int] = []
        try reader.readArray { reader, _ in
          try reader.readString(into: &text)
          ends.append(text.count)
        }
        guard ends.count == 2, ends[0] > 0, ends[1] > ends[0] else {
          throw TokenizerModelError.invalid(
            place: "model.merges[\(rank)]", problem: "not a pair of tokens")
        }
        border = ends[0]
      }
      let pair = try pair(text, border: border, rank: rank)
      guard seen.insert(pair.left, pair.right) else {
        throw TokenizerModelError.invalid(
          place: "model.merges[\(rank)]", problem: "the same pair stands there before")
      }
      pairs.append(pair)
    }
  }

  private func pair(
    _ text: [UInt8], border: Int, rank: Int
  ) throws(TokenizerModelError) -> Pair {
    func missing(_ text: ArraySlice<UInt8>, _ what: String) -> TokenizerModelError {
      .invalid(
        place: "model.merges[\(rank)]",
        problem: "\(what)\(JSONReader.quoted(text)) is not in model.vocab")
    }
    guard let left = tokens.id(of: text, 0..<border, 0..<0) else {
      throw missing(text[..<border], "")
    }
    guard let right = tokens.id(of: text, border..<text.count, 0..<0) else {
      throw missing(text[border...], "")
    }
    // The right one loses its prefix in the result, as many bytes as the prefix has.
    let rest = min(border + continuingPrefix.count, text.count)
    guard let result = tokens.id(of: text, 0..<border, rest..<text.count) else {
      throw missing(text[..<border] + text[rest...], "their result ")
    }
    return Pair(left: left, right: right, result: result)
  }
}

/// Pairs of ids that have been seen: a hash table with linear probing.
private struct PairSet {
  private var slots: [UInt64]
  private var count = 0

  /// Room for so many pairs at first.
  init(count: Int) {
    var capacity = 64
    while capacity < 2 * count { capacity *= 2 }
    slots = [UInt64](repeating: .max, count: capacity)
  }

  /// Enters a pair; false if it is there already.
  mutating func insert(_ left: UInt32, _ right: UInt32) -> Bool {
    if 2 * count >= slots.count { grow() }
    let isNew = place(UInt64(left) << 32 | UInt64(right))
    if isNew { count += 1 }
    return isNew
  }

  private mutating func place(_ key: UInt64) -> Bool {
    var slot =
      Int(truncatingIfNeeded: ((key ^ key &>> 29) &* 0x9E37_79B9_7F4A_7C15) &>> 24)
      & (slots.count - 1)
    while slots[slot] != .max {
      if slots[slot] == key { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = key
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: .max, count: 4 * old.count)
    for key in old where key != .max { _ = place(key) }
  }
}
