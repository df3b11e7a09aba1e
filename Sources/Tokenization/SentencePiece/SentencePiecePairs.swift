import TextNormalization
import TokenizerModel

/// The tables of byte-pair encoding by the rules of SentencePiece.
///
/// Symbols are numbered: tokens by their ids, and after them characters that are no tokens but occur
/// in some, since two neighbours merge by their joined text alone.
struct SentencePiecePairs: Sendable {
  /// The symbol of each character that has one.
  let characters: ScalarTokenTable
  /// What pairs of symbols become; the rank rises as the score falls, and is the same for the same
  /// score.
  let pairs: SymbolPairTable
  /// The length of each symbol in bytes.
  let lengths: [Int32]
  /// One more than the highest id of a token.
  let upperBound: UInt32
  /// Texts that are never cut.
  let protected: LiteralTrie
  /// Their ids.
  let protectedIDs: [UInt32]
  /// The symbols by their texts.
  let index: TokenIndex
  /// Whether an id is cut again where it remains.
  let isUnused: [Bool]

  /// The tables of a model.
  init(_ model: SentencePieceModel) {
    // The model's texts alone, and the characters that occur in them.
    var symbols = Vocabulary()
    let textIDs = model.textIDs
    var next = 0
    for place in 0..<model.vocabulary.upperBound {
      if next < textIDs.count, Int(textIDs[next]) == place {
        symbols.append(model.vocabulary[TokenID(place)] ?? [])
        next += 1
      } else {
        symbols.appendGap()
      }
    }
    upperBound = UInt32(symbols.upperBound)
    let tokens = TokenIndex(symbols)
    Self.appendCharacters(of: textIDs, tokens, to: &symbols)
    let index = TokenIndex(symbols)
    self.index = index
    characters = ScalarTokenTable(symbols)
    lengths = Self.lengths(symbols)
    protectedIDs = model.ids(of: .userDefined).map(\.rawValue)
    protected = Self.protected(protectedIDs, symbols)
    isUnused = model.kinds.map { $0 == .unused }
    let ranks = Self.ranks(model)
    var merges: [Merge] = []
    var mergeRanks: [UInt32] = []
    for id in textIDs {
      let range = symbols.range(of: TokenID(rawValue: id))
      var cut = range.lowerBound + CharacterLength.of(symbols.bytes[range.lowerBound])
      while cut < range.upperBound {
        if let left = index.id(of: symbols.bytes[range.lowerBound..<cut]),
          let right = index.id(of: symbols.bytes[cut..<range.upperBound])
        {
          merges.append(Merge(left: left, right: right, result: TokenID(rawValue: id)))
          mergeRanks.append(ranks[Int(id)])
        }
        cut += CharacterLength.of(symbols.bytes[cut])
      }
    }
    pairs = SymbolPairTable(merges, ranks: mergeRanks)
  }

  /// The length of each symbol in bytes.
  static func lengths(_ symbols: Vocabulary) -> [Int32] {
    (0..<symbols.upperBound).map { Int32(symbols.range(of: TokenID($0)).count) }
  }

  /// The texts of some ids, to be found where they stand.
  static func protected(_ ids: [UInt32], _ symbols: Vocabulary) -> LiteralTrie {
    LiteralTrie(ids.map { Array(symbols[TokenID(rawValue: $0)] ?? []) })
  }

  /// Appends the characters of tokens that are no tokens themselves.
  private static func appendCharacters(
    of ids: [UInt32], _ tokens: TokenIndex, to symbols: inout Vocabulary
  ) {
    var seen: Set<ArraySlice<UInt8>> = []
    let bytes = symbols.bytes
    for id in ids {
      let range = symbols.range(of: TokenID(rawValue: id))
      var start = range.lowerBound
      while start < range.upperBound {
        let end = min(start + CharacterLength.of(bytes[start]), range.upperBound)
        let character = bytes[start..<end]
        if tokens.id(of: character) == nil, seen.insert(character).inserted {
          symbols.append(character)
        }
        start = end
      }
    }
  }

  /// The rank of each id's score among all scores, the highest first.
  private static func ranks(_ model: SentencePieceModel) -> [UInt32] {
    let order = model.scores.indices.sorted { model.scores[$0] > model.scores[$1] }
    var ranks = [UInt32](repeating: 0, count: model.scores.count)
    var rank: UInt32 = 0
    for (place, id) in order.enumerated() {
      if place > 0, model.scores[id] != model.scores[order[place - 1]] { rank += 1 }
      ranks[id] = rank
    }
    return ranks
  }
}
