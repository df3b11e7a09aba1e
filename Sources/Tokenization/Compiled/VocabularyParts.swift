import TokenizerModel

/// The tables of a vocabulary while they are being made, in ordinary arrays.
struct VocabularyParts {
  /// How the tokens of a pre-token are found.
  var strategy = MergeStrategy.backtracking
  /// Whether a pre-token that is a token is taken whole.
  var takesWholePreTokens = false
  /// The base of the trie's root.
  var rootBase = 0
  /// The trie (see `TrieCell`).
  var cells: [UInt64] = []
  /// The tokens by id, or the merges by place (see `TokenRecord`).
  var records: [TokenRecord] = []
  /// Where pairs stand in `slots`.
  var pairHash = PairHash(pairs: 0, records: 0)
  /// The pair table (see `PairHash`).
  var slots: [UInt32] = []
  /// The token of each single byte.
  var byteTokens = [UInt32](repeating: TokenRecord.none, count: 256)
  /// Where the bytes of each id start in `text`, added tokens included, and where the last ends. An
  /// id without bytes has no token.
  var starts: [UInt32] = [0]
  /// The bytes of all tokens in the order of ids.
  var text: [UInt8] = []

  /// The length of a token in bytes.
  func length(_ id: UInt32) -> Int { Int(starts[Int(id) + 1] - starts[Int(id)]) }

  /// The bytes of a token.
  func bytes(_ id: UInt32) -> ArraySlice<UInt8> {
    text[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])]
  }

  /// Collects the bytes of all tokens below a bound, those of the model before added ones.
  mutating func collectTexts(
    _ vocabulary: Vocabulary, _ added: [AddedToken], _ upperBound: Int
  ) {
    starts.reserveCapacity(upperBound + 1)
    text.reserveCapacity(vocabulary.bytes.count)
    // How much of the vocabulary's bytes is copied, and how many others stand between them.
    var (copied, inserted): (Int, UInt32) = (0, 0)
    var next = 0
    for index in 0..<upperBound {
      let end = index < vocabulary.upperBound ? Int(vocabulary.ends[index]) : vocabulary.bytes.count
      if next < added.count, added[next].id.index == index {
        if !vocabulary.contains(TokenID(index)) {
          text.append(contentsOf: vocabulary.bytes[copied..<end])
          text.append(contentsOf: added[next].content.utf8)
          (copied, inserted) = (end, UInt32(text.count - end))
        }
        next += 1
      }
      starts.append(UInt32(end) + inserted)
    }
    text.append(contentsOf: vocabulary.bytes[copied...])
  }

  /// Enters a record into the pair table. Nothing happens where its pair stands there already.
  mutating func insertPair(_ number: UInt32) {
    let record = records[Int(number)]
    if merged(record.left, record.right) == TokenRecord.none { insertNewPair(number) }
  }

  /// Enters a record whose pair does not stand there.
  mutating func insertNewPair(_ number: UInt32) {
    let record = records[Int(number)]
    var (index, tag) = pairHash.place(record.left, record.right)
    while slots[index] != 0 { index = pairHash.slot(after: index) }
    slots[index] = tag | (number + 1)
  }

  /// The token of exactly these bytes, or `none`; by the trie.
  func token(_ range: Range<Int>) -> UInt32 {
    var base = rootBase
    var token = TokenRecord.none
    for index in range {
      let cell = TrieCell(bits: cells[base ^ Int(text[index])])
      guard cell.label == text[index] else { return TokenRecord.none }
      base = cell.base
      token = cell.token
    }
    return token
  }
}

extension VocabularyParts: MergeTables {
  @inline(__always)
  func slot(at index: Int) -> UInt32 { slots[index] }

  @inline(__always)
  func record(_ number: UInt32) -> TokenRecord { records[Int(number)] }
}
