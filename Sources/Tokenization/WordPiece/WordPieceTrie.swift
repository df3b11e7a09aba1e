/// The tokens of a WordPiece vocabulary as an automaton that finds the longest token first, in one
/// pass over a word: LinMaxMatch of Song, Salcianu, Song, Dopson and Zhou 2021, "Fast WordPiece
/// Tokenization" (arXiv 2012.15524).
///
/// Nodes are those of two tries over scalars, one of the tokens as they stand and one of those with
/// the continuing prefix, without it. Where no child fits, the node's failure pops are the tokens that
/// are certain by then, and its failure link is the node of the second trie that stands for the rest.
/// The paper hangs the second trie below the prefix in the first; two roots save that walk, and let
/// the prefix be empty.
///
/// Both tries lie in one double array (Aoe 1989): the child of a node by a symbol is the cell at the
/// node's base plus the symbol, if that cell names the node as its parent.
/// ```
///   cell     63           32 31             0      failure  63         32 31             0
///            +--------------+---------------+               +------------+---------------+
///            | base         | parent        |               | pops       | link          |
///            +--------------+---------------+               +------------+---------------+
/// ```
/// `pops` is an id, or with its top bit set the place of a count and so many ids in the list of pops.
struct WordPieceTrie: Sendable {
  /// The root of the tokens that begin a word, and that of those that continue one.
  static let (root, continuation): (UInt32, UInt32) = (0, 1)
  /// The smallest symbol; smaller numbers are those of the roots. Symbol 0 is in no token.
  static let firstSymbol: UInt32 = 2
  /// No node: the link of a node from which a word cannot be finished.
  static let none = UInt32.max
  /// Marks pops that are more than one.
  static let several: UInt32 = 1 << 31

  var cells: [UInt64] = []
  var failures: [UInt64] = []
  var pops: [UInt32] = []

  /// A cell of a parent and a base.
  static func cell(parent: UInt32, base: UInt32) -> UInt64 { UInt64(base) << 32 | UInt64(parent) }

  /// The child of a node by a symbol.
  @inline(__always)
  func child(of node: UInt32, by symbol: UInt32) -> UInt32? {
    let place = Int(cells[Int(node)] >> 32) + Int(symbol)
    return UInt32(truncatingIfNeeded: cells[place]) == node ? UInt32(place) : nil
  }

  /// The node that stands for what is left of a node when its pops are taken.
  @inline(__always)
  func link(of node: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: failures[Int(node)]) }

  /// Appends the tokens that are certain when a node is left by its link.
  @inline(__always)
  func appendPops(of node: UInt32, to ids: inout [UInt32]) {
    let pops = UInt32(truncatingIfNeeded: failures[Int(node)] >> 32)
    if pops < Self.several { return ids.append(pops) }
    let place = Int(pops & ~Self.several)
    ids.append(contentsOf: self.pops[(place + 1)...(place + Int(self.pops[place]))])
  }
}
