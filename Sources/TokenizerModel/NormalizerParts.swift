import TextNormalization

/// Reads the `normalizer` of a tokenizer.json.
enum NormalizerParts {
  /// The steps of a normalizer, those of sequences one after another.
  static func steps(_ value: FileValue) throws(TokenizerModelError) -> [NormalizationStep] {
    if value.isNull { return [] }
    let type = try value.type()
    if type == "Sequence" {
      try value.allow("normalizers")
      var steps: [NormalizationStep] = []
      for element in try value.member("normalizers").elements() {
        steps += try self.steps(element)
      }
      return steps
    }
    return [try step(value, type)]
  }

  private static func step(
    _ value: FileValue, _ type: String
  ) throws(TokenizerModelError) -> NormalizationStep {
    switch type {
    case "NFC", "NFD", "NFKC", "NFKD":
      try value.allow()
      guard let form = NormalizationForm(rawValue: type.lowercased()) else {
        preconditionFailure("\(type) is the name of a form")
      }
      return .form(form)
    case "Nmt", "Lowercase", "StripAccents", "ByteLevel":
      try value.allow()
      return type == "Nmt"
        ? .nmt : type == "Lowercase" ? .lowercase : type == "ByteLevel" ? .byteLevel : .stripAccents
    case "Precompiled":
      try value.allow("precompiled_charsmap")
      let text = try value.member("precompiled_charsmap")
      guard let bytes = Base64.decode(try text.bytes()[...]) else {
        throw .invalid(place: text.place, problem: "not Base64")
      }
      let map = CharacterMap(bytes)
      do throws(TextNormalizationError) {
        _ = try CharacterMapTables(map)
      } catch {
        throw .invalid(place: text.place, problem: error.description)
      }
      return .precompiled(map)
    case "Strip":
      try value.allow("strip_left", "strip_right")
      return .strip(
        left: try value.member("strip_left").bool(), right: try value.member("strip_right").bool())
    case "Replace": return try replacement(value)
    case "Prepend":
      try value.allow("prepend")
      return .prepend(try value.member("prepend").bytes())
    case "BertNormalizer": return try bert(value)
    default: throw try value.member("type").unknown(type)
    }
  }

  /// What and with what a `Replace` replaces.
  private static func replacement(
    _ value: FileValue
  ) throws(TokenizerModelError) -> NormalizationStep {
    try value.allow("pattern", "content")
    let pattern = try textPattern(try value.member("pattern"))
    return .replace(pattern.restated, with: try value.member("content").bytes())
  }

  /// A `{"String": ...}` or `{"Regex": ...}`.
  static func textPattern(_ value: FileValue) throws(TokenizerModelError) -> TextPattern {
    try value.allow("String", "Regex")
    if let expression = value["Regex"] { return .regularExpression(try expression.text()) }
    let literal = try value.member("String")
    let bytes = try literal.bytes()
    if bytes.isEmpty {
      throw .unsupported(place: literal.place, value: "empty, to be found everywhere")
    }
    return .literal(bytes)
  }

  private static func bert(_ value: FileValue) throws(TokenizerModelError) -> NormalizationStep {
    try value.allow("clean_text", "handle_chinese_chars", "strip_accents", "lowercase")
    return .bert(
      BertNormalization(
        cleansText: try value.member("clean_text").bool(),
        separatesIdeographs: try value.member("handle_chinese_chars").bool(),
        stripsAccents: try value["strip_accents"]?.bool(),
        lowercases: try value.member("lowercase").bool()))
  }
}
