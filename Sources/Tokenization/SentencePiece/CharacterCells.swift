import TextNormalization

/// The cells of a byte trie to which the three bytes of a character lead from the root, and those to which
/// they lead from U+2581, each found by one look once it has been needed.
///
/// A cell is kept as it stands in the trie, but for its label, which says what is known:
///
/// ```
///   63                  8 7     0
///   +--------------------+-------+
///   |  as in `TrieCell`  | state |   0: nothing yet   1: the cell   2: must be walked byte by byte
///   +--------------------+-------+
/// ```
///
/// Where the bytes lead nowhere, base and token are zero.
struct CharacterCells: ~Copyable {
  private let pages = ZeroedPages<UInt64>(count: 2 * 0x10000)

  private static let known: UInt64 = 1
  private static let walked: UInt64 = 2
  /// The cell of a character with which nothing begins.
  fileprivate static let nowhere = known

  /// The cells: those from the root, and from 0x10000 on those from U+2581.
  var cells: FlatCells<UInt64> { pages.cells }

  /// The scalar of three bytes at an index, if there is one; others are walked byte by byte.
  @inline(__always)
  static func scalar(of text: FlatTable<UInt8>, at index: Int, before end: Int) -> UInt32? {
    guard index &+ 3 <= end else { return nil }
    let (first, second, third) = (text[index], text[index &+ 1], text[index &+ 2])
    guard first & 0xF0 == 0xE0, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return nil }
    return UInt32(first & 0x0F) &<< 12 | UInt32(second & 0x3F) &<< 6 | UInt32(third & 0x3F)
  }

  /// Whether a cell says that its character must be walked byte by byte.
  @inline(__always)
  static func isWalked(_ cell: TrieCell) -> Bool { cell.label == UInt8(walked) }

  /// The cell of a scalar in the table that begins at `table`.
  ///
  /// - Parameters:
  ///   - scalar: The scalar.
  ///   - table: 0 for the root, 0x10000 for U+2581.
  ///   - base: The base from which its three bytes are walked.
  ///   - trie: The cells of the trie.
  ///   - characters: The tables.
  /// - Returns: The cell, whose label is its state.
  @inline(__always)
  static func cell(
    of scalar: UInt32, _ table: Int, _ base: Int, _ trie: FlatTable<UInt64>,
    _ characters: FlatCells<UInt64>
  ) -> TrieCell {
    let bits = characters[table | Int(scalar)]
    return TrieCell(bits: bits != 0 ? bits : fill(scalar, table, base, trie, characters))
  }

  @inline(never)
  private static func fill(
    _ scalar: UInt32, _ table: Int, _ base: Int, _ trie: FlatTable<UInt64>,
    _ characters: FlatCells<UInt64>
  ) -> UInt64 {
    let bytes: [UInt8] = [
      UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F),
    ]
    var bits = known
    var base = base
    for (place, byte) in bytes.enumerated() where base != 0 {
      let cell = TrieCell(bits: trie[base ^ Int(byte)])
      bits = known
      base = 0
      guard cell.label == byte else { break }
      if place < 2, cell.tokenField > 0 {
        // A token ends inside the character.
        bits = walked
        break
      }
      base = cell.base
      if place == 2 {
        let field = cell.tokenField > 0 ? UInt64(cell.tokenField) : 0
        bits = known | UInt64(base) << 8 | field << 32
      }
    }
    characters[table | Int(scalar)] = bits
    return bits
  }
}

extension TrieCell {
  /// Whether no token begins with the bytes that lead to a cell of `CharacterCells`.
  @inline(__always)
  var leadsNowhere: Bool { bits == CharacterCells.nowhere }
}
