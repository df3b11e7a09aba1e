/// The paths of whole Hangul syllables in a byte trie, laid out as a `SyllableTrie` has them.
struct SyllablePaths: Sendable {
  let codes: [UInt16]
  /// The roots, without the hints of their tokens.
  let roots: [SyllableRoot]
  let cells: [UInt64]
  /// The tokens of several syllables, in the order of their ids.
  let tokens: [UInt32]

  /// The paths of a vocabulary; nil where they would be too large.
  init?(_ tables: VocabularyTables) {
    var builder = SyllableTrieBuilder(tables)
    guard builder.build() else { return nil }
    (codes, roots) = (builder.codes, builder.roots)
    (cells, tokens) = (builder.cells, builder.tokens)
  }
}

/// Finds the paths of whole Hangul syllables in a byte trie and lays them out as a double array.
private struct SyllableTrieBuilder {
  private(set) var codes = [UInt16](repeating: 0, count: SyllableTrie.scalars.count)
  private(set) var roots: [SyllableRoot] = []
  private(set) var cells: [UInt64] = []
  private(set) var tokens: [UInt32] = []
  private var codeCount = 2

  private let tables: VocabularyTables
  private var nodes: [Node] = []
  private var isTakenBase: [Bool] = []
  /// Where the search for a base begins, by the number of children: behind the last base that was found
  /// for as many, so that crowded stretches are not searched again and again.
  private var searchStart = [Int](repeating: 2, count: 17)

  /// The most syllables in a row.
  private static let deepest = 40

  /// A path of syllables: its token and that token's place in `tokens`, both plus 1, and its children by
  /// scalar.
  private struct Node {
    var tokenField = 0
    var field = 0
    var isPart = false
    var children: [(scalar: Int, node: Int)] = []
    var base = SyllableTrie.noBase
  }

  init(_ tables: VocabularyTables) { self.tables = tables }

  /// Fills the parts; false where they would be too large.
  mutating func build() -> Bool {
    guard tables.upperBound < SyllableTrie.limit else { return false }
    nodes = [Node(), Node()]
    collectChildren(of: 0, base: tables.rootBase, depth: 0)
    let space = TrieCell(bits: tables.cells[tables.rootBase ^ 0x20])
    if space.label == 0x20, space.base != 0 { collectChildren(of: 1, base: space.base, depth: 0) }
    guard nodes.count <= mostNodes else { return false }
    giveCodes()
    numberTokens()
    guard place() else { return false }
    roots = [SyllableRoot](repeating: SyllableRoot(), count: 2 * codeCount)
    for row in 0...1 {
      for child in nodes[row].children {
        roots[row * codeCount + code(child.scalar)] = root(nodes[child.node])
      }
    }
    return true
  }

  private func root(_ node: Node) -> SyllableRoot {
    SyllableRoot(
      token: node.tokenField > 0 ? UInt32(node.tokenField - 1) : nil, base: node.base,
      isPart: node.isPart, codes: node.children.map { code($0.scalar) })
  }

  private func code(_ scalar: Int) -> Int {
    Int(codes[scalar - SyllableTrie.scalars.lowerBound])
  }

  private func cell(_ node: Node, check: Int) -> UInt64 {
    SyllableCell(check: check, base: node.base, field: node.field, isPart: node.isPart).bits
  }

  /// Every node is the beginning of a token.
  private var mostNodes: Int { tables.text.count + 2 }

