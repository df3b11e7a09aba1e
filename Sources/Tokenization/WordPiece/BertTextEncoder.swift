import TextNormalization

/// Encodes raw text in one pass: each scalar is looked up once, and walks the automaton of the tokens
/// at once.
///
/// The ids are those of normalizing, cutting and encoding one after another.
struct BertTextEncoder: ~Copyable {
  private let deferred: DeferredTables<BertTextTables>
  private var tables: BertTextTables?
  /// Actions that were made for scalars beyond the table.
  private var sequences: [UInt32] = []

  /// An encoder of the given tables.
  init(_ tables: DeferredTables<BertTextTables>) {
    deferred = tables
  }

  /// Writes the ids of a text to places for one more than it has bytes.
  ///
  /// - Returns: The number of ids; nil where the tables are not worth making yet, so that the text has to
  ///   be encoded in another way.
  mutating func encode(_ text: Span<UInt8>, into ids: IDCells) -> Int? {
    if tables == nil { tables = deferred(forBytes: text.count) }
    guard let tables else { return nil }
    let trie = tables.automaton.trie
    let (cells, failures) = (trie.cells, trie.failures)
    let (pops, actions) = (trie.pops, tables.actions)
    var sequences = self.sequences
    let count = text.withTable { text in
      cells.span.withTable { cells in
        failures.span.withTable { failures in
          pops.span.withTable { pops in
            actions.span.withTable { actions in
              var walk = WordPieceWalk(
                cells: cells, failures: failures, pops: pops, ids: ids,
                unknown: tables.model.unknown, longestPiece: tables.model.longestPiece)
              Self.walk(text, tables, actions, &sequences, &walk)
              return walk.count
            }
          }
        }
      }
    }
    self.sequences = sequences
    return count
  }

  private static func walk(
    _ text: FlatTable<UInt8>, _ tables: BertTextTables, _ actions: FlatTable<UInt32>,
    _ sequences: inout [UInt32], _ walk: inout WordPieceWalk
  ) {
    var index = 0
    let end = text.count
    while index < end {
      let byte = text[index]
      let action: UInt32
      if byte < 0x80 {
        action = actions[Int(byte)]
        index &+= 1
      } else if byte >= 0xE1, index &+ 2 < end, byte < 0xF0,
        case let (second, third) = (text[index &+ 1], text[index &+ 2]),
        second & 0xC0 == 0x80, third & 0xC0 == 0x80, byte != 0xED || second < 0xA0
      {
        action =
          actions[
            Int(byte & 0x0F) &<< 12 | Int(second & 0x3F) &<< 6 | Int(third & 0x3F)]
        index &+= 3
      } else {
        action = rareAction(text, &index, tables, actions, &sequences)
      }
      if action & 7 == BertTextTables.Kind.letter.rawValue {
        walk.take(symbol: action &>> 3)
      } else {
        perform(action, tables, sequences, &walk)
      }
    }
    walk.endWord()
  }

  /// The action of what is neither ASCII nor three bytes from U+1000 on; moves past it.
  @inline(never)
  private static func rareAction(
    _ text: FlatTable<UInt8>, _ index: inout Int, _ tables: BertTextTables,
    _ actions: FlatTable<UInt32>, _ sequences: inout [UInt32]
  ) -> UInt32 {
    let length = min(4, text.count - index)
    var bytes: InlineArray<4, UInt8> = [0, 0, 0, 0]
    for place in 0..<length { bytes[place] = text[index + place] }
    let scalar = ScalarScan.decode(bytes.span.extracting(0..<length), at: 0)
    index += max(1, scalar.length)
    // A byte that is not part of well-formed UTF-8 is a letter that no token has.
    if scalar.length == 0 { return BertTextTables.Kind.letter.rawValue }
    if scalar.value < 0x10000 { return actions[Int(scalar.value)] }
    sequences.removeAll(keepingCapacity: true)
    let action = tables.action(of: scalar.value, sequences: &sequences)
    guard action & 7 == BertTextTables.Kind.several.rawValue else { return action }
    return action | outsideTable
  }

  /// Marks several actions that were made for the occasion.
  private static let outsideTable: UInt32 = 1 << 31

