extension BytePairParts {
  /// Reads merges in either spelling, `"a b"` or `["a", "b"]`.
  ///
  /// The second half of a long text is read at the same time as the first, from a place where a merge
  /// seems to begin. Where the first half ends at just this place, one does begin there; otherwise
  /// nothing was gained.
  mutating func readMerges(_ reader: inout JSONReader) throws {
    var different = DifferentPairs(upperBound: tokens.upperBound)
    var half = continuingPrefix.isEmpty ? secondHalf(reader.bytes, reader.position) : nil
    try reader.readArray { reader, _ in
      if continuingPrefix.isEmpty {
        let bytes = reader.bytes
        let isBeforeHalf = half.map { reader.position < $0.start } ?? false
        let first = Self.ordinaryMerges(
          bytes.span, from: reader.position, to: isBeforeHalf ? half?.start : nil, tokens,
          likely: (pairs.last?.result ?? 0) &+ 1)
        reader.position = take(first, bytes.span, &different)
        if let second = half, second.start == reader.position {
          half = nil
          reader.position = take(second.merges(), bytes.span, &different)
        }
      }
      // The last merge, or one that is not ordinary.
      try readMerge(&reader, &different)
    }
  }

  /// Some ordinary merges, one behind the other in a text, not yet held against those before them.
  private struct OrdinaryMerges {
    var pairs: [Pair] = []
    /// Where the first stands.
    var start: Int
    /// Where the next stands, be it ordinary or not.
    var end: Int
  }

  /// From how many bytes of text on a second thread is worth its start.
  private static let worthThread = 1 << 17

  /// What another thread reads of the merges of a long text, and where it begins.
  private func secondHalf(
    _ text: [UInt8], _ start: Int
  ) -> (start: Int, merges: Ahead<OrdinaryMerges>)? {
    guard text.count - start >= Self.worthThread,
      let first = OrdinaryJSON.skip(UInt8(ascii: "["), text.span, start),
      case let element = OrdinaryJSON.skipSpace(text.span, first), element < text.count,
      let border = OrdinaryJSON.placeBehindElement(
        text.span, near: start + (text.count - start) / 2, opening: text[element])
    else { return nil }
    let tokens = self.tokens
    return (
      border,
      Ahead { Self.ordinaryMerges(text.span, from: border, to: nil, tokens, likely: 0) }
    )
  }

  /// Takes over merges that were read.
  ///
  /// - Returns: Where the first stands that is not taken over.
  private mutating func take(
    _ merges: OrdinaryMerges, _ text: Span<UInt8>, _ different: inout DifferentPairs
  ) -> Int {
    if let count = different.insert(merges.pairs, after: &pairs) {
      var buffer = Self.buffer
      var bytes = buffer.mutableSpan
      var place = merges.start
      for _ in 0..<count {
        place = Self.ordinaryMerge(text, place, into: &bytes)?.end ?? place
      }
      return place
    }
    return merges.end
  }

  /// Room for the texts of a merge.
  private static var buffer: [UInt8] { [UInt8](repeating: 0, count: 1 << 12) }

  /// The ordinary merges that a comma stands behind and whose tokens are known, up to a place or the first
  /// that is another.
  private static func ordinaryMerges(
    _ text: Span<UInt8>, from start: Int, to limit: Int?, _ tokens: TokenTexts, likely: UInt32
  ) -> OrdinaryMerges {
    let limit = limit ?? text.count
    var found = OrdinaryMerges(start: start, end: start)
    var buffer = buffer
    var bytes = buffer.mutableSpan
    // In most files a merge makes the token behind the one that the merge before it made.
    var likely = likely
    while found.end < limit, let merge = ordinaryMerge(text, found.end, into: &bytes),
      let left = tokens.id(of: bytes.span, 0..<merge.border),
      let right = tokens.id(of: bytes.span, merge.border..<merge.count),
      let result = tokens.id(of: bytes.span, 0..<merge.count, likely: likely)
    {
      found.pairs.append(Pair(left: left, right: right, result: result))
      found.end = merge.end
      likely = result &+ 1
    }
    return found
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

  /// Takes in pairs, and appends them to those before them.
  ///
  /// - Returns: The number of the first that is among those before it; it and those behind it are left out.
  mutating func insert(
    _ new: [BytePairParts.Pair], after pairs: inout [BytePairParts.Pair]
  ) -> Int? {
    for (number, pair) in new.enumerated() {
      guard insert(pair, after: pairs) else { return number }
      pairs.append(pair)
    }
    return nil
  }

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
