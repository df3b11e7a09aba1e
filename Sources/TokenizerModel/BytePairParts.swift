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
        if areMergesRead {
          try readMerges(&reader)
        } else if try reader.peekKind() == .array {
          try reader.skipUnchecked()
        } else {
          try reader.skipValue()
        }
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
    var seen = DifferentPairs()
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
        var (count, first) = (0, 0)
        try reader.readArray { reader, _ in
          try reader.readString(into: &text)
          count += 1
          if count == 1 { first = text.count }
        }
        guard count == 2, first > 0, text.count > first else {
          throw TokenizerModelError.invalid(
            place: "model.merges[\(rank)]", problem: "not a pair of tokens")
        }
        border = first
      }
      let pair = try pair(text, border: border, rank: rank)
      guard seen.insert(pair, after: pairs) else {
        throw TokenizerModelError.invalid(
          place: "model.merges[\(rank)]", problem: "the same pair stands there before")
      }
      pairs.append(pair)
    }
  }

  private func pair(
    _ text: [UInt8], border: Int, rank: Int
  ) throws(TokenizerModelError) -> Pair {
    guard let left = tokens.id(of: text, 0..<border) else {
      throw Self.missing(text[..<border], rank: rank)
    }
    guard let right = tokens.id(of: text, border..<text.count) else {
      throw Self.missing(text[border...], rank: rank)
    }
    // The right one loses its prefix in the result, as many bytes as the prefix has.
    let rest = min(border + continuingPrefix.count, text.count)
    let joined = rest == border ? text : Array(text[..<border] + text[rest...])
    // In most files a merge makes the token behind the one that the merge before it made.
    guard let result = tokens.id(of: joined, likely: (pairs.last?.result ?? 0) + 1) else {
      throw Self.missing(joined[...], rank: rank, "their result ")
    }
    return Pair(left: left, right: right, result: result)
  }

  private static func missing(
    _ text: ArraySlice<UInt8>, rank: Int, _ what: String = ""
  ) -> TokenizerModelError {
    .invalid(
      place: "model.merges[\(rank)]",
      problem: "\(what)\(JSONReader.quoted(text)) is not in model.vocab")
  }
}

/// Whether every pair of a list is another one.
///
/// Alike pairs make the same token, so while every pair makes a token with a higher id than those before
/// it, all are different and nothing need be remembered.
private struct DifferentPairs {
  private var highest: UInt32?
  private var seen: PairSet?

  /// Takes in a pair that follows others; false if it is one of them.
  mutating func insert(_ pair: BytePairParts.Pair, after pairs: [BytePairParts.Pair]) -> Bool {
    if seen == nil {
      if highest.map({ $0 < pair.result }) ?? true {
        highest = pair.result
        return true
      }
      var all = PairSet(count: 2 * pairs.count)
      for pair in pairs { _ = all.insert(pair.left, pair.right) }
      seen = all
    }
    return seen?.insert(pair.left, pair.right) ?? true
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
