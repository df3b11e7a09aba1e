import TokenizerModel

/// Joins the bytes of tokens.
enum TokenBytes {
  /// The bytes of all ids in order.
  ///
  /// Two passes: the first adds up the lengths, so that the second writes into room that is known to
  /// be enough, sixteen bytes at a time.
  ///
  /// - Throws: `TokenizationError.unknownID` for the first id without a token.
  static func joined(
    _ ids: FlatTable<TokenID>, _ tables: VocabularyTables
  ) throws(TokenizationError) -> [UInt8] {
    var total = 0
    for position in 0..<ids.count {
      let id = ids[position]
      guard id.index < tables.upperBound, tables.length(id.rawValue) > 0 else {
        throw .unknownID(id, position: position)
      }
      total += tables.length(id.rawValue)
    }
    // SAFETY: the room has 16 bytes more than the tokens together, so that each copy of 16 that begins
    // before their end stays inside it; all `total` bytes are written, since each copy goes on where
    // the token before ended.
    return unsafe [UInt8](unsafeUninitializedCapacity: total + 16) { room, count in
      count = total
      guard let first = room.baseAddress else { return }
      var target = UnsafeMutableRawPointer(first)
      for position in 0..<ids.count {
        let start = Int(tables.starts[ids[position].index])
        let length = Int(tables.starts[ids[position].index + 1]) &- start
        if length <= 16, start &+ 16 <= tables.text.count {
          unsafe target.storeBytes(of: tables.text.loadSixteenBytes(at: start), as: UInt128.self)
        } else {
          unsafe tables.text.copy(start..<start &+ length, to: target)
        }
        unsafe target += length
      }
    }
  }
}
