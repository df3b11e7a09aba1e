/// A value of a template, as Python has it.
enum TemplateValue: Sendable {
  /// What has no value, by the words in which it is spoken of.
  case undefined(String)
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  case text(TemplateText)
  case list(TemplateSequence)
  case tuple(TemplateSequence)
  /// What can be gone through, and is true even if it is empty.
  case stream(TemplateSequence)
  case mapping(TemplateMapping)
  /// A `namespace()`, by its number in this run.
  case namespace(Int)
  /// A macro, by its number in this run.
  case macro(Int)
  /// The state of a loop, by its depth in this run.
  case loop(Int)
  /// A function of the engine.
  case function(TemplateFunction)
  /// A method of a value that waits for its arguments.
  indirect case method(TemplateValue, String)
}

/// A function that every template can call.
enum TemplateFunction: String, CaseIterable, Sendable {
  case range, dict, namespace
  case raiseException = "raise_exception"
  case strftimeNow = "strftime_now"
  /// The body of a `call` block, inside the macro that it calls.
  case caller
}

/// Values in a row.
struct TemplateSequence: Sendable {
  let elements: [TemplateValue]
  /// How many values lie in one another. It is kept so that no template can build a value whose release
  /// would exhaust the stack.
  let depth: Int

  /// The values in their order.
  init(_ elements: [TemplateValue]) {
    self.elements = elements
    depth = 1 + elements.reduce(0) { max($0, $1.depth) }
  }

  var count: Int { elements.count }
}

/// A dictionary that keeps the order of its keys.
struct TemplateMapping: Sendable {
  /// How many values lie in one another.
  private(set) var depth = 1
  private(set) var keys: [TemplateValue] = []
  private(set) var values: [TemplateValue] = []
  private var places: [TemplateKey: Int] = [:]

  var count: Int { keys.count }

  /// The value of a key.
  subscript(key: TemplateKey) -> TemplateValue? { places[key].map { values[$0] } }

  /// The value of a key that is a text.
  subscript(name: String) -> TemplateValue? { self[.text(Array(name.utf8))] }

  /// Gives a key a value; a key that is there keeps its place.
  mutating func set(_ key: TemplateValue, _ hashed: TemplateKey, _ value: TemplateValue) {
    depth = max(depth, 1 + max(key.depth, value.depth))
    if let place = places[hashed] {
      values[place] = value
    } else {
      places[hashed] = count
      keys.append(key)
      values.append(value)
    }
  }

  /// Gives a name of the engine's own a value.
  mutating func set(_ name: String, _ value: TemplateValue) {
    set(.text(TemplateText(name)), .text(Array(name.utf8)), value)
  }

  /// The pairs as tuples.
  var items: [TemplateValue] {
    zip(keys, values).map { .tuple(TemplateSequence([$0, $1])) }
  }
}

/// What a key of a dictionary is told by. As in Python, `1`, `1.0` and `True` are one key.
enum TemplateKey: Hashable, Sendable {
  case undefined
  case none
  case integer(Int)
  case float(Double)
  case text([UInt8])
  case tuple([TemplateKey])

  /// The key of a value; nil for a value that cannot be one. Tuples of tuples cannot, because one of
  /// few bytes can have keys without end.
  init?(_ value: TemplateValue) {
    switch value {
    case .undefined: self = .undefined
    case .none: self = .none
    case .bool(let flag): self = .integer(flag ? 1 : 0)
    case .integer(let number): self = .integer(number)
    case .float(let number): self = Int(exactly: number).map(Self.integer) ?? .float(number)
    case .text(let text): self = .text(text.bytes)
    case .tuple(let tuple) where tuple.depth == 1:
      let keys = tuple.elements.compactMap(TemplateKey.init)
      guard keys.count == tuple.count else { return nil }
      self = .tuple(keys)
    default: return nil
    }
  }
}

extension TemplateValue {
  /// A text of the template.
  static func text(_ string: String) -> TemplateValue { .text(TemplateText(string)) }

  /// A list.
  static func list(_ elements: [TemplateValue]) -> TemplateValue {
    .list(TemplateSequence(elements))
  }

  /// How many values lie in one another; 0 for one in which none lies.
  var depth: Int {
    switch self {
    case .list(let sequence), .tuple(let sequence), .stream(let sequence): sequence.depth
    case .mapping(let mapping): mapping.depth
    case .method(let value, _): 1 + value.depth
    default: 0
    }
  }

  /// What Python takes as true.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .bool(let flag): flag
    case .integer(let number): number != 0
    case .float(let number): number != 0
    case .text(let text): !text.isEmpty
    case .list(let sequence), .tuple(let sequence): sequence.count > 0
    case .mapping(let mapping): mapping.count > 0
    case .stream, .namespace, .macro, .loop, .function, .method: true
    }
  }

  /// The name of the kind, as Python has it.
  var kind: String {
    switch self {
    case .undefined: "undefined"
    case .none: "None"
    case .bool: "bool"
    case .integer: "int"
    case .float: "float"
    case .text: "str"
    case .list: "list"
    case .tuple: "tuple"
    case .stream: "generator"
    case .mapping: "dict"
    case .namespace: "namespace"
    case .macro: "macro"
    case .loop: "loop"
    case .function, .method: "function"
    }
  }

  /// The number, where it is an integer or a truth value.
  var wholeNumber: Int? {
    switch self {
    case .integer(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  /// The number as floating point, where it is any number.
  var number: Double? {
    if case .float(let number) = self { return number }
    return wholeNumber.map(Double.init)
  }

  /// The elements, where it is a list, a tuple or a stream.
  var elements: [TemplateValue]? {
    switch self {
    case .list(let sequence), .tuple(let sequence), .stream(let sequence): sequence.elements
    default: nil
    }
  }

  var isUndefined: Bool {
    if case .undefined = self { true } else { false }
  }
}
