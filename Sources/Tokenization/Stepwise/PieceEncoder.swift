import TokenizerModel

/// Finds the tokens of pieces of text, one piece after another on one thread.
protocol PieceEncoder {
  /// Appends the ids of a piece of at least one byte, and for each where it ends in the piece, in
  /// bytes. The ends do not fall; the last need not be the end of the piece, since some models leave
  /// out what they do not know.
  mutating func encode(_ piece: Span<UInt8>, ids: inout [UInt32], ends: inout [Int])
}

/// The unchanging tables of a model that finds tokens piece by piece.
enum PieceModel: Sendable {
  case characterPair(CharacterPairTables)
  case wordLevel(WordLevelTables)
  case wordPiece(WordPieceTables)
  case unigram(UnigramTables)
  case sentencePiece(SentencePieceTables)

  /// The tables of a model.
  ///
  /// - Throws: `TokenizationError` where the model contradicts itself or cannot be run.
  init(_ model: TokenModel) throws(TokenizationError) {
    switch model {
    case .bytePair: preconditionFailure("byte pairs have an encoder of their own")
    case .characterPair(let model): self = .characterPair(try CharacterPairTables(model))
    case .wordLevel(let model): self = .wordLevel(WordLevelTables(model))
    case .wordPiece(let model): self = .wordPiece(try WordPieceTables(model))
    case .unigram(let model): self = .unigram(try UnigramTables(model))
    case .sentencePiece(let model): self = .sentencePiece(try SentencePieceTables(model))
    }
  }

  /// An encoder for one thread.
  func makeEncoder() -> any PieceEncoder {
    switch self {
    case .characterPair(let tables): CharacterPairEncoder(tables)
    case .wordLevel(let tables): tables
    case .wordPiece(let tables): WordPieceEncoder(tables)
    case .unigram(let tables): UnigramEncoder(tables)
    case .sentencePiece(let tables): SentencePieceEncoder(tables)
    }
  }

  /// Where a piece can be cut before it is encoded, so that its parts give what the whole gives: the
  /// end of the first part of a range.
  func endOfPart(of text: Span<UInt8>, in range: Range<Int>) -> Int {
    switch self {
    case .characterPair(let tables): tables.endOfPart(of: text, in: range)
    case .wordLevel, .wordPiece, .unigram, .sentencePiece: range.upperBound
    }
  }
}
