/// The languages that reports are written in.
package enum ReportLanguage: String, CaseIterable, Sendable {
  case korean = "ko"
  case english = "en"

  /// The wording for this language.
  func pick(_ korean: String, _ english: String) -> String {
    self == .korean ? korean : english
  }
}

/// Numbers as people read them; the same digits everywhere, whatever the locale.
enum FigureText {
  /// Rounded half away from zero to some decimal places.
  static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "−" : ""
    if places == 0 { return sign + grouped(scaled) }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: places - fraction.count)
    return sign + grouped(scaled / scale) + "." + zeros + fraction
  }

  /// With commas between thousands.
  static func grouped(_ number: Int) -> String {
    var digits = String(abs(number))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "−" : "") + groups.joined(separator: ",")
  }

  /// A share as a percentage.
  static func percent(_ share: Double) -> String {
    decimal(100 * share, places: share != 0 && abs(share) < 0.01 ? 2 : 1) + "%"
  }
}

extension Metric {
  /// How the figure is written.
  package func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    switch self {
    case .tokens: return FigureText.grouped(Int(value))
    case .wholeEojeolShare, .singleTokenRetention, .continuedWordShare, .cutSyllableShare,
      .incompleteHangulShare, .lostShare, .vocabularyUse:
      return FigureText.percent(value)
    case .renyiEfficiency: return FigureText.decimal(value, places: 3)
    default: return FigureText.decimal(value, places: 2)
    }
  }

  /// How an interval is written.
  func text(_ interval: ConfidenceInterval) -> String {
    "\(text(interval.low))–\(text(interval.high))"
  }

  /// Which way is better for the reader of Korean; nil where neither is by itself.
  var prefersLow: Bool? {
    switch self {
    case .bytesPerToken, .charactersPerToken, .wholeEojeolShare, .singleTokenRetention: false
    case .renyiEfficiency, .vocabularyUse: nil
    default: true
    }
  }
}
