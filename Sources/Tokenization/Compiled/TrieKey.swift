/// A token with what mostly decides its place in the order of bytes.
struct TrieKey: BitwiseCopyable {
  /// The first eight bytes, the first in the highest place; zeros behind a shorter token.
  private var head: UInt64
  private(set) var id: UInt32
  /// In bytes.
  private(set) var length: UInt32

  private init(_ id: UInt32, _ text: Span<UInt8>, _ starts: Span<UInt32>) {
    let (start, end) = (Int(starts[Int(id)]), Int(starts[Int(id) &+ 1]))
    var head: UInt64 = 0
    for index in start..<min(end, start &+ 8) {
      head |= UInt64(text[index]) &<< UInt64(56 &- 8 &* (index &- start))
    }
    self.head = head
    self.id = id
    length = UInt32(truncatingIfNeeded: end &- start)
  }

  /// The byte at a depth that the token reaches.
  @inline(__always)
  func byte(at depth: Int, _ text: Span<UInt8>, _ starts: Span<UInt32>) -> UInt8 {
    depth < 8
      ? UInt8(truncatingIfNeeded: head &>> UInt64(56 &- 8 &* depth))
      : text[Int(starts[Int(id)]) &+ depth]
  }

  /// The ids in the order of their bytes, then of their numbers: by their heads in eight rounds, one for
  /// each byte from the last to the first, then those with one head by comparing them.
  static func sorted(
    _ ids: [UInt32], _ text: Span<UInt8>, _ starts: Span<UInt32>
  ) -> [TrieKey] {
    var keys: [TrieKey] = []
    keys.reserveCapacity(ids.count)
    for id in ids { keys.append(TrieKey(id, text, starts)) }
    var moved = keys
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      move(keys.span, by: shift, to: &moved)
      swap(&keys, &moved)
    }
    var low = 0
    while low < keys.count {
      var high = low + 1
      while high < keys.count, keys[high].head == keys[low].head { high += 1 }
      if high - low > 1 {
        keys[low..<high].sort { $0.comesBefore($1, text, starts) }
      }
      low = high
    }
    return keys
  }

  /// Sorts by one byte of the heads, leaving those that have it alike in their order.
  private static func move(_ keys: Span<TrieKey>, by shift: UInt64, to moved: inout [TrieKey]) {
    var moved = moved.mutableSpan
    var counts = [Int](repeating: 0, count: 257)
    var places = counts.mutableSpan
    for index in keys.indices { places[Int(keys[index].head &>> shift & 0xFF) &+ 1] &+= 1 }
    for byte in 0..<256 { places[byte &+ 1] &+= places[byte] }
    for index in keys.indices {
      let key = keys[index]
      let byte = Int(key.head &>> shift & 0xFF)
      moved[places[byte]] = key
      places[byte] &+= 1
    }
  }

  /// Whether a token comes before one with the same head.
  private func comesBefore(
    _ other: TrieKey, _ text: Span<UInt8>, _ starts: Span<UInt32>
  ) -> Bool {
    let (start, otherStart) = (Int(starts[Int(id)]), Int(starts[Int(other.id)]))
    for offset in 0..<Int(min(length, other.length)) {
      let (byte, otherByte) = (text[start &+ offset], text[otherStart &+ offset])
      if byte != otherByte { return byte < otherByte }
    }
    return length == other.length ? id < other.id : length < other.length
  }
}
