import TokenizerModel

/// One call of a log that is to be billed: a line of JSON.
///
/// ```json
/// {"model": "gpt-5.4", "input_tokens": 1200, "cached_tokens": 1000, "output_tokens": 80}
/// ```
///
/// Further members are the counts `cache_write_tokens`, `cache_write_1h_tokens`,
/// `audio_input_tokens`, `image_input_tokens`, `reasoning_tokens`, `audio_output_tokens` and
/// `image_output_tokens`, and the terms `service`, `region` and `at`. Any other member is an error: a
/// misspelt count would be billed as nothing.
public struct UsageRecord: Sendable {
  /// The model's name.
  public var model = ""
  /// The tokens.
  public var usage = TokenUsage(inputTokens: 0)
  /// The terms.
  public var terms = Bill.Terms()
  /// The day of the call, where the record says it.
  public var day: CivilDate?

  /// Reads a line; what it does not say of the terms is as given.
  ///
  /// - Throws: `TokenAnalysisError` for a line of another shape.
  public init(
    jsonLine: [UInt8], terms: Bill.Terms = Bill.Terms()
  ) throws(TokenAnalysisError) {
    var record = UsageRecord()
    record.terms = terms
    try PriceReading.read(jsonLine) { reader in
      try reader.readObject { reader, key in
        try record.readMember(String(decoding: key, as: UTF8.self), &reader)
      }
    }
    if record.model.isEmpty { throw .invalid(place: "model", problem: "it is missing") }
    self = record
  }

  private init() {}

  private static func count(_ key: String) -> WritableKeyPath<TokenUsage, Int>? {
    switch key {
    case "input_tokens": \.inputTokens
    case "cached_tokens": \.cachedTokens
    case "cache_write_tokens": \.cacheWriteTokens
    case "cache_write_1h_tokens": \.cacheWriteHourTokens
    case "audio_input_tokens": \.audioInputTokens
    case "image_input_tokens": \.imageInputTokens
    case "output_tokens": \.outputTokens
    case "reasoning_tokens": \.reasoningTokens
    case "audio_output_tokens": \.audioOutputTokens
    case "image_output_tokens": \.imageOutputTokens
    default: nil
    }
  }

  private mutating func readMember(_ key: String, _ reader: inout JSONReader) throws {
    if let count = Self.count(key) {
      usage[keyPath: count] = try reader.readInteger()
      return
    }
    guard ["model", "region", "service", "at"].contains(key) else {
      throw TokenAnalysisError.invalid(
        place: "the record", problem: "\(JSONReader.quoted(key.utf8)) is no member of it")
    }
    let text = String(decoding: try reader.readString(), as: UTF8.self)
    switch key {
    case "model": model = text
    case "region": terms.region = text.lowercased()
    case "service":
      guard let service = ServiceLevel(rawValue: text) else {
        throw TokenAnalysisError.invalid(
          place: key,
          problem: "\(JSONReader.quoted(text.utf8)) is not standard, batch, flex or priority")
      }
      terms.service = service
    default:
      let time = try BillingTime(text)
      day = time.day
      terms.moment = time.moment
    }
  }
}
