/// The filters for numbers, and for sums and extremes of them.
extension TemplateRun {
  mutating func applyNumeric(
    _ filter: TemplateFilter, _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    switch filter {
    case .int:
      let values = try bind(arguments, "default", "base", to: "int")
      if try integer(values[1], default: 10, offset) != 10 {
        throw unsupported("int with a base other than 10", offset)
      }
      return Self.parsedInteger(value).map(TemplateValue.integer) ?? values[0] ?? .integer(0)
    case .float:
      let standard = try bind(arguments, "default", to: "float")[0] ?? .float(0)
      return Self.parsedFloat(value).map(TemplateValue.float) ?? standard
    case .abs:
      if case .float(let number) = value { return .float(number.magnitude) }
      let number = try integer(value, default: 0, offset)
      return number < 0 ? try negate(value, offset) : .integer(number)
    case .round: return try rounded(value, arguments)
    case .sum:
      let values = try bind(arguments, "attribute", "start", to: "sum")
      var sum = values[1] ?? .integer(0)
      for element in try iterate(value, offset) {
        sum = try calculate("+", sum, try key(values[0], of: element, offset), offset)
        try checkDepth(of: sum, offset)
      }
      return sum
    default:
      let values = try bind(arguments, "case_sensitive", "attribute", to: filter.rawValue)
      let elements = try iterate(value, offset)
      var best: (key: TemplateValue, value: TemplateValue)?
      for element in elements {
        let key = try foldedKey(values[1], of: element, values[0]?.isTrue == true, offset)
        guard let current = best else {
          best = (key, element)
          continue
        }
        let isBetter =
          try filter == .min
          ? holds("<", key, current.key, offset) : holds(">", key, current.key, offset)
        if isBetter { best = (key, element) }
      }
      return best?.value ?? .undefined("the extreme of no values")
    }
  }

  private static func parsedInteger(_ value: TemplateValue) -> Int? {
    if let number = value.wholeNumber { return number }
    if case .text(let text) = value, let number = Int(digits(of: text)) { return number }
    return parsedFloat(value).flatMap { Int(exactly: $0.rounded(.towardZero)) }
  }

  private static func parsedFloat(_ value: TemplateValue) -> Double? {
    guard case .text(let text) = value else { return value.number }
    let digits = digits(of: text)
    return digits.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") } ? nil : Double(digits)
  }

  private static func digits(of text: TemplateText) -> String { text.stripped(.both).string }

  private mutating func rounded(
    _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    let values = try bind(arguments, "precision", "method", to: "round")
    let places = try integer(values[0], default: 0, offset)
    let method = try textArgument(values[1] ?? .text("common"), offset).string
    guard let number = value.number else {
      throw failed("round takes a number, not a value of kind \(value.kind)", offset)
    }
    guard (0...9).contains(places) else { throw unsupported("round to \(places) places", offset) }
    if method == "common" {
      if value.wholeNumber != nil { return value }
      return .float(PythonNumber.fixed(number, places: places).flatMap(Double.init) ?? number)
    }
    guard method == "ceil" || method == "floor" else {
      throw unsupported("round by the method \(method)", offset)
    }
    let scale = (0..<places).reduce(1.0) { power, _ in power * 10 }
    return .float((number * scale).rounded(method == "ceil" ? .up : .down) / scale)
  }
}
