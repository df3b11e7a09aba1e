/// A minute of the week in UTC: all of the time that prices depend on within one price list.
public struct WeekMoment: Hashable, Sendable {
  private static let minutesOfDay = 24 * 60

  /// The day, 1 for Monday to 7 for Sunday.
  public let weekday: Int
  /// The minute of the day, from 0.
  public let minute: Int

  /// A minute of a day, or nil where one of them does not exist.
  public init?(weekday: Int, minute: Int) {
    guard (1...7).contains(weekday), (0..<Self.minutesOfDay).contains(minute) else { return nil }
    self.weekday = weekday
    self.minute = minute
  }

  private init(minuteOfWeek: Int) {
    weekday = minuteOfWeek / Self.minutesOfDay + 1
    minute = minuteOfWeek % Self.minutesOfDay
  }

  /// The moment so many minutes later, in the week without end.
  func advanced(byMinutes minutes: Int) -> WeekMoment {
    let week = 7 * Self.minutesOfDay
    let sum = (weekday - 1) * Self.minutesOfDay + minute + minutes
    return WeekMoment(minuteOfWeek: (sum % week + week) % week)
  }
}
