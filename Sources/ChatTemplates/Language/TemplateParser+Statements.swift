extension TemplateParser {
  /// The statements up to a block of one of the given names; its start and name are read over.
  mutating func parseBody(until ends: [String]) throws(ChatTemplateError) -> [TemplateStatement] {
    try deeper { parser throws(ChatTemplateError) in
      var body: [TemplateStatement] = []
      while true {
        let offset = parser.offset
        switch parser.current {
        case .text(let bytes):
          parser.advance()
          body.append(TemplateStatement(offset: offset, form: .text(TemplateText(bytes))))
        case .outputStart:
          parser.advance()
          let value = try parser.parseTuple()
          try parser.expect(.outputEnd)
          body.append(TemplateStatement(offset: offset, form: .output(value)))
        case .blockStart:
          guard case .name(let name) = parser.next() else {
            parser.advance()
            throw parser.error("the name of a block should stand here")
          }
          if ends.contains(name) { return body }
          parser.advance()
          parser.advance()
          body.append(
            TemplateStatement(offset: offset, form: try parser.parseBlock(name, at: offset)))
        default:
          if !ends.isEmpty { throw parser.error("the template ends before \(ends[0])") }
          return body
        }
      }
    }
  }

  /// Ends a block: its end and name are read over.
  private mutating func parseEnd() throws(ChatTemplateError) {
    advance()
    advance()
    try expect(.blockEnd)
  }

  /// A body up to the one block that ends it.
  private mutating func parseBlockBody(
    _ end: String
  ) throws(ChatTemplateError) -> [TemplateStatement] {
    try expect(.blockEnd)
    let body = try parseBody(until: [end])
    try parseEnd()
    return body
  }

  /// A block whose name has been read.
  private mutating func parseBlock(
    _ name: String, at offset: Int
  ) throws(ChatTemplateError) -> TemplateStatement.Form {
    switch name {
    case "if": return try parseIf()
    case "for": return try parseFor()
    case "set": return try parseSet()
    case "macro": return try parseMacro()
    case "call": return try parseCallBlock()
    case "with": return try parseWith()
    case "filter":
      let filters = try parseFilterCalls()
      return .filter(filters, try parseBlockBody("endfilter"))
    case "generation": return .generation(try parseBlockBody("endgeneration"))
    case "break", "continue":
      if openLoops == 0 { throw error("\(name) stands in no loop") }
      try expect(.blockEnd)
      return name == "break" ? .breakLoop : .continueLoop
    case "include", "import", "from", "extends", "block", "do", "autoescape", "trans", "debug":
      throw unsupported("the block \(name)", at: offset)
    default: throw unsupported("the unknown block \(name)", at: offset)
    }
  }

  private mutating func parseIf() throws(ChatTemplateError) -> TemplateStatement.Form {
    var branches: [TemplateBranch] = []
    while true {
      let condition = try parseTuple(conditional: false)
      try expect(.blockEnd)
      branches.append(
        TemplateBranch(
          condition: condition, body: try parseBody(until: ["elif", "else", "endif"])))
      advance()
      if skip(word: "elif") { continue }
      var otherwise: [TemplateStatement] = []
      if skip(word: "else") {
        try expect(.blockEnd)
        otherwise = try parseBody(until: ["endif"])
        advance()
      }
      advance()
      try expect(.blockEnd)
      return .branches(branches, otherwise: otherwise)
    }
  }

  private mutating func parseFor() throws(ChatTemplateError) -> TemplateStatement.Form {
    let target = try parseTarget(withAttributes: false)
    try expect(.name("in"))
    let iterated = try parseTuple(conditional: false, ends: ["recursive", "if"])
    let condition = skip(word: "if") ? try parseExpression() : nil
    if current == .name("recursive") { throw unsupported("a recursive loop", at: offset) }
    try expect(.blockEnd)
    openLoops += 1
    let body = try parseBody(until: ["endfor", "else"])
    openLoops -= 1
    advance()
    var otherwise: [TemplateStatement] = []
    if skip(word: "else") {
      try expect(.blockEnd)
      otherwise = try parseBody(until: ["endfor"])
      advance()
    }
    advance()
    try expect(.blockEnd)
    return .loop(
      TemplateLoop(
        target: target, iterated: iterated, condition: condition, body: body, otherwise: otherwise))
  }

  private mutating func parseSet() throws(ChatTemplateError) -> TemplateStatement.Form {
    let target = try parseTarget(withAttributes: true)
    if skip(sign: "=") {
      let value = try parseTuple()
      try expect(.blockEnd)
      return .assignment(target, value)
    }
    let filters = current == .sign("|") ? try parseFilterCalls(behindSign: true) : []
    return .blockAssignment(target, filters, try parseBlockBody("endset"))
  }

  private mutating func parseFilterCalls(
    behindSign: Bool = false
  ) throws(ChatTemplateError) -> [TemplateFilterCall] {
    var calls: [TemplateFilterCall] = []
    if behindSign { try expect(sign: "|") }
    repeat { calls.append(try parseFilterCall()) } while skip(sign: "|")
    return calls
  }

  private mutating func parseMacro() throws(ChatTemplateError) -> TemplateStatement.Form {
    let name = try expectName()
    let parameters = try parseParameters()
    let body = try parseMacroBody("endmacro")
    return .macro(
      name: number(of: name), TemplateMacro(name: name, parameters: parameters, body: body))
  }

  private mutating func parseCallBlock() throws(ChatTemplateError) -> TemplateStatement.Form {
    let parameters = current == .sign("(") ? try parseParameters() : []
    let call = try parseExpression()
    guard case .call = call.form else { throw error("a call should stand here") }
    let body = try parseMacroBody("endcall")
    return .call(call, TemplateMacro(name: "caller", parameters: parameters, body: body))
  }

  /// A body that no `break` leaves.
  private mutating func parseMacroBody(
    _ end: String
  ) throws(ChatTemplateError) -> [TemplateStatement] {
    let loops = openLoops
    openLoops = 0
    defer { openLoops = loops }
    return try parseBlockBody(end)
  }

  private mutating func parseParameters() throws(ChatTemplateError)
    -> [(name: Int, defaultValue: TemplateExpression?)]
  {
    var parameters: [(name: Int, defaultValue: TemplateExpression?)] = []
    try expect(sign: "(")
    while current != .sign(")") {
      if !parameters.isEmpty { try expect(sign: ",") }
      let name = number(of: try expectName())
      let defaultValue = skip(sign: "=") ? try parseExpression() : nil
      if defaultValue == nil, parameters.last?.defaultValue != nil {
        throw error("a parameter without a default stands behind one with it")
      }
      parameters.append((name, defaultValue))
    }
    try expect(sign: ")")
    return parameters
  }

  private mutating func parseWith() throws(ChatTemplateError) -> TemplateStatement.Form {
    var values: [(target: TemplateTarget, value: TemplateExpression)] = []
    while current != .blockEnd {
      if !values.isEmpty { try expect(sign: ",") }
      let target = try parseTarget(withAttributes: false)
      try expect(sign: "=")
      values.append((target, try parseExpression()))
    }
    return .with(values, try parseBlockBody("endwith"))
  }

  /// What is assigned to: names, in parentheses or not.
  private mutating func parseTarget(
    withAttributes: Bool
  ) throws(ChatTemplateError) -> TemplateTarget {
    try deeper { parser throws(ChatTemplateError) in
      var targets = [try parser.parseSingleTarget(withAttributes)]
      var isTuple = false
      while parser.skip(sign: ",") {
        isTuple = true
        if parser.current == .sign("=") || parser.current == .name("in") { break }
        targets.append(try parser.parseSingleTarget(withAttributes))
      }
      return isTuple ? .tuple(targets) : targets[0]
    }
  }

  private mutating func parseSingleTarget(
    _ withAttributes: Bool
  ) throws(ChatTemplateError) -> TemplateTarget {
    if skip(sign: "(") {
      let target = try parseTarget(withAttributes: withAttributes)
      try expect(sign: ")")
      return target
    }
    let offset = offset
    let name = try expectName()
    if ["true", "false", "none", "True", "False", "None"].contains(name) {
      throw unsupported("a value for \(name)", at: offset)
    }
    if withAttributes, skip(sign: ".") {
      return .attribute(number(of: name), try expectName())
    }
    return .name(number(of: name))
  }
}
