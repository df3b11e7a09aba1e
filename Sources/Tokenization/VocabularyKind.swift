/// What a compiled vocabulary is run by.
enum VocabularyKind: UInt32 {
  /// Plain byte-level byte-pair encoding: the tables of the vocabulary are all there is.
  case byteLevel
  /// Byte-level byte-pair encoding with steps of its own; a whole vocabulary of the first kind is its
  /// model.
  case bytePairs
  /// Byte-pair encoding over characters.
  case characterPair
  /// The longest token first.
  case wordPiece
  /// The best sum of scores, by the rules of Hugging Face.
  case unigram
  /// Whole words only.
  case wordLevel
  /// The best sum of scores, by the rules of SentencePiece.
  case sentencePieceUnigram
  /// Byte-pair encoding by the rules of SentencePiece.
  case sentencePiecePairs
}
