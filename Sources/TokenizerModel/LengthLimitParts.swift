/// Reads and writes `truncation` and `padding` of a tokenizer.json.
enum LengthLimitParts {
  /// The truncation, if there is one.
  static func truncation(_ value: FileValue) throws(TokenizerModelError) -> Truncation? {
    if value.isNull { return nil }
    try value.allow("direction", "max_length", "strategy", "stride")
    let strategy = try value.member("strategy")
    let name = try strategy.text()
    guard let known = Truncation.Strategy.allCases.first(where: { $0.fileName == name }) else {
      throw strategy.unknown(name)
    }
    return Truncation(
      length: try value.member("max_length").integer(in: 0...Int.max), strategy: known,
      direction: try value["direction"].map(direction) ?? .right,
      stride: try value.member("stride").integer(in: 0...Int.max))
  }

  /// The padding, if there is one.
  static func padding(_ value: FileValue) throws(TokenizerModelError) -> Padding? {
    if value.isNull { return nil }
    try value.allow(
      "strategy", "direction", "pad_to_multiple_of", "pad_id", "pad_type_id", "pad_token")
    return Padding(
      length: try length(try value.member("strategy")),
      direction: try direction(try value.member("direction")),
      multiple: try value["pad_to_multiple_of"]?.integer(in: 0...Int.max),
      token: FramingToken(
        content: try value.member("pad_token").bytes(),
        id: TokenID(try value.member("pad_id").integer(in: 0...TokenizerJSON.idLimit - 1))),
      typeID: try value.member("pad_type_id").integer(in: 0...Int(Int32.max)))
  }

  private static func direction(_ value: FileValue) throws(TokenizerModelError) -> TextEnd {
    let name = try value.text()
    guard let end = TextEnd.allCases.first(where: { $0.fileName == name }) else {
      throw value.unknown(name)
    }
    return end
  }

  /// `"BatchLongest"` or `{"Fixed": n}`.
  private static func length(_ strategy: FileValue) throws(TokenizerModelError) -> Int? {
    if case .object = strategy.content {
      try strategy.allow("Fixed")
      return try strategy.member("Fixed").integer(in: 0...Int.max)
    }
    let text = try strategy.text()
    guard text == "BatchLongest" else { throw strategy.unknown(text) }
    return nil
  }

  /// Writes a truncation, or null.
  static func write(_ truncation: Truncation?, to writer: inout JSONWriter) {
    guard let truncation else { return writer.null() }
    writer.object { writer in
      writer.member("direction") { $0.string(truncation.direction.fileName) }
      writer.member("max_length") { $0.integer(truncation.length) }
      writer.member("strategy") { $0.string(truncation.strategy.fileName) }
      writer.member("stride") { $0.integer(truncation.stride) }
    }
  }

  /// Writes a padding, or null.
  static func write(_ padding: Padding?, to writer: inout JSONWriter) {
    guard let padding else { return writer.null() }
    writer.object { writer in
      writer.member("strategy") { writer in
        guard let length = padding.length else { return writer.string("BatchLongest") }
        writer.object { $0.member("Fixed") { $0.integer(length) } }
      }
      writer.member("direction") { $0.string(padding.direction.fileName) }
      writer.member("pad_to_multiple_of") { writer in
        if let multiple = padding.multiple { writer.integer(multiple) } else { writer.null() }
      }
      writer.member("pad_id") { $0.integer(padding.token.id.rawValue) }
      writer.member("pad_type_id") { $0.integer(padding.typeID) }
      writer.member("pad_token") { $0.string(padding.token.content) }
    }
  }
}

extension TextEnd {
  /// Its name in a tokenizer.json.
  fileprivate var fileName: String {
    switch self {
    case .left: "Left"
    case .right: "Right"
    }
  }
}

extension Truncation.Strategy {
  /// Its name in a tokenizer.json.
  fileprivate var fileName: String {
    switch self {
    case .longestFirst: "LongestFirst"
    case .onlyFirst: "OnlyFirst"
    case .onlySecond: "OnlySecond"
    }
  }
}
