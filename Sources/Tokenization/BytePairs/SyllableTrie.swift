/// The tokens of a vocabulary that are whole Hangul syllables, as an automaton that takes a syllable a
/// step, where the byte trie takes three steps through megabytes.
///
/// Each syllable (and each letter U+3131 to U+318E) has a code: 1 if it stands in no path of the byte
/// trie, numbers from 2 on otherwise. What begins with a syllable, with or without a space in front, is a
/// `SyllableRoot`; each longer path is a node:
///
/// ```
///    63    62          42 41           21 20            0
///   +-----+--------------+---------------+---------------+
///   |part | number + 1   |  base         |  check        |
///   +-----+--------------+---------------+---------------+
/// ```
///
/// The child for a code is the cell `base + code` if its `check` is that base; no two nodes share one, but
/// those without children have one that is never a `check`, so that nobody asks whether there are any.
/// `number` is that of the token that ends here, in the list of all of several syllables.
/// `part` says that some token goes on from here and ends inside the next syllable, so that the byte
/// trie has to be asked.
///
/// Source: the double array of Aoe 1989, as in `TrieCell`, with syllables for letters.
final class SyllableTrie: Sendable {
  /// The first scalar that has a code, and one more than the last.
  static let scalars = 0x3131..<0xD7A4
  /// One more than the largest base and number that cells hold.
  static let limit = 1 << 21
  /// The base of nodes without children.
  static let noBase = 1

  /// The code of each scalar from U+3131 on, 0 where it is none of ours.
  let codes: ZeroedPages<UInt16>
  /// The first syllables by code: without a space in front, then with one.
  let roots: ZeroedPages<SyllableRoot>
  /// The cells of all further syllables.
  let cells: ZeroedPages<UInt64>
  /// The tokens by their numbers.
  let tokens: ZeroedPages<SyllableToken>

  /// The automaton of some paths.
  init(_ paths: SyllablePaths, _ neighbours: NeighbourTable) {
    let neighbours = neighbours.view
    codes = Self.pages(paths.codes)
    roots = Self.pages(paths.roots.map { $0.withHints(of: neighbours) })
    cells = Self.pages(paths.cells)
    tokens = Self.pages(paths.tokens.map { SyllableToken(hints: neighbours.hints($0), id: $0) })
  }

  /// An automaton for which no text is made of syllables.
  static let none = SyllableTrie()

  private init() {
    codes = ZeroedPages(count: 1)
    roots = ZeroedPages(count: 2)
    cells = ZeroedPages(count: 1)
    tokens = ZeroedPages(count: 1)
  }

  private static func pages<Element: BitwiseCopyable>(
    _ elements: [Element]
  ) -> ZeroedPages<Element> {
    let pages = ZeroedPages<Element>(count: max(elements.count, 1))
    let cells = pages.cells
    for (index, element) in elements.enumerated() { cells[index] = element }
    return pages
  }

  /// Whether a scalar is one that has a code.
  static func hasCode(_ scalar: Int) -> Bool {
    letters.contains(scalar) || syllables.contains(scalar)
  }

  private static let letters = 0x3131..<0x318F
  private static let syllables = 0xAC00..<0xD7A4

  /// How many scalars have a code.
  static let codedCount = letters.count + syllables.count

  /// The number of a scalar among those that have a code, from its distance to the first.
  @inline(__always)
  static func codedNumber(_ distance: Int) -> Int {
    let gap = syllables.lowerBound &- letters.upperBound
    return distance < letters.count ? distance : distance &- gap
  }
}

/// What begins with a syllable, in half a cache line: mostly that is a token, and nothing longer follows.
struct SyllableRoot: BitwiseCopyable, Sendable {
  /// The hints of the token.
  var hints = TokenEdges.Hints(wanted: 0, offered: 0)
  /// The bits of the codes that some path goes on with, and that of code 0; all where other things have to be
  /// looked at: the syllable is no token, or one ends inside the next syllable.
  private var followers: UInt64 = ~0
  /// The token, or `TokenRecord.none`.
  var token = TokenRecord.none
  /// The base of the node, and in the highest bit whether some token ends inside the next syllable.
  private var node = UInt32(SyllableTrie.noBase)

  /// What no token begins with.
  init() {}

  /// A syllable whose node has a base and children with the given codes; a token, without its hints, or nil.
  init(token: UInt32?, base: Int, isPart: Bool, codes: [Int]) {
    node = UInt32(base) | (isPart ? 1 << 31 : 0)
    guard let token else { return }
    self.token = token
    if !isPart { followers = codes.reduce(1) { $0 | 1 << UInt64($1 & 63) } }
  }

  /// The same with the hints of its token, if it is one.
  func withHints(of neighbours: NeighbourTable.View) -> SyllableRoot {
    var root = self
    if token != TokenRecord.none { root.hints = neighbours.hints(token) }
    return root
  }

  /// Whether something longer may begin here, where a syllable of a code follows, or 0: none.
  @inline(__always)
  func mayGoOn(with code: Int) -> Bool {
    followers &>> UInt64(truncatingIfNeeded: code & 63) & 1 != 0
  }

  /// The base of the node.
  @inline(__always)
  var base: Int { Int(node & 0x7FFF_FFFF) }

  /// The bit `part`, where it stands in a cell.
  @inline(__always)
  var part: UInt64 { UInt64(node & 1 << 31) &<< 32 }
}

/// A token of several syllables, with its hints beside it: of the many tokens of a vocabulary these few are
/// asked for again and again.
struct SyllableToken: BitwiseCopyable, Sendable {
  var hints: TokenEdges.Hints
  var id: UInt32
}

/// A cell of a `SyllableTrie`.
struct SyllableCell {
  var bits: UInt64

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  /// A cell of the given parts; `field` is the number of the token plus 1, or 0.
  init(check: Int, base: Int, field: Int, isPart: Bool) {
    bits = UInt64(check) | UInt64(base) << 21 | UInt64(field) << 42 | (isPart ? 1 << 63 : 0)
  }

  /// The base of the parent.
  @inline(__always)
  var check: Int { Int(truncatingIfNeeded: bits) & 0x1F_FFFF }

  /// The base of the node.
  @inline(__always)
  var base: Int { Int(truncatingIfNeeded: bits &>> 21) & 0x1F_FFFF }

  /// The number of the token that ends here plus 1, or 0.
  @inline(__always)
  var field: Int { Int(truncatingIfNeeded: bits &>> 42) & 0x1F_FFFF }

  /// The bit `part`, where it stands.
  @inline(__always)
  var part: UInt64 { bits & 1 &<< 63 }
}
