/// One step of a pre-tokenizer: how it cuts every piece that the steps before it left.
///
/// The steps are those of Hugging Face's `tokenizer.json`, whose names stand in quotation marks. Most
/// only cut; `byteLevel` and `metaspace` also change the text of a piece.
public enum PreTokenizationStep: Sendable, Equatable {
  /// Writes each byte as its character of GPT-2's alphabet, after cutting by GPT-2's pattern where
  /// asked ("ByteLevel").
  case byteLevel(addsPrefixSpace: Bool, usesPattern: Bool)
  /// Cuts at what a separator matches, or at what it does not ("Split").
  case split(SplitSeparator, SplitBehavior, isInverted: Bool)
  /// Sets numbers apart, each digit alone or whole runs ("Digits").
  case digits(individually: Bool)
  /// Cuts at punctuation ("Punctuation").
  case punctuation(SplitBehavior)
  /// Keeps `\w+|[^\w\s]+` ("Whitespace").
  case whitespace
  /// Keeps what stands between white space ("WhitespaceSplit").
  case whitespaceSplit
  /// Keeps what stands between delimiters ("CharDelimiterSplit").
  case delimiter(Unicode.Scalar)
  /// Writes a visible character for each space ("Metaspace").
  case metaspace(Metaspace)
  /// Keeps words and single punctuation marks ("BertPreTokenizer").
  case bert
  /// Cuts where the script changes ("UnicodeScripts").
  case unicodeScripts
  /// Cuts after so many scalars ("FixedLength").
  case fixedLength(Int)
}

extension PreTokenizationStep: CustomStringConvertible {
  /// The step's name in a tokenizer.json.
  public var description: String {
    switch self {
    case .byteLevel: "ByteLevel"
    case .split: "Split"
    case .digits: "Digits"
    case .punctuation: "Punctuation"
    case .whitespace: "Whitespace"
    case .whitespaceSplit: "WhitespaceSplit"
    case .delimiter: "CharDelimiterSplit"
    case .metaspace: "Metaspace"
    case .bert: "BertPreTokenizer"
    case .unicodeScripts: "UnicodeScripts"
    case .fixedLength: "FixedLength"
    }
  }
}

/// What a piece is cut at.
public enum SplitSeparator: Sendable, Equatable {
  /// These bytes, which are not empty.
  case literal([UInt8])
  /// What a pattern matches.
  case pattern(SplitPattern)
}

/// What becomes of a separator.
public enum SplitBehavior: String, Sendable, CaseIterable {
  /// It is dropped.
  case removed = "Removed"
  /// It is a piece of its own.
  case isolated = "Isolated"
  /// It ends the piece before it.
  case mergedWithPrevious = "MergedWithPrevious"
  /// It begins the piece after it.
  case mergedWithNext = "MergedWithNext"
  /// Neighbouring separators are one piece.
  case contiguous = "Contiguous"
}

/// How spaces are made visible.
public struct Metaspace: Hashable, Sendable {
  /// Where the character is written before a text that does not begin with it.
  public enum Scheme: String, Sendable, CaseIterable {
    /// Before every piece.
    case always
    /// Before the piece at the start of the whole text.
    case first
    /// Nowhere.
    case never
  }

  /// What stands for a space, mostly U+2581.
  public var replacement: Unicode.Scalar
  /// Where it is written before a text.
  public var scheme: Scheme
  /// Whether pieces are cut before it.
  public var splits: Bool

  /// A rule of the given parts.
  public init(
    replacement: Unicode.Scalar = "\u{2581}", scheme: Scheme = .always, splits: Bool = true
  ) {
    self.replacement = replacement
    self.scheme = scheme
    self.splits = splits
  }
}
