/// Reads the `post_processor` of a tokenizer.json.
enum PostProcessorParts {
  /// The post-processor, if there is one.
  static func read(_ value: FileValue) throws(TokenizerModelError) -> PostProcessor? {
    value.isNull ? nil : try processor(value)
  }

  private static func processor(_ value: FileValue) throws(TokenizerModelError) -> PostProcessor {
    let type = try value.type()
    switch type {
    case "Sequence":
      try value.allow("processors")
      var processors: [PostProcessor] = []
      for element in try value.member("processors").elements() {
        processors.append(try processor(element))
      }
      return .sequence(processors)
    case "TemplateProcessing": return .template(try template(value))
    case "BertProcessing":
      try value.allow("sep", "cls")
      return .bert(
        separator: try token(try value.member("sep")),
        classifier: try token(try value.member("cls")))
    case "RobertaProcessing":
      try value.allow("sep", "cls", "trim_offsets", "add_prefix_space")
      return .roberta(
        separator: try token(try value.member("sep")),
        classifier: try token(try value.member("cls")),
        trimsOffsets: try value.member("trim_offsets").bool(),
        addsPrefixSpace: try value.member("add_prefix_space").bool())
    case "ByteLevel":
      try value.allow("add_prefix_space", "trim_offsets", "use_regex")
      return .byteLevel(
        addsPrefixSpace: try value.member("add_prefix_space").bool(),
        trimsOffsets: try value.member("trim_offsets").bool(),
        usesPattern: try value.bool("use_regex", default: true))
    default: throw try value.member("type").unknown(type)
    }
  }

  /// A token as `["</s>", 2]`.
  private static func token(_ value: FileValue) throws(TokenizerModelError) -> FramingToken {
    let parts = try value.elements()
    guard parts.count == 2 else {
      throw .invalid(place: value.place, problem: "not a token and its id")
    }
    return FramingToken(content: try parts[0].bytes(), id: try id(parts[1]))
  }

  private static func id(_ value: FileValue) throws(TokenizerModelError) -> TokenID {
    TokenID(try value.integer(in: 0...TokenizerJSON.idLimit - 1))
  }

  private static func template(_ value: FileValue) throws(TokenizerModelError) -> PromptTemplate {
    // Cohere's files keep what a ByteLevel that stood here before had; a template makes no use of it.
    try value.allow(
      "single", "pair", "special_tokens", "add_prefix_space", "trim_offsets", "use_regex")
    var tokens: [PromptTemplate.NamedTokens] = []
    let special = try value.member("special_tokens")
    guard case .object(let members) = special.content else {
      throw .invalid(place: special.place, problem: "an object should stand here")
    }
    for member in members { tokens.append(try namedTokens(member.value)) }
    let template = PromptTemplate(
      single: try parts(try value.member("single")), pair: try parts(try value.member("pair")),
      tokens: tokens)
    for case .token(let name, _) in template.single + template.pair
    where !tokens.contains(where: { $0.name == name }) {
      throw .invalid(
        place: special.place, problem: "\(JSONReader.quoted(name)) is used and not defined")
    }
    return template
  }

  private static func namedTokens(
    _ value: FileValue
  ) throws(TokenizerModelError) -> PromptTemplate.NamedTokens {
    try value.allow("id", "ids", "tokens")
    let ids = try value.member("ids")
    let texts = try value.member("tokens").elements()
    var tokens: [FramingToken] = []
    for (place, element) in try ids.elements().enumerated() {
      guard place < texts.count else {
        throw .invalid(place: ids.place, problem: "more ids than tokens")
      }
      tokens.append(FramingToken(content: try texts[place].bytes(), id: try id(element)))
    }
    return PromptTemplate.NamedTokens(name: try value.member("id").bytes(), tokens: tokens)
  }

  private static func parts(
    _ value: FileValue
  ) throws(TokenizerModelError) -> [PromptTemplate.Part] {
    var parts: [PromptTemplate.Part] = []
    for element in try value.elements() {
      try element.allow("Sequence", "SpecialToken")
      let sequence = element["Sequence"]
      let body = if let sequence { sequence } else { try element.member("SpecialToken") }
      try body.allow("id", "type_id")
      let name = try body.member("id")
      let typeID = try body.member("type_id").integer(in: 0...Int(Int32.max))
      if sequence == nil {
        parts.append(.token(name: try name.bytes(), typeID: typeID))
        continue
      }
      let text = try name.text()
      guard text == "A" || text == "B" else { throw name.unknown(text) }
      parts.append(.text(isSecond: text == "B", typeID: typeID))
    }
    return parts
  }
}
