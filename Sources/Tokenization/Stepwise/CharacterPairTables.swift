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
  let joinedPairs: PairSet
  /// Whether pieces may be cut between characters that no merge joins; not where a whole piece may be a
  /// token that no merges make.
  let canCut: Bool

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
    joinedPairs = PairSet(hasAffixes ? [] : Self.joinedPairs(model))
    var isWithoutText = [Bool](repeating: false, count: model.vocabulary.upperBound)
    for id in byteTokens + [unknown ?? Self.none] where id < isWithoutText.count {
      isWithoutText[Int(id)] = true
    }
    canCut =
      !hasAffixes && !model.takesWholePieces
      && !model.merges.contains { isWithoutText[$0.left.index] || isWithoutText[$0.right.index] }
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
        !joinedPairs.contains(left, right),
        scalarTokens?.token(of: right) != nil,
        // A character that is left out leaves those on its sides to be joined.
        unknown != nil || scalarTokens?.token(of: left) != nil
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

  private static func joinedPairs(_ model: CharacterPairModel) -> [UInt64] {
    let bytes = model.vocabulary.bytes.span
    var joined: [UInt64] = []
    joined.reserveCapacity(model.merges.count)
    for merge in model.merges {
      let left = model.vocabulary.range(of: merge.left)
      let right = bytes.extracting(model.vocabulary.range(of: merge.right))
      guard let last = ScalarScan.last(of: bytes, in: left)?.value, !right.isEmpty,
        let first = ScalarScan.unit(of: right, at: 0).value
      else { continue }
      joined.append(UInt64(last) << 32 | UInt64(first))
    }
    return joined
  }
}

/// The token of each character that is one: a block of 64 scalars for each that has any.
struct ScalarTokenTable: Sendable {
  var blocks = [UInt16](repeating: 0, count: 0x110000 / 64)
  var ids = [UInt32](repeating: CharacterPairTables.none, count: 64)

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
