/// A day of the calendar.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The year, from 1.
  public let year: Int
  /// The month, from 1.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Reads a date such as `2026-11-20`; nil for anything else and for days that do not exist.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2] else { return nil }
    let numbers = parts.compactMap { part in
      part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        ? Int(String(decoding: Array(part), as: UTF8.self)) : nil
    }
    guard numbers.count == 3, numbers[0] > 0, (1...12).contains(numbers[1]) else { return nil }
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard (1...daysOfMonth).contains(day) else { return nil }
  }

  /// The date as it is read.
  public var description: String {
    let digits = [(year, 4), (month, 2), (day, 2)].map { number, width in
      let text = String(number)
      return String(repeating: "0", count: width - text.count) + text
    }
    return digits.joined(separator: "-")
  }

  /// The day of the week, 1 for Monday to 7 for Sunday.
  public var weekday: Int {
    // The months are counted from March, so that a leap day is the last of its year.
    let (m, y) = month > 2 ? (month - 3, year) : (month + 9, year - 1)
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day
    return (days + 1) % 7 + 1
  }

  /// Whether the left day comes first.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private var daysOfMonth: Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
