import TokenizerModel

extension PieceModel {
  /// How a compiled vocabulary with this model says so.
  var kind: VocabularyKind {
    switch self {
    case .characterPair: .characterPair
    case .wordLevel: .wordLevel
    case .wordPiece: .wordPiece
    case .unigram: .unigram
    case .sentencePiece(let tables):
      switch tables.search {
      case .unigram: .sentencePieceUnigram
      case .pairs: .sentencePiecePairs
      }
    }
  }

  /// The tables as a compiled vocabulary holds them.
  var bytes: [UInt8] {
    var writer = TableWriter()
    switch self {
    case .characterPair(let tables): tables.write(to: &writer)
    case .wordLevel(let tables): tables.write(to: &writer)
    case .wordPiece(let tables): tables.write(to: &writer)
    case .unigram(let tables): tables.write(to: &writer)
    case .sentencePiece(let tables): tables.write(to: &writer)
    }
    return writer.bytes
  }

  /// Reads what `bytes` gives, and checks all that encoders rely on: that no index leads out of its table,
  /// and that every walk and every search ends.
  ///
  /// - Complexity: O(size of the tables).
  init(
    _ kind: VocabularyKind, from reader: inout TableReader
  ) throws(CompiledVocabularyProblem) {
    switch kind {
    case .byteLevel, .bytePairs: preconditionFailure("byte pairs have an encoder of their own")
    case .characterPair: self = .characterPair(try CharacterPairTables(from: &reader))
    case .wordLevel: self = .wordLevel(try WordLevelTables(from: &reader))
    case .wordPiece: self = .wordPiece(try WordPieceTables(from: &reader))
    case .unigram: self = .unigram(try UnigramTables(from: &reader))
    case .sentencePieceUnigram:
      self = .sentencePiece(
        try SentencePieceTables(from: &reader) { reader throws(CompiledVocabularyProblem) in
          .unigram(try SentencePieceScores(from: &reader))
        })
    case .sentencePiecePairs:
      self = .sentencePiece(
        try SentencePieceTables(from: &reader) { reader throws(CompiledVocabularyProblem) in
          .pairs(try SentencePiecePairs(from: &reader))
        })
    }
    try reader.finish()
  }
}
