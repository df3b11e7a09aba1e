extension TemplateRun {
  /// What Python's dictionaries, lists and texts have as attributes. A name that stands here hides a key
  /// of the same name from `value.name`, as it does in Jinja.
  private static let mappingMethods: Set = [
    "keys", "values", "items", "get", "copy", "pop", "popitem", "update", "clear", "setdefault",
    "fromkeys",
  ]
  private static let listMethods: Set = [
    "append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear", "copy", "count",
    "index",
  ]

  /// The attribute of a value, or else its item of that name.
  mutating func attribute(
    _ name: String, of value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    if name.hasPrefix("__") { throw refused("the attribute \(name)", offset) }
    switch value {
    case .undefined(let what): throw failed("\(what) is undefined", offset)
    case .mapping(let mapping):
      if Self.mappingMethods.contains(name) { return .method(value, name) }
      return mapping[name] ?? .undefined("the member \(name)")
    case .namespace(let number): return namespaces[number][name] ?? .undefined("the member \(name)")
    case .loop(let number): return try loopAttribute(name, number, offset)
    case .macro(let number) where name == "name": return .text(macros[number].macro.name)
    case .text where TextMethod(rawValue: name) != nil: return .method(value, name)
    case .text where TextMethod.others.contains(name):
      throw unsupported("the method \(name) of a text", offset)
    case .list where Self.listMethods.contains(name),
      .tuple where ["count", "index"].contains(name):
      return .method(value, name)
    default: return .undefined("the attribute \(name) of a value of kind \(value.kind)")
    }
  }

  /// The item of a value by a key or place, or else its attribute of that name.
  mutating func item(
    _ key: TemplateValue, of value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    switch (value, key) {
    // No dictionary has such a key, and Jinja takes Python's refusal of it as not found.
    case (.mapping, .list), (.mapping, .mapping): return .undefined("an item by no possible key")
    case (.mapping(let mapping), _):
      if let found = mapping[try self.key(key, offset)] { return found }
    default: break
    }
    switch (value, key) {
    case (.undefined(let what), _): throw failed("\(what) is undefined", offset)
    case (.list(let sequence), _) where key.wholeNumber != nil,
      (.tuple(let sequence), _) where key.wholeNumber != nil:
      let place = Self.place(key.wholeNumber ?? 0, count: sequence.count)
      return place.map { sequence.elements[$0] } ?? .undefined("an element beyond the end")
    case (.text(let text), _) where key.wholeNumber != nil:
      try charge(scanned: text.count, offset)
      let starts = text.scalarStarts
      let place = Self.place(key.wholeNumber ?? 0, count: starts.count - 1)
      return place.map { .text(text[starts[$0]..<starts[$0 + 1]]) }
        ?? .undefined("a character beyond the end")
    case (_, .text(let name)): return try attribute(name.string, of: value, offset)
    default: return .undefined("an item of a value of kind \(value.kind)")
    }
  }

  private static func place(_ index: Int, count: Int) -> Int? {
    let place = index < 0 ? index + count : index
    return (0..<count).contains(place) ? place : nil
  }

  private func loopAttribute(
    _ name: String, _ number: Int, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    guard number < loops.count else { throw failed("the loop is over", offset) }
    let (index, count) = (loops[number].index, loops[number].elements.count)
    switch name {
    case "index": return .integer(index + 1)
    case "index0": return .integer(index)
    case "revindex": return .integer(count - index)
    case "revindex0": return .integer(count - index - 1)
    case "first": return .bool(index == 0)
    case "last": return .bool(index == count - 1)
    case "length": return .integer(count)
    case "depth": return .integer(1)
    case "depth0": return .integer(0)
    case "previtem":
      return index > 0 ? loops[number].elements[index - 1] : .undefined("there is no previous item")
    case "nextitem":
      return index + 1 < count
        ? loops[number].elements[index + 1] : .undefined("there is no next item")
    case "cycle", "changed": return .method(.loop(number), name)
    default: return .undefined("the attribute \(name) of a loop")
    }
  }

  /// The part of a text or list between two bounds, as Python slices.
  mutating func slice(
    _ value: TemplateValue, _ slice: TemplateSlice, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    var bounds: [Int?] = []
    for expression in [slice.start, slice.end, slice.step] {
      guard let expression else {
        bounds.append(nil)
        continue
      }
      let bound = try evaluate(expression)
      if case .none = bound {
        bounds.append(nil)
      } else {
        bounds.append(try integer(bound, default: 0, offset))
      }
    }
    switch value {
    case .list(let list):
      return .list(try places(bounds, list.count, offset).map { list.elements[$0] })
    case .tuple(let tuple):
      let places = try places(bounds, tuple.count, offset)
      return .tuple(TemplateSequence(places.map { tuple.elements[$0] }))
    case .text(let text):
      try charge(scanned: text.count, offset)
      let starts = text.scalarStarts
      if bounds[2] == nil || bounds[2] == 1 {
        let range = Self.range(bounds, starts.count - 1)
        return .text(text[starts[range.lowerBound]..<starts[range.upperBound]])
      }
      var result = TemplateText()
      for place in try places(bounds, starts.count - 1, offset) {
        result.append(text[starts[place]..<starts[place + 1]])
      }
      return .text(result)
    case .undefined(let what): throw failed("\(what) is undefined", offset)
    default: throw failed("a value of kind \(value.kind) has no slices", offset)
    }
  }

  private static func range(_ bounds: [Int?], _ count: Int) -> Range<Int> {
    func clamped(_ bound: Int) -> Int { min(max(bound < 0 ? bound + count : bound, 0), count) }
    let start = clamped(bounds[0] ?? 0)
    return start..<max(start, clamped(bounds[1] ?? count))
  }

  private mutating func places(
    _ bounds: [Int?], _ count: Int, _ offset: Int
  ) throws(ChatTemplateError) -> [Int] {
    // A longer step reaches no further element.
    let step = min(max(bounds[2] ?? 1, -count - 1), count + 1)
    if step == 0 { throw failed("the step of a slice is zero", offset) }
    let range: [Int]
    if step > 0 {
      let bounds = Self.range(bounds, count)
      range = Array(stride(from: bounds.lowerBound, to: bounds.upperBound, by: step))
    } else {
      func clamped(_ bound: Int) -> Int {
        min(max(bound < 0 ? bound + count : bound, -1), count - 1)
      }
      let start = bounds[0].map(clamped) ?? count - 1
      let end = bounds[1].map(clamped) ?? -1
      range = Array(stride(from: start, to: end, by: step))
    }
    try charge(elements: range.count, offset)
    return range
  }
}
