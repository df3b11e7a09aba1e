/// One step of a normalizer: what it makes of the text before the text is cut.
///
/// The steps are those of Hugging Face's `tokenizer.json`, whose names stand in quotation marks.
public enum NormalizationStep: Sendable, Equatable {
  /// A Unicode normalization form ("NFC", "NFD", "NFKC", "NFKD").
  case form(NormalizationForm)
  /// The clean-up of SentencePiece's neural machine translation rules ("Nmt").
  case nmt
  /// SentencePiece's own table of replacements ("Precompiled").
  case precompiled(CharacterMap)
  /// Unicode's full lower case without regard to context ("Lowercase").
  case lowercase
  /// Takes white space from the ends of the text ("Strip").
  case strip(left: Bool, right: Bool)
  /// Drops nonspacing marks ("StripAccents").
  case stripAccents
  /// Writes a text for each match of a pattern ("Replace").
  case replace(TextPattern, with: [UInt8])
  /// Writes a text before every text that is not empty ("Prepend").
  case prepend([UInt8])
  /// Writes each byte as its character of GPT-2's alphabet ("ByteLevel").
  case byteLevel
  /// BERT's clean-up ("BertNormalizer").
  case bert(BertNormalization)
  /// All that SentencePiece does to a text. No tokenizer.json can say it.
  case sentencePiece(SentencePieceNormalization)
}

extension NormalizationStep: CustomStringConvertible {
  /// The step's name in a tokenizer.json.
  public var description: String {
    switch self {
    case .form(let form): form.rawValue.uppercased()
    case .nmt: "Nmt"
    case .precompiled: "Precompiled"
    case .lowercase: "Lowercase"
    case .strip: "Strip"
    case .stripAccents: "StripAccents"
    case .replace: "Replace"
    case .prepend: "Prepend"
    case .byteLevel: "ByteLevel"
    case .bert: "BertNormalizer"
    case .sentencePiece: "SentencePiece"
    }
  }
}

/// What a step looks for in a text.
public enum TextPattern: Sendable, Equatable {
  /// These bytes, which are not empty.
  case literal([UInt8])
  /// A regular expression in the syntax that `tokenizers` runs.
  case regularExpression(String)

  /// Whether both look for the same, byte for byte (canonical equivalence is not enough).
  public static func == (left: TextPattern, right: TextPattern) -> Bool {
    switch (left, right) {
    case (.literal(let left), .literal(let right)): left == right
    case (.regularExpression(let left), .regularExpression(let right)):
      left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }
}
