/// The values of the arguments of a call, a filter or a test.
struct CallArguments: Sendable {
  var positional: [TemplateValue] = []
  var named: [(name: String, value: TemplateValue)] = []
  /// Where the call stands.
  var offset: Int

  init(_ positional: [TemplateValue] = [], offset: Int) {
    self.positional = positional
    self.offset = offset
  }

  /// The arguments without the first one that has no name.
  func dropFirst() -> CallArguments {
    var rest = self
    rest.positional = Array(positional.dropFirst())
    return rest
  }
}

extension TemplateRun {
  /// The values of parameters in their order, nil for those that are not given.
  func bind(
    _ arguments: CallArguments, _ parameters: String..., to function: String
  ) throws(ChatTemplateError) -> [TemplateValue?] {
    guard arguments.positional.count <= parameters.count else {
      throw failed("\(function) takes at most \(parameters.count) arguments", arguments.offset)
    }
    var values = [TemplateValue?](repeating: nil, count: parameters.count)
    for (index, value) in arguments.positional.enumerated() { values[index] = value }
    for (name, value) in arguments.named {
      guard let index = parameters.firstIndex(of: name) else {
        throw failed("\(function) takes no argument \(name)", arguments.offset)
      }
      values[index] = value
    }
    return values
  }

  /// The integer of an argument, or what stands for it where it is not given or `none`.
  func integer(
    _ value: TemplateValue?, default standard: Int, _ offset: Int
  ) throws(ChatTemplateError) -> Int {
    switch value {
    case nil, .some(.none): return standard
    case .some(let value):
      guard let number = value.wholeNumber else {
        throw failed("an integer should be given, not a value of kind \(value.kind)", offset)
      }
      return number
    }
  }
}
