/// A cell of the byte trie's double array: an edge and the node below it.
///
/// ```
///   63  62  61             32 31                    8 7       0
///   +---+---+----------------+-----------------------+---------+
///   | w | n | token + 1      |         base          |  label  |
///   +---+---+----------------+-----------------------+---------+
///             or, if n, depth
/// ```
///
/// - label: the byte of the edge. A cell at index `i` is a child of the node with the base
///   `i ^ label`, and of no other.
/// - base: the child for the byte `c` is the cell `base ^ c`; 0 where the node has no children (no
///   cell is a child of base 0).
/// - token + 1: the token that ends here. With the bit `w` it is one that merging never makes: it can
///   only be taken as a whole pre-token.
/// - depth: with the bits `n` and `w` no token ends here, and the number says how many bytes lead
///   here; where a token ends its length says so. With the depths of all cells at hand, one pass over
///   them shows that no walk spells a token of another length (see `CompiledVocabulary`).
///
/// The base of the root stands outside the cells.
struct TrieCell {
  /// The cell as it is stored.
  var bits: UInt64

  /// A stored cell.
  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  /// A cell in which a token ends.
  init(label: UInt8, base: Int, token: UInt32, isWholeOnly: Bool = false) {
    let field = UInt64(token + 1) | (isWholeOnly ? 1 << 31 : 0)
    bits = UInt64(label) | UInt64(base) << 8 | field << 32
  }

  /// A cell in which no token ends, so many bytes below the root.
  init(label: UInt8, base: Int, depth: Int) {
    bits = UInt64(label) | UInt64(base) << 8 | (3 << 30 | UInt64(depth)) << 32
  }

  /// What tokens are shorter than where a vocabulary is stored, so that depths take 16 bits when it is
  /// checked.
  static let depthLimit: UInt32 = 0xFFFF

  /// One more than the largest base a cell can hold.
  static let baseLimit = 1 << 24

  /// The byte of the edge.
  @inline(__always)
  var label: UInt8 { UInt8(truncatingIfNeeded: bits) }

  /// The base of the node below the edge.
  @inline(__always)
  var base: Int { Int(truncatingIfNeeded: (bits &>> 8) & 0xFF_FFFF) }

  /// The token that ends here plus 1; negative where there is none, or one that is only taken whole.
  @inline(__always)
  var tokenField: Int32 { Int32(truncatingIfNeeded: bits &>> 32) }

  /// The token that ends here, whether merging makes it or not; or `TokenRecord.none`.
  @inline(__always)
  var token: UInt32 {
    let field = UInt32(truncatingIfNeeded: bits &>> 32)
    return field & 1 &<< 30 != 0 ? TokenRecord.none : (field & 0x3FFF_FFFF) &- 1
  }
}