  @inline(__always)
  private static func perform(
    _ action: UInt32, _ tables: BertTextTables, _ sequences: [UInt32],
    _ walk: inout WordPieceWalk
  ) {
    switch action & 7 {
    case BertTextTables.Kind.alone.rawValue:
      walk.endWord()
      walk.append(action &>> 3)
    case BertTextTables.Kind.space.rawValue: walk.endWord()
    case BertTextTables.Kind.several.rawValue:
      performSeveral(action, tables, sequences, &walk)
    default: break
    }
  }

  @inline(never)
  private static func performSeveral(
    _ action: UInt32, _ tables: BertTextTables, _ sequences: [UInt32],
    _ walk: inout WordPieceWalk
  ) {
    let list = action & outsideTable == 0 ? tables.sequences : sequences
    let place = Int((action & ~outsideTable) >> 3)
    for action in list[(place + 1)...(place + Int(list[place]))] {
      if action & 7 == BertTextTables.Kind.letter.rawValue {
        walk.take(symbol: action >> 3)
      } else if action & 7 != BertTextTables.Kind.dropped.rawValue {
        walk.endWord()
        if action & 7 == BertTextTables.Kind.alone.rawValue { walk.append(action >> 3) }
      }
    }
  }
}

/// A walk over the automaton, word by word.
struct WordPieceWalk {
  private let cells: FlatTable<UInt64>
  private let failures: FlatTable<UInt64>
  private let pops: FlatTable<UInt32>
  private let ids: IDCells
  private let unknown: UInt32
  private let longestPiece: Int
  /// How many ids are written.
  private(set) var count = 0
  /// How many of them belong to words before the one at hand.
  private var wordStart = 0
  /// How many letters the word at hand has.
  private var letters = 0
  private var node = WordPieceTrie.root
  private var base: Int

  /// The node of a word that is unknown.
  private static let dead = UInt32.max

  /// A walk that starts with no word, and writes to places for one more id than there are letters.
  @inline(__always)
  init(
    cells: FlatTable<UInt64>, failures: FlatTable<UInt64>, pops: FlatTable<UInt32>, ids: IDCells,
    unknown: UInt32, longestPiece: Int
  ) {
    self.cells = cells
    self.failures = failures
    self.pops = pops
    self.ids = ids
    self.unknown = unknown
    self.longestPiece = longestPiece
    base = Int(cells[Int(WordPieceTrie.root)] &>> 32)
  }

  /// Goes on by a letter of a word.
  @inline(__always)
  mutating func take(symbol: UInt32) {
    letters &+= 1
    if node == Self.dead { return }
    var place = base &+ Int(symbol)
    var cell = cells[place]
    while UInt32(truncatingIfNeeded: cell) != node {
      guard leaveNode() else { return }
      base = Int(cells[Int(node)] &>> 32)
      place = base &+ Int(symbol)
      cell = cells[place]
    }
    node = UInt32(truncatingIfNeeded: place)
    base = Int(cell &>> 32)
  }

  /// Takes the pops of the node and follows its link; false where the word is unknown.
  @inline(__always)
  private mutating func leaveNode() -> Bool {
    let failure = failures[Int(node)]
    let link = UInt32(truncatingIfNeeded: failure)
    node = link
    if link == WordPieceTrie.none { return false }
    let popped = UInt32(truncatingIfNeeded: failure &>> 32)
    if popped < WordPieceTrie.several {
      ids[count] = popped
      count &+= 1
    } else {
      appendSeveral(Int(popped & ~WordPieceTrie.several))
    }
    return true
  }

  private mutating func appendSeveral(_ place: Int) {
    for index in 1...Int(pops[place]) {
      ids[count] = pops[place + index]
      count &+= 1
    }
  }

  /// Writes the id of a word that needs no walk.
  @inline(__always)
  mutating func append(_ id: UInt32) {
    ids[count] = id
    count &+= 1
    wordStart = count
  }

  /// Ends the word at hand, if there is one.
  @inline(__always)
  mutating func endWord() {
    if letters == 0 { return }
    while node != WordPieceTrie.continuation {
      if node == Self.dead { break }
      if !leaveNode() { break }
    }
    if node == Self.dead || letters > longestPiece {
      count = wordStart
      ids[count] = unknown
      count &+= 1
    }
    node = WordPieceTrie.root
    base = Int(cells[Int(WordPieceTrie.root)] &>> 32)
    letters = 0
    wordStart = count
  }
}
