extension TemplateRun {
  /// Calls a macro, a function or a method.
  mutating func call(
    _ callee: TemplateValue, _ arguments: CallArguments, caller: Int?
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    switch callee {
    case .macro(let number): return try call(number, arguments, caller: caller)
    case .function(let function): return try call(function, arguments)
    case .method(let value, let name): return try call(name, of: value, arguments)
    case .undefined(let what) where ["cycler", "joiner", "lipsum"].contains(what):
      throw unsupported("the function \(what)", offset)
    case .undefined(let what): throw failed("\(what) is undefined", offset)
    default: throw failed("a value of kind \(callee.kind) cannot be called", offset)
    }
  }

  private mutating func call(
    _ number: Int, _ arguments: CallArguments, caller: Int?
  ) throws(ChatTemplateError) -> TemplateValue {
    let (macro, frames) = (macros[number].macro, macros[number].frames)
    let names = macro.parameters.map { template.names[$0.name] }
    guard arguments.positional.count <= names.count else {
      throw failed("\(macro.name) takes at most \(names.count) arguments", arguments.offset)
    }
    var values = arguments.positional.map(Optional.some)
    values += [TemplateValue?](repeating: nil, count: names.count - values.count)
    for (name, value) in arguments.named {
      guard let index = names.firstIndex(of: name), case nil = values[index] else {
        throw failed("\(macro.name) takes no argument \(name) here", arguments.offset)
      }
      values[index] = value
    }
    return try deeper(arguments.offset) { run throws(ChatTemplateError) in
      try run.inFrame(above: frames) { run throws(ChatTemplateError) in
        for (parameter, value) in zip(macro.parameters, values) {
          run.set(parameter.name, try run.argument(value, parameter))
        }
        if let name = run.template.callerName, let caller { run.set(name, .macro(caller)) }
        run.outputs.append(TemplateText())
        _ = try run.run(macro.body)
        return .text(run.outputs.removeLast())
      }
    }
  }

  private mutating func argument(
    _ value: TemplateValue?, _ parameter: (name: Int, defaultValue: TemplateExpression?)
  ) throws(ChatTemplateError) -> TemplateValue {
    if let value { return value }
    if let defaultValue = parameter.defaultValue { return try evaluate(defaultValue) }
    return .undefined("the parameter \(template.names[parameter.name])")
  }

  private mutating func call(
    _ function: TemplateFunction, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    switch function {
    case .range: return try range(arguments)
    case .dict: return .mapping(try mapping(arguments, "dict"))
    case .namespace:
      let mapping = try mapping(arguments, "namespace")
      for case .text(let name) in mapping.keys where name.string.hasPrefix("_") {
        throw refused("the attribute \(name.string)", offset)
      }
      namespaces.append(mapping)
      return .namespace(namespaces.count - 1)
    case .raiseException:
      let message = try bind(arguments, "message", to: "raise_exception")[0] ?? .text("")
      throw .raised(place(offset), message: try text(of: message, offset).string)
    case .strftimeNow:
      guard case .text(let format)? = try bind(arguments, "format", to: "strftime_now")[0] else {
        throw failed("strftime_now takes a format", offset)
      }
      guard let clock else { throw failed("strftime_now needs a time, and none was given", offset) }
      do throws(ChatClock.UnknownField) {
        return .text(TemplateText(try clock.text(Array(format.bytes))))
      } catch { throw unsupported("the field \(error.field) of strftime_now", offset) }
    case .caller: throw failed("caller is undefined outside a called macro", offset)
    }
  }

