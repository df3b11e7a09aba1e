extension TemplateRun {
  /// What follows a statement.
  enum Flow {
    case next, breakLoop, continueLoop
  }

  /// Runs statements one after another.
  mutating func run(_ body: [TemplateStatement]) throws(ChatTemplateError) -> Flow {
    for statement in body {
      let flow = try run(statement)
      if flow != .next { return flow }
    }
    return .next
  }

  private mutating func run(
    _ statement: TemplateStatement
  ) throws(ChatTemplateError) -> Flow {
    let offset = statement.offset
    try charge(1, offset)
    switch statement.form {
    case .text(let text): try write(text, offset)
    case .output(let expression):
      try write(try text(of: try evaluate(expression), offset), offset)
    case .branches(let branches, let otherwise):
      return try deeper(offset) { run throws(ChatTemplateError) in
        for branch in branches where try run.evaluate(branch.condition).isTrue {
          return try run.run(branch.body)
        }
        return try run.run(otherwise)
      }
    case .loop(let loop):
      return try deeper(offset) { run throws(ChatTemplateError) in try run.run(loop, offset) }
    case .breakLoop: return .breakLoop
    case .continueLoop: return .continueLoop
    case .assignment(let target, let value): try assign(try evaluate(value), to: target, offset)
    case .macro(let name, let macro): set(name, .macro(define(macro)))
    default: return try runCapturing(statement)
    }
    return .next
  }

  /// Runs the blocks that catch what their bodies write, or open a frame for them.
  private mutating func runCapturing(
    _ statement: TemplateStatement
  ) throws(ChatTemplateError) -> Flow {
    let offset = statement.offset
    return try deeper(offset) { run throws(ChatTemplateError) in
      switch statement.form {
      case .blockAssignment(let target, let filters, let body):
        let (text, flow) = try run.caught(body, filters)
        if flow == .next { try run.assign(text, to: target, offset) }
        return flow
      case .filter(let filters, let body):
        let (value, flow) = try run.caught(body, filters)
        try run.write(try run.text(of: value, offset), offset)
        return flow
      case .call(let call, let macro):
        let caller = run.define(macro)
        let value = try run.evaluateCall(call, caller: caller)
        try run.write(try run.text(of: value, offset), offset)
      case .with(let values, let body):
        run.pushFrame()
        for (target, value) in values {
          try run.assign(try run.evaluate(value), to: target, offset)
        }
        let flow = try run.run(body)
        run.popFrame()
        return flow
      case .generation(let body):
        let start = run.outputs[0].count
        run.pushFrame()
        let flow = try run.run(body)
        run.popFrame()
        if run.outputs.count == 1 { run.generated.append(start..<run.outputs[0].count) }
        return flow
      default: preconditionFailure("a statement that neither catches nor frames")
      }
      return .next
    }
  }

  /// What a body writes, through filters.
  private mutating func caught(
    _ body: [TemplateStatement], _ filters: [TemplateFilterCall]
  ) throws(ChatTemplateError) -> (value: TemplateValue, flow: Flow) {
    outputs.append(TemplateText())
    pushFrame()
    let flow = try run(body)
    popFrame()
    var value = TemplateValue.text(outputs.removeLast())
    for call in filters {
      value = try apply(
        call.filter, to: value, try evaluate(call.arguments, call.offset))
    }
    return (value, flow)
  }

  /// Appends a text to the output.
  mutating func write(_ text: TemplateText, _ offset: Int) throws(ChatTemplateError) {
    try charge(bytes: text.count, offset)
    let last = outputs.count - 1
    if outputs[last].count + text.count > limits.textBytes {
      throw .limit(place(offset), what: "bytes of output", limit: limits.textBytes)
    }
    outputs[last].append(text)
  }

  /// Gives a target a value.
  mutating func assign(
    _ value: TemplateValue, to target: TemplateTarget, _ offset: Int
  ) throws(ChatTemplateError) {
    switch target {
    case .name(let name): set(name, value)
    case .attribute(let name, let attribute):
      guard case .namespace(let number) = self.value(of: name) else {
        let owner = template.names[name]
        throw failed("\(owner) is no namespace, whose attributes alone can be set", offset)
      }
      if attribute.hasPrefix("_") { throw refused("the attribute \(attribute)", offset) }
      namespaces[number].set(attribute, value)
      try checkDepth(of: .mapping(namespaces[number]), offset)
    case .tuple(let targets):
      let elements = try iterate(value, offset)
      guard elements.count == targets.count else {
        throw failed("\(elements.count) values for \(targets.count) names", offset)
      }
      for (target, element) in zip(targets, elements) { try assign(element, to: target, offset) }
    }
  }

  private mutating func run(
    _ loop: TemplateLoop, _ offset: Int
  ) throws(ChatTemplateError) -> Flow {
    let elements = try loopElements(loop, offset)
    if elements.isEmpty { return try run(loop.otherwise) }
    let number = loops.count
    loops.append(LoopState(elements: elements))
    for index in elements.indices {
      try charge(1, offset)
      loops[number].index = index
      pushFrame()
      if let name = template.loopName { set(name, .loop(number)) }
      try assign(elements[index], to: loop.target, offset)
      let flow = try run(loop.body)
      popFrame()
      if flow == .breakLoop { break }
    }
    loops.removeLast()
    return .next
  }

  /// What a loop goes through: the elements that fulfil its condition.
  private mutating func loopElements(
    _ loop: TemplateLoop, _ offset: Int
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let elements = try iterate(try evaluate(loop.iterated), offset)
    guard let condition = loop.condition else { return elements }
    var fulfilling: [TemplateValue] = []
    for element in elements {
      pushFrame()
      try assign(element, to: loop.target, offset)
      if try evaluate(condition).isTrue { fulfilling.append(element) }
      popFrame()
    }
    return fulfilling
  }
}
