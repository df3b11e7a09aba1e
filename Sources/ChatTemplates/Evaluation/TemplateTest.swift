/// The tests that stand behind `is`, by Jinja's names.
enum TemplateTest: String, Sendable {
  case defined, undefined, none, boolean, integer, float, number, string, sequence, mapping,
    iterable, callable, odd, even, divisibleby, equalto, ne, lt, le, gt, ge, sameas, lower, upper
  case isTrue = "true"
  case isFalse = "false"
  case isIn = "in"

  /// The other names of some.
  private static let aliases = [
    "eq": "equalto", "==": "equalto", "!=": "ne", "lessthan": "lt", "greaterthan": "gt",
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge",
  ]

  /// The test of a name; nil where there is none.
  init?(name: String) { self.init(rawValue: Self.aliases[name] ?? name) }
}

extension TemplateRun {
  /// Whether a value passes a test.
  mutating func fulfils(
    _ value: TemplateValue, _ test: TemplateTest, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> Bool {
    switch (test, value) {
    case (.defined, _): return !value.isUndefined
    case (.undefined, _): return value.isUndefined
    case (.none, .none), (.boolean, .bool), (.integer, .integer), (.float, .float),
      (.number, .integer), (.number, .float), (.number, .bool), (.string, .text),
      (.mapping, .mapping), (.sequence, .text), (.sequence, .list), (.sequence, .tuple),
      (.sequence, .mapping), (.iterable, .text), (.iterable, .list), (.iterable, .tuple),
      (.iterable, .mapping), (.iterable, .stream), (.iterable, .undefined), (.callable, .macro),
      (.callable, .function), (.callable, .method), (.isTrue, .bool(true)),
      (.isFalse, .bool(false)):
      return true
    case (.none, _), (.boolean, _), (.integer, _), (.float, _), (.number, _), (.string, _),
      (.mapping, _), (.sequence, _), (.iterable, _), (.callable, _), (.isTrue, _), (.isFalse, _):
      return false
    default: return try fulfilsRelation(value, test, arguments)
    }
  }

  /// The tests that take a number, or something to compare with.
  private mutating func fulfilsRelation(
    _ value: TemplateValue, _ test: TemplateTest, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> Bool {
    let offset = arguments.offset
    switch test {
    case .odd, .even:
      let number = try integer(value, default: 0, offset)
      return number.isMultiple(of: 2) == (test == .even)
    case .lower, .upper:
      let text = try self.text(of: value, offset)
      let hasLetters = text.bytes.contains { Self.isLetter(UInt32($0)) && $0 < 0x80 }
      let folded = try cased(text, test == .lower ? .lower : .upper, offset)
      return hasLetters && folded == text
    default: break
    }
    guard let other = arguments.positional.first else {
      throw failed("the test \(test.rawValue) takes an argument", offset)
    }
    switch test {
    case .equalto: return try holds("==", value, other, offset)
    case .ne: return try holds("!=", value, other, offset)
    case .lt: return try holds("<", value, other, offset)
    case .le: return try holds("<=", value, other, offset)
    case .gt: return try holds(">", value, other, offset)
    case .ge: return try holds(">=", value, other, offset)
    case .isIn: return try holds("in", value, other, offset)
    case .sameas:
      let isEqual = try holds("==", value, other, offset)
      return isEqual && value.kind == other.kind
    default:
      let rest = try calculate("%", value, other, offset)
      return !rest.isTrue
    }
  }
}
