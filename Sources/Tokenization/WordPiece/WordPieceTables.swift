import TokenizerModel

/// The tables of a WordPiece model. They never change what they give; those that are slow to make are made
/// once enough text has gone through.
struct WordPieceTables: Sendable {
  /// The tokens as an automaton.
  let automaton: DeferredTables<WordPieceAutomaton>
  /// What finds tokens until there is an automaton; nil where there is one from the start.
  let index: DeferredTables<WordPieceIndex>?
  /// The token of a word that the others do not make up.
  let unknown: UInt32
  /// How many scalars a word may have.
  let longestPiece: Int
  /// For each id, its bytes in a piece that it begins, and in one that it continues.
  let lengths: [UInt32]
  /// The bytes of the continuing prefix.
  let prefixLength: Int

  /// How much text, in bytes, is worth the making of the automaton.
  static let worthwhile = 1 << 16

  /// The tables of a model.
  ///
  /// - Throws: `TokenizationError.vocabularyTooLarge` where the tables outgrow all reason.
  init(_ model: WordPieceModel) throws(TokenizationError) {
    unknown = model.unknownToken.rawValue
    longestPiece = model.longestPiece
    prefixLength = model.continuingPrefix.count
    var start: UInt32 = 0
    lengths = model.vocabulary.ends.map { end in
      defer { start = end }
      return end - start
    }
    if Self.isOrdinary(lengths) {
      automaton = DeferredTables(worthwhile: Self.worthwhile) {
        guard let made = WordPieceAutomaton(model) else {
          preconditionFailure("the automaton of ordinary tokens outgrows all reason")
        }
        return made
      }
      index = DeferredTables { WordPieceIndex(model) }
      return
    }
    guard let made = WordPieceAutomaton(model) else {
      throw .vocabularyTooLarge(
        bytes: model.vocabulary.bytes.count, limit: Int(WordPieceTrie.several))
    }
    automaton = DeferredTables(made: made)
    index = nil
  }

  /// Whether no token is very long, and an automaton of such tokens certainly has fewer pops than are
  /// too many: a node at most as many as it is deep, and their number before them.
  private static func isOrdinary(_ lengths: [UInt32]) -> Bool {
    var pops = 0
    for length in lengths {
      if length > WordPieceIndex.longestToken { return false }
      // A token stands in two tries at most, with half so many in each.
      pops += Int(length) * (Int(length) + 3)
    }
    return pops < WordPieceTrieBuilder.popLimit
  }

  /// The bytes that a token takes of a piece.
  func length(of id: UInt32, isFirst: Bool) -> Int {
    Int(lengths[Int(id)]) - (isFirst ? 0 : prefixLength)
  }
}
