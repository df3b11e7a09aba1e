/// Reads `truncation` and `padding` of a tokenizer.json.
enum LengthLimitParts {
  /// The truncation, if there is one.
  static func truncation(_ value: FileValue) throws(TokenizerModelError) -> Truncation? {
    if value.isNull { return nil }
    try value.allow("direction", "max_length", "strategy", "stride")
    return Truncation(
      direction: try value["direction"]?.text() ?? "Right",
      length: try value.member("max_length").integer(in: 0...Int.max),
      strategy: try value.member("strategy").text(),
      stride: try value.member("stride").integer(in: 0...Int.max))
  }

  /// The padding, if there is one.
  static func padding(_ value: FileValue) throws(TokenizerModelError) -> Padding? {
    if value.isNull { return nil }
    try value.allow(
      "strategy", "direction", "pad_to_multiple_of", "pad_id", "pad_type_id", "pad_token")
    return Padding(
      length: try length(try value.member("strategy")),
      direction: try value.member("direction").text(),
      multiple: try value["pad_to_multiple_of"]?.integer(in: 0...Int.max),
      token: FramingToken(
        content: try value.member("pad_token").bytes(),
        id: TokenID(try value.member("pad_id").integer(in: 0...TokenizerJSON.idLimit - 1))),
      typeID: try value.member("pad_type_id").integer(in: 0...Int(Int32.max)))
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
}
