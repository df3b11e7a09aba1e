/// A cell of the byte trie's double array: an edge and the node below it.
///
/// ```
///   63   62            32 31                    8 7       0
///   +----+---------------+-----------------------+---------+
///   | w  |   token + 1   |         base          |  label  |
///   +----+---------------+-----------------------+---------+
/// ```
///
/// - label: the byte of the edge. A cell at index `i` is a child of the node with the base
///   `i ^ label`, and of no other.
/// - base: the child for the byte `c` is the cell `base ^ c`; 0 where the node has no children (no
///   cell is a child of base 0).
/// - token + 1: the token that ends here, or 0. With the bit `w` the token is one that merging never
///   makes: it can only be taken as a whole pre-token.
///
/// The base of the root stands outside the cells.
struct TrieCell {
  /// The cell as it is stored.
  var bits: UInt64

  /// A stored cell.
  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  /// A cell of the given parts; `token` is an id or `TokenRecord.none`.
  init(label: UInt8, base: Int, token: UInt32, isWholeOnly: Bool = false) {
    let field = token == TokenRecord.none ? 0 : UInt64(token + 1) | (isWholeOnly ? 1 << 31 : 0)
    bits = UInt64(label) | UInt64(base) << 8 | field << 32
  }

  /// One more than the largest base a cell can hold.
  static let baseLimit = 1 << 24

  /// The byte of the edge.
  @inline(__always)
  var label: UInt8 { UInt8(truncatingIfNeeded: bits) }

  /// The base of the node below the edge.
  @inline(__always)
  var base: Int { Int(truncatingIfNeeded: (bits &>> 8) & 0xFF_FFFF) }

  /// The token that ends here plus 1, or 0; negative for one that is only taken whole.
  @inline(__always)
  var tokenField: Int32 { Int32(truncatingIfNeeded: bits &>> 32) }
}