  /// Adds the nodes below one that has the given base in the byte trie. Very long paths are left to the
  /// byte trie.
  private mutating func collectChildren(of node: Int, base: Int, depth: Int) {
    guard depth < Self.deepest else {
      nodes[node].isPart = true
      return
    }
    for lead in [0xE3, 0xEA, 0xEB, 0xEC, 0xED] {
      guard let first = child(base, lead) else { continue }
      if first.tokenField > 0 { nodes[node].isPart = true }
      guard first.base != 0 else { continue }
      for middle in 0x80...0xBF {
        guard let second = child(first.base, middle) else { continue }
        if second.tokenField > 0 { nodes[node].isPart = true }
        guard second.base != 0 else { continue }
        for last in 0x80...0xBF {
          let scalar = (lead & 0xF) << 12 | (middle & 0x3F) << 6 | last & 0x3F
          guard SyllableTrie.hasCode(scalar), let third = child(second.base, last) else { continue }
          let next = nodes.count
          nodes.append(Node(tokenField: max(0, Int(third.tokenField))))
          nodes[node].children.append((scalar, next))
          guard nodes.count <= mostNodes else { return }
          if third.base != 0 { collectChildren(of: next, base: third.base, depth: depth + 1) }
        }
      }
    }
  }

  private func child(_ base: Int, _ byte: Int) -> TrieCell? {
    let cell = TrieCell(bits: tables.cells[base ^ byte])
    return Int(cell.label) == byte ? cell : nil
  }

  /// Numbers the scalars, the most used first, so that cells lie close together.
  private mutating func giveCodes() {
    var uses = [Int](repeating: 0, count: codes.count)
    for node in nodes {
      for child in node.children { uses[child.scalar - SyllableTrie.scalars.lowerBound] += 1 }
    }
    let used = uses.indices.filter { uses[$0] > 0 }.sorted { (uses[$1], $0) < (uses[$0], $1) }
    for index in codes.indices where SyllableTrie.hasCode(index + SyllableTrie.scalars.lowerBound) {
      codes[index] = 1
    }
    for index in used {
      codes[index] = UInt16(codeCount)
      codeCount += 1
    }
  }

  /// Numbers the tokens of several syllables, so that what is known of them lies close together.
  private mutating func numberTokens() {
    let firsts = Set(nodes[...1].flatMap { $0.children.map(\.node) })
    let further = nodes.indices.filter { nodes[$0].tokenField > 0 && !firsts.contains($0) }
    var numbers: [Int: Int] = [:]
    for field in Set(further.map { nodes[$0].tokenField }).sorted() {
      tokens.append(UInt32(field - 1))
      numbers[field] = tokens.count
    }
    for index in further { nodes[index].field = numbers[nodes[index].tokenField] ?? 0 }
  }

  /// Gives each node with children a base of its own and its children their cells.
  private mutating func place() -> Bool {
    // The bases 0, of free cells, and 1, of nodes without children, are nobody's.
    isTakenBase = [true, true]
    for number in nodes.indices.dropFirst(2) where !nodes[number].children.isEmpty {
      let codes = nodes[number].children.map { code($0.scalar) }
      guard let base = freeBase(for: codes) else { return false }
      nodes[number].base = base
      isTakenBase[base] = true
      for code in codes { cells[base + code] = 1 }
    }
    for node in nodes.dropFirst(2) where node.base != SyllableTrie.noBase {
      for child in node.children {
        cells[node.base + code(child.scalar)] = cell(nodes[child.node], check: node.base)
      }
    }
    // Every code can be looked up from every base.
    cells += [UInt64](repeating: 0, count: isTakenBase.count + codeCount - cells.count)
    return true
  }

  /// The first base that is not taken and whose cells for these codes are free.
  private mutating func freeBase(for codes: [Int]) -> Int? {
    let kind = min(codes.count, searchStart.count - 1)
    var base = searchStart[kind]
    while base < SyllableTrie.limit {
      let missing = base + codeCount + 1 - cells.count
      if missing > 0 { cells += [UInt64](repeating: 0, count: missing) }
      if base >= isTakenBase.count { isTakenBase.append(false) }
      if !isTakenBase[base], codes.allSatisfy({ cells[base + $0] == 0 }) {
        searchStart[kind] = base + 1
        return base
      }
      base += 1
    }
    return nil
  }
}
