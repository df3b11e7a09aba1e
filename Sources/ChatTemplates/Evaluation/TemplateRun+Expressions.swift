extension TemplateRun {
  /// The value of an expression.
  mutating func evaluate(
    _ expression: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = expression.offset
    try charge(1, offset)
    switch expression.form {
    case .constant(let value): return value
    case .name(let name): return value(ofName: name)
    default:
      return try deeper(offset) { run throws(ChatTemplateError) in
        let value = try run.evaluateForm(expression)
        try run.checkDepth(of: value, offset)
        return value
      }
    }
  }

  private func value(ofName number: Int) -> TemplateValue {
    if let value = value(of: number) { return value }
    let name = template.names[number]
    return TemplateFunction(rawValue: name).map(TemplateValue.function) ?? .undefined(name)
  }

  /// Refuses a value in which others lie too deep.
  func checkDepth(of value: TemplateValue, _ offset: Int) throws(ChatTemplateError) {
    if value.depth > limits.valueNesting {
      throw .limit(place(offset), what: "values in one another", limit: limits.valueNesting)
    }
  }

  private mutating func evaluateForm(
    _ expression: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = expression.offset
    switch expression.form {
    case .constant, .name: preconditionFailure("evaluated before")
    case .attribute(let value, let name):
      return try attribute(name, of: try evaluate(value), offset)
    case .item(let value, let key):
      return try item(try evaluate(key), of: try evaluate(value), offset)
    case .slice(let value, let slice): return try self.slice(try evaluate(value), slice, offset)
    case .call: return try evaluateCall(expression, caller: nil)
    case .filter(let value, let filter, let arguments):
      return try apply(filter, to: try evaluate(value), try evaluate(arguments, offset))
    case .test(let value, let test, let arguments):
      return .bool(
        try fulfils(try evaluate(value), test, try evaluate(arguments, offset)))
    case .not(let value): return .bool(!(try evaluate(value).isTrue))
    case .negated(let value): return try negate(try evaluate(value), offset)
    case .conditional(let value, let condition, let otherwise):
      if try evaluate(condition).isTrue { return try evaluate(value) }
      return try otherwise.map { other throws(ChatTemplateError) in try evaluate(other) }
        ?? .undefined("the value of an if without an else")
    default: return try evaluateSeveral(expression.form, offset)
    }
  }

  /// The forms that have any number of parts.
  private mutating func evaluateSeveral(
    _ form: TemplateExpression.Form, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    switch form {
    case .list(let elements): return .list(TemplateSequence(try evaluate(all: elements)))
    case .tuple(let elements): return .tuple(TemplateSequence(try evaluate(all: elements)))
    case .mapping(let pairs):
      var mapping = TemplateMapping()
      for (key, value) in pairs {
        try set(try evaluate(key), try evaluate(value), in: &mapping, offset)
      }
      return .mapping(mapping)
    case .and(let values):
      var last = TemplateValue.bool(true)
      for value in values {
        last = try evaluate(value)
        if !last.isTrue { break }
      }
      return last
    case .or(let values):
      var last = TemplateValue.bool(false)
      for value in values {
        last = try evaluate(value)
        if last.isTrue { break }
      }
      return last
    case .concatenation(let parts):
      var result = TemplateText()
      for part in parts {
        result.append(try text(of: try evaluate(part), offset))
        try charge(bytes: result.count, offset)
      }
      return .text(result)
    case .calculation(let first, let operands):
      var result = try evaluate(first)
      for operand in operands {
        result = try calculate(operand.sign, result, try evaluate(operand.value), operand.offset)
        try checkDepth(of: result, offset)
      }
      return result
    case .comparison(let first, let operands): return try evaluateComparison(first, operands)
    default: preconditionFailure("a form of one part")
    }
  }

  private mutating func evaluate(
    all expressions: [TemplateExpression]
  ) throws(ChatTemplateError) -> [TemplateValue] {
    var values: [TemplateValue] = []
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  /// Gives a key of a dictionary a value, if it can be one.
  mutating func set(
    _ key: TemplateValue, _ value: TemplateValue, in mapping: inout TemplateMapping, _ offset: Int
  ) throws(ChatTemplateError) {
    mapping.set(key, try self.key(key, offset), value)
  }

  /// What a value is as a key.
  mutating func key(
    _ value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateKey {
    if case .text(let text) = value { try charge(bytes: text.count, offset) }
    guard let key = TemplateKey(value) else {
      throw failed("a value of kind \(value.kind) cannot be a key", offset)
    }
    return key
  }

  private mutating func evaluateComparison(
    _ first: TemplateExpression, _ operands: [TemplateOperand]
  ) throws(ChatTemplateError) -> TemplateValue {
    var left = try evaluate(first)
    for operand in operands {
      let right = try evaluate(operand.value)
      if !(try holds(operand.sign, left, right, operand.offset)) { return .bool(false) }
      left = right
    }
    return .bool(true)
  }

  /// The values of arguments.
  mutating func evaluate(
    _ arguments: TemplateArguments, _ offset: Int
  ) throws(ChatTemplateError) -> CallArguments {
    var values = CallArguments(offset: offset)
    values.positional = try evaluate(all: arguments.positional)
    if let list = arguments.unpackedList {
      values.positional += try iterate(try evaluate(list), offset)
    }
    for (name, value) in arguments.named { values.named.append((name, try evaluate(value))) }
    guard let unpacked = arguments.unpackedMapping else { return values }
    guard case .mapping(let mapping) = try evaluate(unpacked) else {
      throw failed("** takes a dictionary", offset)
    }
    try charge(elements: mapping.count, offset)
    for (key, value) in zip(mapping.keys, mapping.values) {
      values.named.append((try textArgument(key, offset).string, value))
    }
    return values
  }

  /// Calls what a call expression calls.
  mutating func evaluateCall(
    _ expression: TemplateExpression, caller: Int?
  ) throws(ChatTemplateError) -> TemplateValue {
    guard case .call(let callee, let arguments) = expression.form else {
      preconditionFailure("no call")
    }
    let function = try evaluate(callee)
    let values = try evaluate(arguments, expression.offset)
    return try call(function, values, caller: caller)
  }
}
