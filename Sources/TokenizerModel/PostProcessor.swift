/// How the tokens of a text, or of a pair of texts, are framed for a model.
///
/// Encoding a text applies no frame; framing it (`EncodingSession.frame` in module `Tokenization`) does. The names of `tokenizer.json` stand in
/// quotation marks.
public indirect enum PostProcessor: Sendable, Equatable {
  /// Pieces in a fixed order ("TemplateProcessing").
  case template(PromptTemplate)
  /// `[CLS] A [SEP] B [SEP]` ("BertProcessing").
  case bert(separator: FramingToken, classifier: FramingToken)
  /// `<s> A </s> </s> B </s>` ("RobertaProcessing").
  case roberta(
    separator: FramingToken, classifier: FramingToken, trimsOffsets: Bool, addsPrefixSpace: Bool)
  /// No frame; it decides offsets alone ("ByteLevel").
  case byteLevel(addsPrefixSpace: Bool, trimsOffsets: Bool, usesPattern: Bool)
  /// One after the other ("Sequence").
  case sequence([PostProcessor])
}

/// A token that frames a text.
public struct FramingToken: Sendable, Equatable {
  /// Its text.
  public var content: [UInt8]
  /// Its id.
  public var id: TokenID

  /// A token of the given text and id.
  public init(content: [UInt8], id: TokenID) {
    self.content = content
    self.id = id
  }
}

/// What stands around one text, or around two.
public struct PromptTemplate: Sendable, Equatable {
  /// A part of the framed text.
  public enum Part: Sendable, Equatable {
    /// The first text, or the second, with the type id of its tokens.
    case text(isSecond: Bool, typeID: Int)
    /// The tokens of a name in `tokens`, with their type id.
    case token(name: [UInt8], typeID: Int)
  }

  /// The tokens that a name stands for.
  public struct NamedTokens: Sendable, Equatable {
    /// The name.
    public var name: [UInt8]
    /// The tokens.
    public var tokens: [FramingToken]

    /// Tokens under a name.
    public init(name: [UInt8], tokens: [FramingToken]) {
      self.name = name
      self.tokens = tokens
    }
  }

  /// The parts of one text.
  public var single: [Part]
  /// The parts of a pair of texts.
  public var pair: [Part]
  /// The names in use.
  public var tokens: [NamedTokens]

  /// A template of the given parts.
  public init(single: [Part], pair: [Part], tokens: [NamedTokens]) {
    self.single = single
    self.pair = pair
    self.tokens = tokens
  }
}
