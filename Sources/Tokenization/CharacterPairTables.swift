import TextNormalization
import TokenizerModel

/// The tables of byte-pair encoding over characters.
struct CharacterPairTables: Sendable {
  /// The tokens by their texts.
  let index: TokenIndex
  /// The merges.
  let pairs: SymbolPairTable
  /// The token of each byte, where unknown characters fall back to bytes; `none` for a byte without
  /// one.
  let byteTokens: [UInt32]
  let unknown: UInt32?
  let fusesUnknown: Bool
  let continuingPrefix: [UInt8]
  let endSuffix: [UInt8]
  let takesWholePieces: Bool
  /// The tokens of single characters, for models without affixes.
  let scalarTokens: ScalarTokenTable?
  /// Pairs of characters between which some merge joins, the left one in the high half.
  private let joinedPairs: Set<UInt64>
  /// Whether pieces may be cut between characters that no merge joins.
  private let canCut: Bool

  /// No token.
  static let none = UInt32.max
  /// A part that is this long is cut at any border; a shorter one before spaces alone.
  private static let longPart = 48

  /// The tables of a model.
  ///
  /// - Throws: `TokenizationError.badMerge` where a merge names an id without a token.
  init(_ model: CharacterPairModel) throws(TokenizationError) {
    index = TokenIndex(model.vocabulary)
    for (place, merge) in model.merges.enumerated() {
      for id in [merge.left, merge.right, merge.result] where !model.vocabulary.contains(id) {
        throw .badMerge(merge, place: place)
      }
    }
    pairs = SymbolPairTable(model.merges)
    byteTokens =
      model.fallsBackToBytes ? Self.byteTokens(index) : [UInt32](repeating: Self.none, count: 256)
    unknown = model.unknownToken?.rawValue
    fusesUnknown = model.fusesUnknown
    continuingPrefix = model.continuingPrefix
    endSuffix = model.endSuffix
    takesWholePieces = model.takesWholePieces
    let hasAffixes = !model.continuingPrefix.isEmpty || !model.endSuffix.isEmpty
    scalarTokens = hasAffixes ? nil : ScalarTokenTable(model.vocabulary)
    joinedPairs = hasAffixes ? [] : Self.joinedPairs(model)
    let symbolsWithoutText = Set(byteTokens + [unknown ?? Self.none]).subtracting([Self.none])
    canCut =
      !hasAffixes
      && !model.merges.contains {
        symbolsWithoutText.contains($0.left.rawValue)
          || symbolsWithoutText.contains($0.right.rawValue)
      }
  }

  /// The end of the first part of a range that gives, encoded alone, what it gives in the whole:
  /// no merge joins the characters on the two sides.
  ///
  /// A token never comes to lie across such a border: it would have to be made by a merge of a token
  /// that ends in the character before it and one that begins with the character after it.
  func endOfPart(of text: Span<UInt8>, in range: Range<Int>) -> Int {
    guard canCut, range.count > 3 else { return range.upperBound }
    var unit = ScalarScan.unit(of: text, at: range.lowerBound)
    while unit.range.upperBound < range.upperBound {
      let next = ScalarScan.unit(of: text, at: unit.range.upperBound)
      let isSpace = next.value == 0x2581 || next.value == 0x20
      if let left = unit.value, let right = next.value,
        isSpace || next.range.lowerBound - range.lowerBound >= Self.longPart,
        !(isSpace && left == right),
        !joinedPairs.contains(UInt64(left) << 32 | UInt64(right)),
        scalarTokens?.token(of: right) != nil
      {
        return next.range.lowerBound
      }
      unit = next
    }
    return range.upperBound
  }

  private static func byteTokens(_ index: TokenIndex) -> [UInt32] {
    let digits = Array("0123456789ABCDEF".utf8)
    return (0..<256).map { byte in
      let text = Array("<0x".utf8) + [digits[byte >> 4], digits[byte & 15]] + Array(">".utf8)
      return index.id(of: text)?.rawValue ?? none
    }
  }

  private static func joinedPairs(_ model: CharacterPairModel) -> Set<UInt64> {
    var joined = Set<UInt64>(minimumCapacity: model.merges.count)
    for merge in model.merges {
      guard let left = model.vocabulary[merge.left], let right = model.vocabulary[merge.right],
        let last = ScalarScan.last(of: left.span, in: 0..<left.count)?.value, !right.isEmpty,
        let first = ScalarScan.unit(of: right.span, at: 0).value
      else { continue }
      joined.insert(UInt64(last) << 32 | UInt64(first))
    }
    return joined
  }
}

/// The token of each character that is one: a block of 64 scalars for each that has any.
struct ScalarTokenTable: Sendable {
  private var blocks = [UInt16](repeating: 0, count: 0x110000 / 64)
  private var ids = [UInt32](repeating: CharacterPairTables.none, count: 64)

  /// The table of a vocabulary; of tokens with the same text the smallest id is found.
  init(_ vocabulary: Vocabulary) {
    for place in (0..<vocabulary.upperBound).reversed() {
      guard let token = vocabulary[TokenID(place)], (1...4).contains(token.count),
        case let unit = ScalarScan.unit(of: token.span, at: 0), let scalar = unit.value,
        unit.range.upperBound == token.count
      else { continue }
      if blocks[Int(scalar >> 6)] == 0 {
        blocks[Int(scalar >> 6)] = UInt16(ids.count / 64)
        ids.append(contentsOf: repeatElement(CharacterPairTables.none, count: 64))
      }
      ids[Int(blocks[Int(scalar >> 6)]) * 64 + Int(scalar & 63)] = UInt32(place)
    }
  }

  /// The token of a character.
  @inline(__always)
  func token(of scalar: UInt32) -> UInt32? {
    let id = ids[Int(blocks[Int(scalar >> 6)]) &* 64 &+ Int(scalar & 63)]
    return id == CharacterPairTables.none ? nil : id
  }
}

/// The rank and the result of each pair that merges: a hash table with linear probing.
struct SymbolPairTable: Sendable {
  /// What a pair becomes, and when.
  struct Merge {
    var rank: UInt32
    var result: UInt32
  }

  private var keys: [UInt64]
  private var merges: [Merge]
  private let mask: Int

  /// The table of a list of merges.
  init(_ list: [TokenizerModel.Merge]) {
    self.init(list, ranks: Array(0..<UInt32(list.count)))
  }

  /// The table of merges of which several may have the same rank.
  init(_ list: [TokenizerModel.Merge], ranks: [UInt32]) {
    var capacity = 16
    while capacity < 2 * list.count { capacity *= 2 }
    mask = capacity - 1
    keys = [UInt64](repeating: .max, count: capacity)
    merges = [Merge](repeating: Merge(rank: 0, result: 0), count: capacity)
    for (rank, merge) in zip(ranks, list) {
      let key = Self.key(merge.left.rawValue, merge.right.rawValue)
      var slot = Self.hash(key) & mask
      while keys[slot] != .max, keys[slot] != key { slot = (slot + 1) & mask }
      keys[slot] = key
      merges[slot] = Merge(rank: rank, result: merge.result.rawValue)
    }
  }

  /// What two neighbours merge to.
  @inline(__always)
  func merge(_ left: UInt32, _ right: UInt32) -> Merge? {
    let key = Self.key(left, right)
    var slot = Self.hash(key) & mask
    while keys[slot] != .max {
      if keys[slot] == key { return merges[slot] }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  @inline(__always)
  private static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
    UInt64(left) &<< 32 | UInt64(right)
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: ((key ^ key &>> 29) &* 0x9E37_79B9_7F4A_7C15) &>> 24)
  }
}
