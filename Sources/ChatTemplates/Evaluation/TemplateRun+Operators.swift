extension TemplateRun {
  /// The text that `str` gives for a value.
  mutating func text(
    of value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    if case .text(let text) = value { return text }
    var printer = TemplatePrinter(
      nesting: limits.valueNesting, bytes: printableBytes, namespaces: namespaces)
    printer.write(value)
    try charge(printed: printer.text.count, isBeyondLimits: printer.isBeyondLimits, offset)
    return printer.text
  }

  /// What a value is gone through by: elements, keys, or scalars.
  mutating func iterate(
    _ value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let elements: [TemplateValue]
    switch value {
    case .undefined: elements = []
    case .list(let sequence), .tuple(let sequence), .stream(let sequence):
      elements = sequence.elements
    case .mapping(let mapping): elements = mapping.keys
    case .text(let text):
      try charge(elements: text.scalarCount, offset)
      let starts = text.scalarStarts
      elements = zip(starts, starts.dropFirst()).map { .text(text[$0..<$1]) }
    default: throw failed("a value of kind \(value.kind) cannot be gone through", offset)
    }
    try charge(elements: elements.count, offset)
    return elements
  }

  mutating func negate(
    _ value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    if case .float(let number) = value { return .float(-number) }
    return try calculate("-", .integer(0), value, offset)
  }

  /// Whether a comparison holds.
  mutating func holds(
    _ sign: String, _ left: TemplateValue, _ right: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> Bool {
    switch sign {
    case "==": return try compare(offset) { $0.areEqual(left, right) }
    case "!=": return try !compare(offset) { $0.areEqual(left, right) }
    case "in": return try contains(right, left, offset)
    case "not in": return try !contains(right, left, offset)
    default: break
    }
    let isLess = sign == "<" || sign == "<="
    let first = isLess ? left : right
    let second = isLess ? right : left
    let precedes = try compare(offset) { $0.precedes(first, second) }
    guard let precedes else {
      throw failed("\(sign) does not compare \(left.kind) with \(right.kind)", offset)
    }
    if precedes || sign == "<" || sign == ">" { return precedes }
    return try compare(offset) { $0.areEqual(left, right) }
  }

  private mutating func contains(
    _ whole: TemplateValue, _ part: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> Bool {
    switch whole {
    case .text(let text):
      guard case .text(let part) = part else {
        throw failed("a text contains only texts, not a value of kind \(part.kind)", offset)
      }
      try charge(scanned: text.count + part.count, offset)
      return text.firstPlace(of: part) != nil
    case .mapping(let mapping): return mapping[try key(part, offset)] != nil
    default:
      for element in try iterate(whole, offset)
      where try compare(offset, { $0.areEqual(element, part) }) {
        return true
      }
      return false
    }
  }

  /// The result of a sign of arithmetic.
  mutating func calculate(
    _ sign: String, _ left: TemplateValue, _ right: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    if let left = left.wholeNumber, let right = right.wholeNumber, sign != "/" {
      return try calculate(sign, left, right, offset)
    }
    if let left = left.number, let right = right.number {
      return .float(try calculate(sign, left, right, offset))
    }
    switch (sign, left, right) {
    case ("+", .text(let left), .text(let right)): return .text(try join(left, right, offset))
    case ("+", .list(let left), .list(let right)):
      try charge(elements: left.count + right.count, offset)
      return .list(left.elements + right.elements)
    case ("+", .tuple(let left), .tuple(let right)):
      try charge(elements: left.count + right.count, offset)
      return .tuple(TemplateSequence(left.elements + right.elements))
    case ("*", .text(let text), let other), ("*", let other, .text(let text)):
      if let count = other.wholeNumber { return .text(try repeated(text, count, offset)) }
    case ("*", .list(let list), let other), ("*", let other, .list(let list)):
      if let count = other.wholeNumber { return try repeated(list, count, offset) }
    case ("%", .text(let text), .tuple(let values)):
      return .text(try format(text, values.elements, offset))
    case ("%", .text(let text), let value): return .text(try format(text, [value], offset))
    default: break
    }
    for case .undefined(let name) in [left, right] { throw failed("\(name) is undefined", offset) }
    throw failed("\(sign) does not take \(left.kind) and \(right.kind)", offset)
  }

  /// Two texts as one; what is added to markup is escaped, as markupsafe does.
  private mutating func join(
    _ left: TemplateText, _ right: TemplateText, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    let isMarkup = left.isMarkup || right.isMarkup
    try charge(bytes: left.count + right.count, offset)
    var result = isMarkup && !left.isMarkup ? left.escapedForHTML : left
    result.append(isMarkup && !right.isMarkup ? right.escapedForHTML : right)
    result.isMarkup = isMarkup
    return result
  }

  private mutating func repeated(
    _ text: TemplateText, _ count: Int, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    if count <= 0 || text.isEmpty { return TemplateText() }
    let (bytes, overflows) = text.count.multipliedReportingOverflow(by: count)
    try charge(bytes: overflows ? .max : bytes, offset)
    var result = TemplateText()
    // Doubling, so that a short text is not appended millions of times.
    var power = text
    var rest = count
    while true {
      if !rest.isMultiple(of: 2) { result.append(power) }
      rest /= 2
      if rest == 0 { return result }
      power.append(power)
    }
  }

  private mutating func repeated(
    _ list: TemplateSequence, _ count: Int, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    if count <= 0 || list.count == 0 { return .list([]) }
    let (total, overflows) = list.count.multipliedReportingOverflow(by: count)
    try charge(elements: overflows ? .max : total, offset)
    var elements: [TemplateValue] = []
    for _ in 0..<count { elements += list.elements }
    return .list(elements)
  }

  private func calculate(
    _ sign: String, _ left: Int, _ right: Int, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    if right == 0, sign == "//" || sign == "%" { throw failed("division by zero", offset) }
    let result: (partialValue: Int, overflow: Bool)
    switch sign {
    case "+": result = left.addingReportingOverflow(right)
    case "-": result = left.subtractingReportingOverflow(right)
    case "*": result = left.multipliedReportingOverflow(by: right)
    case "//":
      result = left.dividedReportingOverflow(by: right)
      if !result.overflow, left % right != 0, (left < 0) != (right < 0) {
        return .integer(result.partialValue - 1)
      }
    case "%":
      result = left.remainderReportingOverflow(dividingBy: right)
      if !result.overflow, result.partialValue != 0, (left < 0) != (right < 0) {
        return .integer(result.partialValue + right)
      }
    case "**":
      if right < 0 { return .float(try calculate(sign, Double(left), Double(right), offset)) }
      result = power(left, right)
    default: preconditionFailure("no sign of arithmetic: \(sign)")
    }
    if result.overflow { throw failed("the result is beyond 64 bits", offset) }
    return .integer(result.partialValue)
  }

  private func power(_ base: Int, _ exponent: Int) -> (partialValue: Int, overflow: Bool) {
    if base == 0 || base == 1 { return (exponent == 0 ? 1 : base, false) }
    if base == -1 { return (exponent.isMultiple(of: 2) ? 1 : -1, false) }
    if exponent > 63 { return (0, true) }
    var result = 1
    for _ in 0..<exponent {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      if overflow { return (0, true) }
      result = product
    }
    return (result, false)
  }

  private func calculate(
    _ sign: String, _ left: Double, _ right: Double, _ offset: Int
  ) throws(ChatTemplateError) -> Double {
    if right == 0, ["/", "//", "%"].contains(sign) { throw failed("division by zero", offset) }
    switch sign {
    case "+": return left + right
    case "-": return left - right
    case "*": return left * right
    case "/": return left / right
    case "//": return (left / right).rounded(.down)
    case "%":
      let rest = left.truncatingRemainder(dividingBy: right)
      return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest
    default:
      guard right == right.rounded(), right.magnitude < 1024 else {
        throw unsupported("a power with a fraction", offset)
      }
      var result = 1.0
      for _ in 0..<Int(right.magnitude) { result *= left }
      return right < 0 ? 1 / result : result
    }
  }
}
