import PreTokenization

/// A `pre_tokenizer` of tokenizer.json as it stands, with the place it stands at.
struct PreTokenizerParts {
  private let place: String
  private var type = ""
  private var steps: [PreTokenizerParts] = []
  private var addsPrefixSpace = false
  private var usesPattern = true
  private var isInverted = false
  private var behavior = ""
  private var regularExpression: String?

  init(reading reader: inout JSONReader, at place: String = "pre_tokenizer") throws {
    self.place = place
    if try reader.readNull() { return }
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": type = try reader.readText()
      case "pretokenizers":
        try reader.readArray { reader, index in
          steps.append(
            try PreTokenizerParts(reading: &reader, at: "\(place).pretokenizers[\(index)]"))
        }
      case "add_prefix_space": addsPrefixSpace = try reader.readBool()
      case "use_regex": usesPattern = try reader.readBool()
      case "invert": isInverted = try reader.readBool()
      case "behavior": behavior = try reader.readText()
      case "pattern":
        try reader.readObject { reader, key in
          guard key.elementsEqual("Regex".utf8) else { return try reader.skipValue() }
          regularExpression = try reader.readText()
        }
      default: try reader.skipValue()
      }
    }
  }

  /// The split pattern that the steps amount to, or nil where bytes are not mapped at all.
  ///
  /// Supported are `ByteLevel` alone, and one `Split` before a `ByteLevel` without its own pattern.
  func pattern() throws(TokenizerModelError) -> SplitPattern? {
    switch type {
    case "": return nil
    case "ByteLevel":
      try checkByteLevel()
      return usesPattern ? .gpt2 : SplitPattern.none
    case "Sequence" where steps.count == 1: return try steps[0].pattern()
    case "Sequence" where steps.count == 2 && steps[0].type == "Split":
      let split = try steps[0].splitPattern()
      guard steps[1].type == "ByteLevel" else { throw steps[1].unsupportedType() }
      try steps[1].checkByteLevel()
      guard !steps[1].usesPattern else {
        throw .unsupported(place: "\(steps[1].place).use_regex", value: "true after a Split")
      }
      return split
    case "Sequence":
      throw .unsupported(
        place: place, value: "a sequence of \(steps.map(\.type).joined(separator: ", "))")
    default: throw unsupportedType()
    }
  }

  private func splitPattern() throws(TokenizerModelError) -> SplitPattern {
    guard let regularExpression else {
      throw .unsupported(place: "\(place).pattern", value: "not a regular expression")
    }
    guard behavior == "Isolated", !isInverted else {
      throw .unsupported(
        place: "\(place).behavior",
        value: JSONReader.quoted(behavior.utf8) + (isInverted ? ", inverted" : ""))
    }
    return SplitPattern.recognizing(regularExpression)
  }

  private func checkByteLevel() throws(TokenizerModelError) {
    if addsPrefixSpace { throw .unsupported(place: "\(place).add_prefix_space", value: "true") }
  }

  private func unsupportedType() -> TokenizerModelError {
    .unsupported(place: "\(place).type", value: JSONReader.quoted(type.utf8))
  }
}
