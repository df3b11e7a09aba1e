extension TemplateParser {
  /// One expression, or several with commas between them.
  mutating func parseTuple(
    conditional: Bool = true, ends: [String] = [], inParentheses: Bool = false
  ) throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    var elements: [TemplateExpression] = []
    var isTuple = false
    while !isTupleEnd(ends) {
      elements.append(try conditional ? parseExpression() : parseOr())
      if !skip(sign: ",") { break }
      isTuple = true
    }
    if !isTuple, let first = elements.first { return first }
    if !isTuple, !inParentheses {
      throw error("an expression should stand here, not \(current.words)")
    }
    return TemplateExpression(offset: offset, form: .tuple(elements))
  }

  private func isTupleEnd(_ ends: [String]) -> Bool {
    switch current {
    case .outputEnd, .blockEnd, .end, .sign(")"): true
    case .name(let name): ends.contains(name)
    default: false
    }
  }

  /// An expression, with `if` and `else` in it or not.
  mutating func parseExpression() throws(ChatTemplateError) -> TemplateExpression {
    try deeper { parser throws(ChatTemplateError) in
      var value = try parser.parseOr()
      var links = 0
      while case let offset = parser.offset, parser.skip(word: "if") {
        links += 1
        try parser.checkChain(links)
        let condition = try parser.parseOr()
        let otherwise = parser.skip(word: "else") ? try parser.parseExpression() : nil
        value = TemplateExpression(
          offset: offset, form: .conditional(value, condition: condition, otherwise: otherwise))
      }
      return value
    }
  }

  mutating func parseOr() throws(ChatTemplateError) -> TemplateExpression {
    try deeper { parser throws(ChatTemplateError) in
      let offset = parser.offset
      var values = [try parser.parseAnd()]
      while parser.skip(word: "or") { values.append(try parser.parseAnd()) }
      return values.count == 1
        ? values[0] : TemplateExpression(offset: offset, form: .or(values))
    }
  }

  private mutating func parseAnd() throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    var values = [try parseNot()]
    while skip(word: "and") { values.append(try parseNot()) }
    return values.count == 1 ? values[0] : TemplateExpression(offset: offset, form: .and(values))
  }

  private mutating func parseNot() throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    guard skip(word: "not") else { return try parseComparison() }
    return try deeper { parser throws(ChatTemplateError) in
      TemplateExpression(offset: offset, form: .not(try parser.parseNot()))
    }
  }

  private mutating func parseComparison() throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    let first = try parseSum()
    var operands: [TemplateOperand] = []
    while let sign = comparisonSign() {
      let signOffset = self.offset
      advance()
      if sign == "not in" { advance() }
      operands.append(TemplateOperand(sign: sign, offset: signOffset, value: try parseSum()))
    }
    if operands.isEmpty { return first }
    return TemplateExpression(offset: offset, form: .comparison(first, operands))
  }

  private func comparisonSign() -> String? {
    switch current {
    case .sign(let sign) where ["==", "!=", "<", "<=", ">", ">="].contains(sign): sign
    case .name("in"): "in"
    case .name("not") where next() == .name("in"): "not in"
    default: nil
    }
  }

  private mutating func parseSum() throws(ChatTemplateError) -> TemplateExpression {
    try parseCalculation(["+", "-"]) { parser throws(ChatTemplateError) in
      try parser.parseConcatenation()
    }
  }

  private mutating func parseConcatenation() throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    var parts = [try parseProduct()]
    while skip(sign: "~") { parts.append(try parseProduct()) }
    return parts.count == 1
      ? parts[0] : TemplateExpression(offset: offset, form: .concatenation(parts))
  }

  private mutating func parseProduct() throws(ChatTemplateError) -> TemplateExpression {
    try parseCalculation(["*", "/", "//", "%"]) { parser throws(ChatTemplateError) in
      try parser.parsePower()
    }
  }

  private mutating func parsePower() throws(ChatTemplateError) -> TemplateExpression {
    try parseCalculation(["**"]) { parser throws(ChatTemplateError) in
      try parser.parseUnary(withFilter: true)
    }
  }

  private mutating func parseCalculation(
    _ signs: [String],
    _ parse: (inout TemplateParser) throws(ChatTemplateError) -> TemplateExpression
  ) throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    let first = try parse(&self)
    var operands: [TemplateOperand] = []
    while case .sign(let sign) = current, signs.contains(sign) {
      let signOffset = self.offset
      advance()
      operands.append(TemplateOperand(sign: sign, offset: signOffset, value: try parse(&self)))
    }
    if operands.isEmpty { return first }
    return TemplateExpression(offset: offset, form: .calculation(first, operands))
  }

  private mutating func parseUnary(
    withFilter: Bool
  ) throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    var value: TemplateExpression
    if skip(sign: "-") {
      value = try deeper { parser throws(ChatTemplateError) in
        TemplateExpression(
          offset: offset, form: .negated(try parser.parseUnary(withFilter: false)))
      }
    } else if skip(sign: "+") {
      value = try deeper { parser throws(ChatTemplateError) in
        try parser.parseUnary(withFilter: false)
      }
    } else {
      value = try parsePrimary()
    }
    value = try parsePostfix(value)
    return withFilter ? try parseFilters(value) : value
  }

  mutating func parsePrimary() throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    switch current {
    case .name(let name):
      advance()
      switch name {
      case "true", "True": return constant(.bool(true), offset)
      case "false", "False": return constant(.bool(false), offset)
      case "none", "None": return constant(.none, offset)
      default: return TemplateExpression(offset: offset, form: .name(number(of: name)))
      }
    case .string(var content):
      advance()
      while case .string(let more) = current {
        content += more
        advance()
      }
      return constant(.text(TemplateText(content)), offset)
    case .integer(let value):
      advance()
      return constant(.integer(value), offset)
    case .float(let value):
      advance()
      return constant(.float(value), offset)
    case .sign("("):
      advance()
      let value = try deeper { parser throws(ChatTemplateError) in
        try parser.parseTuple(inParentheses: true)
      }
      try expect(sign: ")")
      return value
    case .sign("["): return try parseList()
    case .sign("{"): return try parseMapping()
    default: throw error("\(current.words) is unexpected here")
    }
  }

  private func constant(_ value: TemplateValue, _ offset: Int) -> TemplateExpression {
    TemplateExpression(offset: offset, form: .constant(value))
  }

  private mutating func parseList() throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    advance()
    var elements: [TemplateExpression] = []
    while current != .sign("]") {
      if !elements.isEmpty { try expect(sign: ",") }
      if current == .sign("]") { break }
      elements.append(try parseExpression())
    }
    advance()
    return TemplateExpression(offset: offset, form: .list(elements))
  }

  private mutating func parseMapping() throws(ChatTemplateError) -> TemplateExpression {
    let offset = offset
    advance()
    var pairs: [(key: TemplateExpression, value: TemplateExpression)] = []
    while current != .sign("}") {
      if !pairs.isEmpty { try expect(sign: ",") }
      if current == .sign("}") { break }
      let key = try parseExpression()
      try expect(sign: ":")
      pairs.append((key, try parseExpression()))
    }
    advance()
    return TemplateExpression(offset: offset, form: .mapping(pairs))
  }
}
