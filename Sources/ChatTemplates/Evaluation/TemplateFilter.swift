/// The filters that stand behind `|`, by Jinja's names.
enum TemplateFilter: String, Sendable {
  case abs, batch, capitalize, defaultValue = "default", dictsort, escape, first, float, format,
    indent, int, items, join, last, length, list, lower, map, max, min, reject, rejectattr, replace,
    reverse, round, safe, select, selectattr, sort, string, sum, title, tojson, trim, unique, upper,
    wordcount

  /// The other names of some.
  private static let aliases = ["d": "default", "e": "escape", "count": "length"]

  /// The filter of a name; nil where there is none.
  init?(name: String) { self.init(rawValue: Self.aliases[name] ?? name) }
}

extension TemplateRun {
  /// What a filter makes of a value.
  mutating func apply(
    _ filter: TemplateFilter, to value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    try charge(1, arguments.offset)
    switch filter {
    case .defaultValue:
      let values = try bind(arguments, "default_value", "boolean", to: "default")
      let isMissing = value.isUndefined || (values[1]?.isTrue == true && !value.isTrue)
      return isMissing ? values[0] ?? .text("") : value
    case .abs, .float, .int, .round, .sum, .max, .min:
      return try applyNumeric(filter, value, arguments)
    case .batch, .dictsort, .first, .items, .join, .last, .length, .list, .map, .reject,
      .rejectattr, .reverse, .select, .selectattr, .sort, .unique:
      return try applyToElements(filter, value, arguments)
    case .tojson: return .text(try json(of: value, arguments))
    default: return .text(try applyToText(filter, value, arguments))
    }
  }

  private mutating func applyToText(
    _ filter: TemplateFilter, _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateText {
    let offset = arguments.offset
    var text = try self.text(of: value, offset)
    try charge(bytes: text.count, offset)
    switch filter {
    case .string: return text
    case .safe:
      text.isMarkup = true
      return text
    case .escape: return text.isMarkup ? text : text.escapedForHTML
    case .upper: return try cased(text, .upper, offset)
    case .lower: return try cased(text, .lower, offset)
    case .capitalize: return try capitalized(text, offset)
    case .title:
      return try titled(text, offset) { value in
        TemplateText.isSpace(value) || value < 0x80 && "-({[<".utf8.contains(UInt8(value))
      }
    case .trim:
      return try stripped(text, .both, try bind(arguments, "chars", to: "trim")[0], offset)
    case .replace:
      let values = try bind(arguments, "old", "new", "count", to: "replace")
      let old = try self.text(of: values[0] ?? .text(""), offset)
      let new = try self.text(of: values[1] ?? .text(""), offset)
      return try replaced(text, old, new, try integer(values[2], default: -1, offset), offset)
    case .format: return try format(text, arguments.positional, offset)
    case .indent: return try indented(text, arguments)
    case .wordcount:
      let words = try split(text, CallArguments(offset: offset), fromEnd: false)
      return TemplateText(String(words.elements?.count ?? 0))
    default: preconditionFailure("no filter of texts: \(filter)")
    }
  }

  private mutating func indented(
    _ text: TemplateText, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateText {
    let offset = arguments.offset
    let values = try bind(arguments, "width", "first", "blank", to: "indent")
    let indent: TemplateText
    if case .text(let given)? = values[0] {
      indent = given
    } else {
      let width = try integer(values[0], default: 4, offset)
      try charge(bytes: max(0, width), offset)
      indent = TemplateText(String(repeating: " ", count: max(0, width)))
    }
    var ended = text
    ended.append("\n")
    var result = TemplateText()
    for (index, line) in try lines(of: ended, offset).enumerated() {
      if index > 0 { result.append("\n") }
      let isIndented =
        index == 0 ? values[1]?.isTrue == true : !line.isEmpty || values[2]?.isTrue == true
      if isIndented { result.append(indent) }
      result.append(line)
      try charge(bytes: indent.count + line.count, offset)
      if result.count > limits.textBytes { try charge(bytes: result.count, offset) }
    }
    return result
  }

  /// JSON as `transformers` has it: nothing is escaped for HTML, and only what must be for JSON.
  private mutating func json(
    of value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateText {
    let offset = arguments.offset
    let values = try bind(
      arguments, "ensure_ascii", "indent", "separators", "sort_keys", to: "tojson")
    var options = TemplateJSON.Options()
    options.escapesNonASCII = values[0]?.isTrue ?? false
    options.sortsKeys = values[3]?.isTrue ?? false
    switch values[1] {
    case nil, .some(.none): break
    case .some(.text(let indent)): options.indent = indent
    case .some(let width):
      let width = try integer(width, default: 0, offset)
      try charge(bytes: max(0, width), offset)
      options.indent = TemplateText(String(repeating: " ", count: max(0, width)))
    }
    if let separators = values[2]?.elements {
      guard separators.count == 2 else { throw failed("two separators should be given", offset) }
      options.itemSeparator = try textArgument(separators[0], offset)
      options.keySeparator = try textArgument(separators[1], offset)
    } else if options.indent != nil {
      options.itemSeparator = TemplateText(",")
    }
    var writer = TemplateJSON(options, nesting: limits.valueNesting, bytes: printableBytes)
    do throws(TemplateJSON.Problem) {
      try writer.write(value)
    } catch {
      if case .noJSON(let kind) = error { throw failed("JSON has no \(kind)", offset) }
      try charge(printed: 0, isBeyondLimits: true, offset)
    }
    try charge(printed: writer.text.count, isBeyondLimits: false, offset)
    return writer.text
  }
}
