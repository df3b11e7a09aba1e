public import PreTokenization
public import TextNormalization

/// One step from the texts of tokens back to text.
///
/// The steps are those of Hugging Face's `tokenizer.json`, whose names stand in quotation marks.
public enum DecodingStep: Sendable, Equatable {
  /// Characters of GPT-2's alphabet become bytes ("ByteLevel").
  case byteLevel
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
}
