extension TemplateParser {
  /// Attributes, items and calls behind a value.
  mutating func parsePostfix(
    _ value: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateExpression {
    try parseChain(value) { parser, value throws(ChatTemplateError) in
      let offset = parser.offset
      switch parser.current {
      case .sign("."): return try parser.parseAttribute(value, offset)
      case .sign("["): return try parser.parseItem(value, offset)
      case .sign("("): return try parser.parseCall(value, offset)
      default: return nil
      }
    }
  }

  /// A value with all the links behind it, as long as there is a next one.
  private mutating func parseChain(
    _ value: TemplateExpression,
    _ parseLink: (inout TemplateParser, TemplateExpression) throws(ChatTemplateError)
      -> TemplateExpression?
  ) throws(ChatTemplateError) -> TemplateExpression {
    var value = value
    var links = 0
    while let longer = try parseLink(&self, value) {
      value = longer
      links += 1
      try checkChain(links)
    }
    return value
  }

  private mutating func parseCall(
    _ value: TemplateExpression, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateExpression {
    TemplateExpression(offset: offset, form: .call(value, try parseArguments()))
  }

  private mutating func parseAttribute(
    _ value: TemplateExpression, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateExpression {
    advance()
    if case .integer(let place) = current {
      let index = TemplateExpression(offset: self.offset, form: .constant(.integer(place)))
      advance()
      return TemplateExpression(offset: offset, form: .item(value, index))
    }
    return TemplateExpression(offset: offset, form: .attribute(value, try expectName()))
  }

  private mutating func parseItem(
    _ value: TemplateExpression, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateExpression {
    advance()
    var start: TemplateExpression?
    if current != .sign(":") {
      let index = try parseExpression()
      if skip(sign: "]") { return TemplateExpression(offset: offset, form: .item(value, index)) }
      if current == .sign(",") { throw unsupported("an item by several keys", at: self.offset) }
      start = index
    }
    try expect(sign: ":")
    var slice = TemplateSlice(start: start)
    if current != .sign(":"), current != .sign("]") { slice.end = try parseExpression() }
    if skip(sign: ":"), current != .sign("]") { slice.step = try parseExpression() }
    try expect(sign: "]")
    return TemplateExpression(offset: offset, form: .slice(value, slice))
  }

  /// Filters, tests and calls behind a value.
  mutating func parseFilters(
    _ value: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateExpression {
    try parseChain(value) { parser, value throws(ChatTemplateError) in
      let offset = parser.offset
      if parser.skip(sign: "|") {
        let call = try parser.parseFilterCall()
        return TemplateExpression(
          offset: call.offset, form: .filter(value, call.filter, call.arguments))
      }
      if parser.skip(word: "is") { return try parser.parseTest(value, offset) }
      return parser.current == .sign("(") ? try parser.parseCall(value, offset) : nil
    }
  }

  /// A filter's name and arguments, behind its sign.
  mutating func parseFilterCall() throws(ChatTemplateError) -> TemplateFilterCall {
    let offset = offset
    let name = try expectName()
    guard let filter = TemplateFilter(name: name) else {
      throw unsupported("the filter \(name)", at: offset)
    }
    let arguments = current == .sign("(") ? try parseArguments() : TemplateArguments()
    return TemplateFilterCall(offset: offset, filter: filter, arguments: arguments)
  }

  private mutating func parseTest(
    _ value: TemplateExpression, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateExpression {
    let isNegated = skip(word: "not")
    let nameOffset = self.offset
    let name = try expectName()
    guard let kind = TemplateTest(name: name) else {
      throw unsupported("the test \(name)", at: nameOffset)
    }
    var arguments = TemplateArguments()
    if current == .sign("(") {
      arguments = try parseArguments()
    } else if startsTestArgument {
      if current == .name("is") { throw error("a test cannot follow a test") }
      arguments.positional = [try parsePostfix(try parsePrimary())]
    }
    let test = TemplateExpression(offset: offset, form: .test(value, kind, arguments))
    return isNegated ? TemplateExpression(offset: offset, form: .not(test)) : test
  }

  /// Whether the next word begins an argument without parentheses.
  private var startsTestArgument: Bool {
    switch current {
    case .name(let name): !["else", "or", "and"].contains(name)
    case .string, .integer, .float, .sign("["), .sign("{"): true
    default: false
    }
  }

  /// Arguments in parentheses.
  mutating func parseArguments() throws(ChatTemplateError) -> TemplateArguments {
    var arguments = TemplateArguments()
    try expect(sign: "(")
    while current != .sign(")") {
      try parseArgument(into: &arguments)
      if current == .sign(")") { break }
      try expect(sign: ",")
    }
    advance()
    return arguments
  }

  private mutating func parseArgument(
    into arguments: inout TemplateArguments
  ) throws(ChatTemplateError) {
    if arguments.unpackedMapping != nil { throw error("an argument stands behind **") }
    if skip(sign: "**") {
      arguments.unpackedMapping = try parseExpression()
    } else if case .name(let name) = current, next() == .sign("=") {
      advance()
      advance()
      arguments.named.append((name, try parseExpression()))
    } else if !arguments.named.isEmpty || arguments.unpackedList != nil {
      throw error("an argument without a name stands behind one with it")
    } else if skip(sign: "*") {
      arguments.unpackedList = try parseExpression()
    } else {
      arguments.positional.append(try parseExpression())
    }
  }
}