  private mutating func range(
    _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    var numbers: [Int] = []
    for value in try bind(arguments, "start", "stop", "step", to: "range") {
      if let value { numbers.append(try integer(value, default: 0, offset)) }
    }
    guard let first = numbers.first else { throw failed("range takes a number", offset) }
    let start = numbers.count > 1 ? first : 0
    let end = numbers.count > 1 ? numbers[1] : first
    let step = numbers.count > 2 ? numbers[2] : 1
    if step == 0 { throw failed("the step of a range is zero", offset) }
    var numbersInRange: [TemplateValue] = []
    var number = start
    while step > 0 ? number < end : number > end {
      if numbersInRange.count == ChatTemplateLimits.range {
        throw .limit(place(offset), what: "numbers in a range", limit: ChatTemplateLimits.range)
      }
      numbersInRange.append(.integer(number))
      let (next, overflows) = number.addingReportingOverflow(step)
      if overflows { break }
      number = next
    }
    try charge(elements: numbersInRange.count, offset)
    return .list(numbersInRange)
  }

  /// A dictionary of a dictionary or of pairs, and of named values.
  private mutating func mapping(
    _ arguments: CallArguments, _ function: String
  ) throws(ChatTemplateError) -> TemplateMapping {
    let offset = arguments.offset
    var mapping = TemplateMapping()
    guard arguments.positional.count <= 1 else {
      throw failed("\(function) takes one argument without a name", offset)
    }
    if case .mapping(let first)? = arguments.positional.first {
      try charge(elements: first.count, offset)
      mapping = first
    } else if let first = arguments.positional.first {
      for pair in try iterate(first, offset) {
        guard let elements = pair.elements, elements.count == 2 else {
          throw failed("\(function) takes a dictionary or pairs", offset)
        }
        try set(elements[0], elements[1], in: &mapping, offset)
      }
    }
    for (name, value) in arguments.named { mapping.set(name, value) }
    try checkDepth(of: .mapping(mapping), offset)
    return mapping
  }

  /// Calls a method. Those that change what they belong to are refused.
  private mutating func call(
    _ name: String, of value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    switch value {
    case .mapping(let mapping): return try call(name, of: mapping, arguments)
    case .text(let text):
      guard let method = TextMethod(rawValue: name) else {
        preconditionFailure("a method of a text that is none: \(name)")
      }
      return try call(method, of: text, arguments)
    case .loop(let number): return try callLoop(name, number, arguments)
    default:
      guard let elements = value.elements, let sought = arguments.positional.first,
        name == "count" || name == "index"
      else {
        if name == "copy" { return value }
        throw refused("\(name), which would change a list,", offset)
      }
      var places: [Int] = []
      for (place, element) in elements.enumerated()
      where try compare(offset, { $0.areEqual(element, sought) }) {
        places.append(place)
      }
      if name == "count" { return .integer(places.count) }
      guard let first = places.first else { throw failed("the value is not in the list", offset) }
      return .integer(first)
    }
  }

  private mutating func call(
    _ name: String, of mapping: TemplateMapping, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    switch name {
    case "get":
      let values = try bind(arguments, "key", "default", to: name)
      guard let key = values[0] else { throw failed("get takes a key", offset) }
      return mapping[try self.key(key, offset)] ?? values[1] ?? .none
    case "keys", "values", "items":
      _ = try bind(arguments, to: name)
      try charge(elements: mapping.count, offset)
      switch name {
      case "keys": return .list(mapping.keys)
      case "values": return .list(mapping.values)
      default: return .list(mapping.items)
      }
    case "copy": return .mapping(mapping)
    default: throw refused("\(name), which would change a dictionary,", offset)
    }
  }

  private mutating func callLoop(
    _ name: String, _ number: Int, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    guard number < loops.count else { throw failed("the loop is over", offset) }
    if name == "cycle" {
      guard !arguments.positional.isEmpty else { throw failed("cycle takes values", offset) }
      return arguments.positional[loops[number].index % arguments.positional.count]
    }
    let values = arguments.positional
    let last = loops[number].lastChecked
    loops[number].lastChecked = values
    guard let last else { return .bool(true) }
    let isSame = try compare(offset) {
      $0.areEqual(.list(last), .list(values))
    }
    return .bool(!isSame)
  }
}
