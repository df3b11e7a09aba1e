/// Lower rates at some hours of some days.
///
/// In its hours a rate stands in for the standard one, tiers and all; a unit without one keeps its
/// standard rate.
public struct OffPeakRates: Hashable, Sendable {
  /// A stretch of some days, from a minute of the day on and up to another. Where the end is not
  /// after the start it goes on past midnight.
  public struct Window: Hashable, Sendable {
    /// The days, 1 for Monday to 7 for Sunday.
    public var weekdays: Set<Int>
    /// The first minute of the day, in UTC.
    public var start: Int
    /// The minute after the last one.
    public var end: Int

    /// A window of the given days and minutes in UTC.
    public init(weekdays: Set<Int>, start: Int, end: Int) {
      self.weekdays = weekdays
      self.start = start
      self.end = end
    }

    func contains(minute: Int) -> Bool {
      start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }
  }

  /// The windows, which may overlap.
  public var windows: [Window]
  /// The vendor's clock before UTC, in minutes, by which a weekday begins.
  public var weekdayOffset: Int
  /// Dollars for a token.
  public var rates: [BilledUnit: ExactDecimal]

  /// Rates for windows.
  public init(windows: [Window], weekdayOffset: Int, rates: [BilledUnit: ExactDecimal]) {
    self.windows = windows
    self.weekdayOffset = weekdayOffset
    self.rates = rates
  }

  /// Whether the rates apply at a moment.
  public func contains(_ moment: WeekMoment) -> Bool {
    let weekday = moment.advanced(byMinutes: weekdayOffset).weekday
    return windows.contains { $0.weekdays.contains(weekday) && $0.contains(minute: moment.minute) }
  }

  func perToken(_ unit: BilledUnit) -> ExactDecimal? {
    rates[unit]
  }
}
