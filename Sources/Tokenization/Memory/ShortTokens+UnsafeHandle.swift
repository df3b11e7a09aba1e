import CVector
import TokenizerModel

/// The bytes of short tokens, each with its length in one load, for joining very many of them.
final class ShortTokens: Sendable {
  /// For each id the length of its token, 15 at most, and the bytes; `none` where it is longer or there is none.
  private let records: ZeroedPages<UInt128>
  private let count: Int

  /// The longest that is short, in bytes.
  private static let longest = 15
  /// So many bytes of ids to be decoded are worth making this for.
  static let worthwhile = 1 << 22
  /// How many tokens there are at most, which take 16 MiB; those with higher ids count as long.
  private static let most = 1 << 20
  private static let none: UInt128 = 0xFF

  /// The short tokens of a vocabulary.
  ///
  /// - Complexity: O(tokens); 3 MiB for o200k_base.
  init(_ tables: VocabularyTables) {
    count = min(tables.upperBound, Self.most)
    // Behind the last stands another, for tokens are read from their second byte on.
    records = ZeroedPages(count: count + 1, isSoonFull: true)
    let cells = records.cells
    for id in 0..<count { cells[id] = Self.record(of: UInt32(id), tables) }
  }

  private static func record(of id: UInt32, _ tables: VocabularyTables) -> UInt128 {
    guard let range = tables.range(id), range.count <= longest else { return none }
    var bytes: UInt128
    if range.lowerBound + 16 <= tables.text.count {
      bytes = tables.text.loadSixteenBytes(at: range.lowerBound)
      bytes &= (1 << (8 * range.count)) - 1
    } else {
      bytes = range.reversed().reduce(0) { $0 << 8 | UInt128(tables.text[$1]) }
    }
    return bytes << 8 | UInt128(range.count)
  }

  /// Writes tokens one behind the other, up to the first that is not short or for which fewer than sixteen
  /// bytes of the room are left.
  ///
  /// - Parameters:
  ///   - ids: The tokens.
  ///   - position: The first id; becomes the first that was not written.
  ///   - room: Where the bytes go.
  /// - Returns: How many bytes were written.
  @inline(__always)
  func join(
    _ ids: FlatTable<TokenID>, from position: inout Int, into room: UnsafeMutableRawBufferPointer
  ) -> Int {
    guard position < ids.count, let target = room.baseAddress else { return 0 }
    var written = 0
    // SAFETY: an id is a 32-bit word, and those from `position` on lie in the table; there are `count` records
    // and one more, at a multiple of 64 bytes, as long as this lives; and nothing is written behind the room.
    position += withExtendedLifetime(self) {
      unsafe cvector_join_short_tokens(
        ids.address(of: position).assumingMemoryBound(to: UInt32.self), ids.count - position,
        records.cells.address(of: 0).assumingMemoryBound(to: cvector_short_token.self), count,
        target.assumingMemoryBound(to: UInt8.self), room.count, &written)
    }
    return written
  }
}
