import PreTokenization
import TextNormalization

/// Reads the `pre_tokenizer` of a tokenizer.json.
enum PreTokenizerParts {
  /// The steps of a pre-tokenizer, those of sequences one after another.
  static func steps(_ value: FileValue) throws(TokenizerModelError) -> [PreTokenizationStep] {
    if value.isNull { return [] }
    let type = try value.type()
    if type == "Sequence" {
      try value.allow("pretokenizers")
      var steps: [PreTokenizationStep] = []
      for element in try value.member("pretokenizers").elements() {
        steps += try self.steps(element)
      }
      return steps
    }
    return [try step(value, type)]
  }

  private static func step(
    _ value: FileValue, _ type: String
  ) throws(TokenizerModelError) -> PreTokenizationStep {
    switch type {
    case "ByteLevel":
      try value.allow("add_prefix_space", "trim_offsets", "use_regex")
      return .byteLevel(
        addsPrefixSpace: try value.member("add_prefix_space").bool(),
        usesPattern: try value.bool("use_regex", default: true))
    case "Split": return try split(value)
    case "Digits":
      try value.allow("individual_digits")
      return .digits(individually: try value.member("individual_digits").bool())
    case "Punctuation":
      try value.allow("behavior")
      return .punctuation(try value["behavior"].map(behavior) ?? .isolated)
    case "Whitespace", "WhitespaceSplit", "BertPreTokenizer", "UnicodeScripts":
      try value.allow()
      return type == "Whitespace"
        ? .whitespace
        : type == "WhitespaceSplit"
          ? .whitespaceSplit : type == "BertPreTokenizer" ? .bert : .unicodeScripts
    case "CharDelimiterSplit":
      try value.allow("delimiter")
      return .delimiter(try value.member("delimiter").scalar())
    case "Metaspace": return .metaspace(try metaspace(value))
    case "FixedLength":
      try value.allow("length")
      return .fixedLength(try value["length"]?.integer(in: 1...Int(Int32.max)) ?? 5)
    default: throw try value.member("type").unknown(type)
    }
  }

  private static func split(_ value: FileValue) throws(TokenizerModelError) -> PreTokenizationStep {
    try value.allow("pattern", "behavior", "invert")
    let separator: SplitSeparator =
      switch try NormalizerParts.textPattern(try value.member("pattern")) {
      case .literal(let bytes): .literal(bytes)
      case .regularExpression(let text): .pattern(pattern(text))
      }
    return .split(
      separator, try behavior(try value.member("behavior")),
      isInverted: try value.member("invert").bool())
  }

  /// A pattern by its text; what is not known is run by an engine of its own.
  private static func pattern(_ text: String) -> SplitPattern {
    let known = SplitPattern.recognizing(text)
    guard case .regularExpression(let text) = known else { return known }
    return .regularExpression(LineAnchors.restated(text))
  }

  /// Files spell behaviours in capitals, and some older ones do not.
  private static func behavior(_ value: FileValue) throws(TokenizerModelError) -> SplitBehavior {
    let text = try value.text()
    guard let behavior = SplitBehavior(rawValue: text) else { throw value.unknown(text) }
    return behavior
  }

  /// A `Metaspace`, as a pre-tokenizer and as a decoder.
  static func metaspace(_ value: FileValue) throws(TokenizerModelError) -> Metaspace {
    try value.allow("replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep")
    var scheme = Metaspace.Scheme.always
    if let named = value["prepend_scheme"] {
      let text = try named.text()
      guard let known = Metaspace.Scheme(rawValue: text) else { throw named.unknown(text) }
      scheme = known
    }
    if let adds = value["add_prefix_space"], try !adds.bool() {
      guard scheme == .never || value["prepend_scheme"] == nil else {
        throw .invalid(place: adds.place, problem: "false, where prepend_scheme is not never")
      }
      scheme = .never
    }
    return Metaspace(
      replacement: try value.member("replacement").scalar(), scheme: scheme,
      splits: try value.bool("split", default: true))
  }
}
