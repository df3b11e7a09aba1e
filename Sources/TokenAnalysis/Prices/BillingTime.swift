import TokenizerModel

/// When a call is made: a day, or a minute of it in UTC.
public struct BillingTime: Hashable, Sendable {
  /// The day.
  public let day: CivilDate
  /// The minute of the week; nil where only the day is known.
  public let moment: WeekMoment?

  /// Reads `2026-11-20` or `2026-11-20T16:30Z`.
  ///
  /// - Throws: `TokenAnalysisError.invalid` for anything else.
  public init(_ text: String) throws(TokenAnalysisError) {
    let bytes = Array(text.utf8)
    let error = TokenAnalysisError.invalid(
      place: "the time",
      problem: "\(JSONReader.quoted(bytes)) is not a date such as 2026-11-20 or 2026-11-20T16:30Z")
    guard let day = CivilDate(String(decoding: bytes.prefix(10), as: UTF8.self)) else {
      throw error
    }
    self.day = day
    if bytes.count == 10 {
      moment = nil
      return
    }
    guard bytes.count == 17, bytes[10] == UInt8(ascii: "T"), bytes[16] == UInt8(ascii: "Z"),
      let minute = LiteLLMOffPeak.minute(bytes[11..<16])
    else { throw error }
    moment = WeekMoment(weekday: day.weekday, minute: minute)
  }
}
