import TokenizerModel

/// Joins the bytes of tokens.
enum TokenBytes {
  /// Bytes that are joined before they are appended; small enough to stay in the first caches.
  private static let roomSize = 1 << 14

  /// The bytes of all ids in order.
  ///
  /// One pass: tokens are written into a small room, sixteen bytes at a time whatever their length,
  /// and the room is appended to the result whenever it is full.
  ///
  /// - Parameters:
  ///   - ids: The tokens.
  ///   - tables: The vocabulary.
  ///   - shortTokens: Its short tokens, where they have been made.
  /// - Returns: The bytes.
  /// - Throws: `TokenizationError.unknownID` for the first id without a token.
  static func joined(
    _ ids: FlatTable<TokenID>, _ tables: VocabularyTables, _ shortTokens: ShortTokens?
  ) throws(TokenizationError) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    // SAFETY: `fill` says how many bytes of the room it wrote, and only those are read.
    try unsafe withUnsafeTemporaryAllocation(
      byteCount: roomSize, alignment: 16
    ) { room throws(TokenizationError) in
      while position < ids.count {
        let before = position
        let filled = try unsafe fill(room, with: ids, from: &position, tables, shortTokens)
        if position == before {
          // The token is longer than the room.
          if let range = tables.range(ids[position].rawValue) {
            tables.text.append(range, to: &result)
          }
          position += 1
          continue
        }
        unsafe result.append(contentsOf: room[..<filled])
        if before == 0, position < ids.count {
          // An eighth more than the first room lets expect, but no more than is common: tokens may be long
          // at first and short from then on.
          let bytesPerID = min(Double(filled) / Double(position) * 1.125, 8)
          result.reserveCapacity(Int(bytesPerID * Double(ids.count)))
        }
      }
    }
    return result
  }

  /// Writes tokens one behind the other while there is room for the next.
  ///
  /// - Parameters:
  ///   - room: Where the bytes go.
  ///   - ids: The tokens.
  ///   - position: The first id; becomes the first that was not written.
  ///   - tables: The vocabulary.
  ///   - shortTokens: Its short tokens, where they have been made.
  /// - Returns: How many bytes were written.
  /// - Throws: `TokenizationError.unknownID` for the first id without a token.
  @inline(__always)
  private static func fill(
    _ room: UnsafeMutableRawBufferPointer, with ids: FlatTable<TokenID>,
    from position: inout Int, _ tables: VocabularyTables, _ shortTokens: ShortTokens?
  ) throws(TokenizationError) -> Int {
    guard let target = room.baseAddress else { return 0 }
    var place = position
    defer { position = place }
    var filled = 0
    while place < ids.count {
      // SAFETY: filled <= room.count.
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
      filled &+=
        unsafe shortTokens?.join(ids, from: &place, into: rest)
        ?? join(ids, from: &place, tables, into: rest)
      if place == ids.count { break }
      let range = tables.range(ids[place].rawValue)
      guard let range else { throw .unknownID(ids[place], position: place) }
      guard range.count <= room.count &- filled else { break }
      // SAFETY: filled + range.count <= room.count, checked above.
      unsafe tables.text.copy(range, to: target + filled)
      filled &+= range.count
      place &+= 1
    }
    return filled
  }

  /// Writes tokens one behind the other, up to the first that is longer than sixteen bytes or stands at the end
  /// of the texts, or as many as surely have room; returns how many bytes.
  @inline(__always)
  private static func join(
    _ ids: FlatTable<TokenID>, from position: inout Int, _ tables: VocabularyTables,
    into room: UnsafeMutableRawBufferPointer
  ) -> Int {
    guard let target = room.baseAddress else { return 0 }
    let (starts, text) = (tables.starts, tables.text)
    let upperBound = tables.upperBound
    var place = position
    defer { position = place }
    var filled = 0
    // Each of so many tokens finds sixteen bytes of room.
    let end = min(ids.count, place &+ room.count / 16)
    while place < end {
      let id = ids[place].index
      guard id < upperBound else { break }
      let start = Int(starts[id])
      let length = Int(starts[id &+ 1]) &- start
      guard UInt(bitPattern: length &- 1) < 16 else { break }
      guard start &+ 16 <= text.count else { break }
      // SAFETY: filled + 16 <= room.count, by the choice of `end`.
      unsafe (target + filled).storeBytes(of: text.loadSixteenBytes(at: start), as: UInt128.self)
      filled &+= length
      place &+= 1
    }
    return filled
  }
}
