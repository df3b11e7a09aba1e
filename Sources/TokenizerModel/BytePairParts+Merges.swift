extension BytePairParts {
  /// Reads merges in either spelling, `"a b"` or `["a", "b"]`.
  mutating func readMerges(_ reader: inout JSONReader) throws {
    var different = DifferentPairs(upperBound: tokens.upperBound)
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    try reader.readArray { reader, _ in
      if continuingPrefix.isEmpty {
        reader.position = readOrdinary(
          reader.bytes.span, from: reader.position, &buffer, &different)
      }
      // The last merge, or one that is not ordinary.
      try readMerge(&reader, &different)
    }
  }

  /// Reads ordinary merges that a comma stands behind.
  ///
  /// - Returns: Where the next merge stands.
  private mutating func readOrdinary(
    _ text: Span<UInt8>, from start: Int, _ buffer: inout [UInt8], _ different: inout DifferentPairs
  ) -> Int {
    var place = start
    var buffer = buffer.mutableSpan
    // In most files a merge makes the token behind the one that the merge before it made.
    var likely = (pairs.last?.result ?? 0) &+ 1
    while let merge = Self.ordinaryMerge(text, place, into: &buffer),
      let left = tokens.id(of: buffer.span, 0..<merge.border),
      let right = tokens.id(of: buffer.span, merge.border..<merge.count),
      let result = tokens.id(of: buffer.span, 0..<merge.count, likely: likely),
      case let pair = Pair(left: left, right: right, result: result),
      different.insert(pair, after: pairs)
    {
      pairs.append(pair)
      place = merge.end
      likely = result &+ 1
    }
    return place
  }

  /// Reads a merge and the comma behind it.
  ///
  /// - Returns: Where the left text ends in the buffer, where the right one does, and the place behind the
  ///   comma; nil where something is not ordinary.
  @inline(__always)
  private static func ordinaryMerge(
    _ text: Span<UInt8>, _ place: Int, into buffer: inout MutableSpan<UInt8>
  ) -> (border: Int, count: Int, end: Int)? {
    var count = 0
    let start = OrdinaryJSON.skipSpace(text, place)
    guard start < text.count else { return nil }
    if text[start] == UInt8(ascii: "[") {
      guard let first = OrdinaryJSON.string(text, start &+ 1, into: &buffer, &count),
        case let border = count, border > 0,
        let comma = OrdinaryJSON.skip(UInt8(ascii: ","), text, first),
        let second = OrdinaryJSON.string(text, comma, into: &buffer, &count), count > border,
        let close = OrdinaryJSON.skip(UInt8(ascii: "]"), text, second),
        let end = OrdinaryJSON.skip(UInt8(ascii: ","), text, close)
      else { return nil }
      return (border, count, end)
    }
    guard let close = OrdinaryJSON.string(text, start, into: &buffer, &count),
      let end = OrdinaryJSON.skip(UInt8(ascii: ","), text, close)
    else { return nil }
    var border = 0
    while border < count, buffer[border] != 0x20 { border &+= 1 }
    guard border > 0, border &+ 1 < count else { return nil }
    for index in border..<(count &- 1) {
      buffer[index] = buffer[index &+ 1]
      if buffer[index] == 0x20 { return nil }
    }
    return (border, count &- 1, end)
  }

  private mutating func readMerge(
    _ reader: inout JSONReader, _ different: inout DifferentPairs
  ) throws {
    let rank = pairs.count
    var text: [UInt8] = []
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
    guard different.insert(pair, after: pairs) else {
      throw TokenizerModelError.invalid(
        place: "model.merges[\(rank)]", problem: "the same pair stands there before")
    }
    pairs.append(pair)
  }

  private func pair(
    _ text: [UInt8], border: Int, rank: Int
  ) throws(TokenizerModelError) -> Pair {
    guard let left = tokens.id(of: text.span, 0..<border) else {
      throw Self.missing(text[..<border], rank: rank)
    }
    guard let right = tokens.id(of: text.span, border..<text.count) else {
      throw Self.missing(text[border...], rank: rank)
    }
    // The right one loses its prefix in the result, as many bytes as the prefix has.
    let rest = min(border + continuingPrefix.count, text.count)
    let joined = rest == border ? text : Array(text[..<border] + text[rest...])
    guard let result = tokens.id(of: joined.span, 0..<joined.count) else {
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
/// Alike pairs make the same token, so a pair need only be held against those that made its token before.
/// A token can be cut into two in fewer ways than it has bytes, so these are few.
private struct DifferentPairs {
  /// For each id, the place + 1 of the last pair that makes it, or 0.
  private var lastPlaces: [UInt32]
  /// For each pair, the place + 1 of the one before it that makes the same token, or 0.
  private var previousPlaces: [UInt32] = []

  /// None yet, of tokens whose ids are below a bound.
  init(upperBound: Int) { lastPlaces = [UInt32](repeating: 0, count: upperBound) }

  /// Takes in a pair that follows others; false if it is one of them.
  @inline(__always)
  mutating func insert(_ pair: BytePairParts.Pair, after pairs: [BytePairParts.Pair]) -> Bool {
    let last = lastPlaces[Int(pair.result)]
    var place = last
    while place != 0 {
      let other = pairs[Int(place) &- 1]
      if other.left == pair.left, other.right == pair.right { return false }
      place = previousPlaces[Int(place) &- 1]
    }
    previousPlaces.append(last)
    lastPlaces[Int(pair.result)] = UInt32(truncatingIfNeeded: pairs.count &+ 1)
    return true
  }
}
