/// The time that `strftime_now` tells. It is given, never read, so that equal calls give equal prompts.
public struct ChatClock: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, from 1.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int
  /// The hour, from 0 to 23.
  public var hour: Int
  /// The minute.
  public var minute: Int
  /// The second.
  public var second: Int

  /// A time of the proleptic Gregorian calendar.
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The UTC time of some seconds after 1970 began.
  public init(secondsSince1970 seconds: Int) {
    var (days, rest) = seconds.quotientAndRemainder(dividingBy: 86400)
    if rest < 0 { (days, rest) = (days - 1, rest + 86400) }
    self.init(year: 1970, month: 1, day: 1)
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// A field that is not known.
  struct UnknownField: Error {
    var field: String
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// The time in a format of C's `strftime`, in English.
  func text(_ format: [UInt8]) throws(UnknownField) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < format.count {
      guard format[index] == UInt8(ascii: "%"), index + 1 < format.count else {
        result.append(format[index])
        index += 1
        continue
      }
      let isUnpadded = format[index + 1] == UInt8(ascii: "-") && index + 2 < format.count
      let field = format[index + (isUnpadded ? 2 : 1)]
      result.append(contentsOf: try text(of: field, isUnpadded ? 1 : 2).utf8)
      index += isUnpadded ? 3 : 2
    }
    return result
  }

  private func text(of field: UInt8, _ width: Int) throws(UnknownField) -> String {
    switch field {
    case UInt8(ascii: "Y"): return padded(year, 4)
    case UInt8(ascii: "y"): return padded(year % 100, width)
    case UInt8(ascii: "m"): return padded(month, width)
    case UInt8(ascii: "d"): return padded(day, width)
    case UInt8(ascii: "e"): return day < 10 && width > 1 ? " \(day)" : "\(day)"
    case UInt8(ascii: "H"): return padded(hour, width)
    case UInt8(ascii: "I"): return padded((hour + 11) % 12 + 1, width)
    case UInt8(ascii: "M"): return padded(minute, width)
    case UInt8(ascii: "S"): return padded(second, width)
    case UInt8(ascii: "p"): return hour < 12 ? "AM" : "PM"
    case UInt8(ascii: "B"): return monthName
    case UInt8(ascii: "b"), UInt8(ascii: "h"): return String(monthName.prefix(3))
    case UInt8(ascii: "A"): return weekdayName
    case UInt8(ascii: "a"): return String(weekdayName.prefix(3))
    case UInt8(ascii: "F"): return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    case UInt8(ascii: "T"): return "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    case UInt8(ascii: "%"): return "%"
    default: throw UnknownField(field: "%" + String(decoding: [field], as: UTF8.self))
    }
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private var monthName: String {
    (1...12).contains(month) ? Self.months[month - 1] : String(month)
  }

  /// By Sakamoto's method.
  private var weekdayName: String {
    let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    guard (1...12).contains(month) else { return "" }
    let year = month < 3 ? year - 1 : year
    let weekday = (year + year / 4 - year / 100 + year / 400 + offsets[month - 1] + day) % 7
    return Self.weekdays[(weekday + 7) % 7]
  }
}
