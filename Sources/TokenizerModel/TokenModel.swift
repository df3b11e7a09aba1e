/// The tokens of a tokenizer and the rule that finds them in a piece of text.
public enum TokenModel: Sendable, Equatable {
  /// Byte-pair encoding over bytes.
  case bytePair(BytePairModel)
  /// Byte-pair encoding over characters.
  case characterPair(CharacterPairModel)
  /// The longest token first.
  case wordPiece(WordPieceModel)
  /// The most probable tokens.
  case unigram(UnigramModel)
  /// Whole words only.
  case wordLevel(WordLevelModel)
  /// What SentencePiece itself does with its models.
  case sentencePiece(SentencePieceModel)

  /// The tokens by id: bytes in byte-pair encoding over bytes, elsewhere the UTF-8 of the texts that
  /// stand in the file, continuing prefixes and stand-ins for spaces included.
  public var vocabulary: Vocabulary {
    switch self {
    case .bytePair(let model): model.vocabulary
    case .characterPair(let model): model.vocabulary
    case .wordPiece(let model): model.vocabulary
    case .unigram(let model): model.vocabulary
    case .wordLevel(let model): model.vocabulary
    case .sentencePiece(let model): model.vocabulary
    }
  }

  /// The token that stands for what the model cannot write, if it has one.
  public var unknownToken: TokenID? {
    switch self {
    case .bytePair: nil
    case .characterPair(let model): model.unknownToken
    case .wordPiece(let model): model.unknownToken
    case .unigram(let model): model.unknownToken
    case .wordLevel(let model): model.unknownToken
    case .sentencePiece(let model): model.unknownToken
    }
  }

  /// What stands at the end of each word's last token, such as `</w>`; empty in most models.
  package var endSuffix: [UInt8] {
    if case .characterPair(let model) = self { model.endSuffix } else { [] }
  }

  /// The model if it is byte-pair encoding over bytes. It can be replaced, not removed.
  public var bytePair: BytePairModel? {
    get {
      if case .bytePair(let model) = self { model } else { nil }
    }
    set {
      guard let newValue else { preconditionFailure("a tokenizer needs a model") }
      self = .bytePair(newValue)
    }
  }
}
