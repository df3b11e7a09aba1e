public import PreTokenization
public import TextNormalization

/// One step from the texts of tokens back to text.
///
/// The steps are those of Hugging Face's `tokenizer.json`, whose names stand in quotation marks.
public enum DecodingStep: Sendable, Equatable {
  /// Characters of GPT-2's alphabet become bytes ("ByteLevel").
  case byteLevel
  /// The same, and the text is composed (NFC), so that jamo become syllables again. Our tokenizer.json
  /// says it by a member "composes" of "ByteLevel", which others pass over.
  case composedByteLevel
  /// Tokens are joined by spaces, but those with a prefix to what stands before them ("WordPiece").
  case wordPiece(prefix: [UInt8], cleansUp: Bool)
  /// The stand-in for spaces becomes spaces ("Metaspace").
  case metaspace(Metaspace)
  /// A suffix becomes a space, except at the end ("BPEDecoder").
  case bytePair(suffix: [UInt8])
  /// Repeated tokens and padding are dropped ("CTC").
  case ctc(padding: [UInt8], wordDelimiter: [UInt8], cleansUp: Bool)
  /// All tokens become one ("Fuse").
  case fuse
  /// Tokens `<0x00>` to `<0xFF>` become bytes ("ByteFallback").
  case byteFallback
  /// Takes a character from the ends of each token, at most so many times ("Strip").
  case strip(Unicode.Scalar, left: Int, right: Int)
  /// Writes a text for each match of a pattern ("Replace").
  case replace(TextPattern, with: [UInt8])
  /// All that SentencePiece does to tokens. No tokenizer.json can say it.
  case sentencePiece(SentencePieceDecoding)
}

/// How SentencePiece turns tokens into text.
public struct SentencePieceDecoding: Sendable, Equatable {
  /// Whether a space at the start of the text goes.
  public var dropsFirstSpace: Bool
  /// Whether, with that, the spaces after it go.
  public var dropsFirstSpaces: Bool
  /// Tokens that give no text.
  public var controls: [[UInt8]]
  /// The unknown token.
  public var unknown: [UInt8]
  /// What is written for it.
  public var unknownSurface: [UInt8]
  /// Whether tokens `<0x00>` to `<0xFF>` are bytes.
  public var readsBytes: Bool

  /// A rule of the given parts.
  public init(
    dropsFirstSpace: Bool, dropsFirstSpaces: Bool, controls: [[UInt8]], unknown: [UInt8],
    unknownSurface: [UInt8], readsBytes: Bool
  ) {
    self.dropsFirstSpace = dropsFirstSpace
    self.dropsFirstSpaces = dropsFirstSpaces
    self.controls = controls
    self.unknown = unknown
    self.unknownSurface = unknownSurface
    self.readsBytes = readsBytes
  }
}
