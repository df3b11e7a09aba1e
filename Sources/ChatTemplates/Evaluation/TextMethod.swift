/// The methods of texts that templates can call, by Python's names.
enum TextMethod: String, Sendable {
  case strip, lstrip, rstrip, split, rsplit, splitlines, startswith, endswith, upper, lower, title,
    capitalize, replace, join, find, rfind, count, removeprefix, removesuffix, isdigit, isspace,
    partition, rpartition, format, zfill

  /// Methods that Python has besides, so that they are named and not taken for missing.
  static let others: Set = [
    "casefold", "center", "encode", "expandtabs", "format_map", "index", "isalnum", "isalpha",
    "isascii", "isdecimal", "isidentifier", "islower", "isnumeric", "isprintable", "istitle",
    "isupper", "ljust", "maketrans", "rindex", "rjust", "swapcase", "translate",
  ]
}

extension TemplateRun {
  /// Calls a method of a text.
  mutating func call(
    _ method: TextMethod, of text: TemplateText, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    try charge(scanned: text.count, offset)
    let name = method.rawValue
    switch method {
    case .strip, .lstrip, .rstrip:
      let characters = try bind(arguments, "chars", to: name)[0]
      let ends: TemplateText.Ends = method == .strip ? .both : method == .lstrip ? .start : .end
      return .text(try stripped(text, ends, characters, offset))
    case .split, .rsplit: return try split(text, arguments, fromEnd: method == .rsplit)
    case .splitlines: return .list(try lines(of: text, offset).map(TemplateValue.text))
    case .startswith, .endswith: return .bool(try begins(text, arguments, method == .endswith))
    case .upper: return .text(try cased(text, .upper, offset))
    case .lower: return .text(try cased(text, .lower, offset))
    case .title: return .text(try titled(text, offset) { !Self.isLetter($0) })
    case .capitalize: return .text(try capitalized(text, offset))
    case .join:
      let elements = try iterate(try bind(arguments, "iterable", to: name)[0] ?? .none, offset)
      return .text(try join(elements, by: text, offset))
    case .removeprefix, .removesuffix:
      let affix = try textArgument(try bind(arguments, name, to: name)[0], offset)
      if method == .removeprefix {
        return .text(text.hasPrefix(affix) ? text[affix.count..<text.count] : text)
      }
      return .text(text.hasSuffix(affix) ? text[0..<text.count - affix.count] : text)
    case .isdigit:
      let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
      return .bool(!text.isEmpty && text.bytes.allSatisfy(digits.contains))
    case .isspace: return .bool(!text.isEmpty && text.stripped(.both).isEmpty)
    case .zfill:
      let width = try integer(try bind(arguments, "width", to: name)[0], default: 0, offset)
      return .text(try zeroFilled(text, width, offset))
    case .format: throw unsupported("the method format of a text", offset)
    case .replace, .find, .rfind, .count, .partition, .rpartition:
      return try search(method, text, arguments)
    }
  }

  /// The methods that look for another text.
  private mutating func search(
    _ method: TextMethod, _ text: TemplateText, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    if method == .replace {
      let values = try bind(arguments, "old", "new", "count", to: "replace")
      return .text(
        try replaced(
          text, try textArgument(values[0], offset), try textArgument(values[1], offset),
          try integer(values[2], default: -1, offset), offset))
    }
    let other = try textArgument(try bind(arguments, "sub", to: method.rawValue)[0], offset)
    try charge(scanned: other.count, offset)
    func scalars(before place: Int?) -> TemplateValue {
      .integer(place.map { text[0..<$0].scalarCount } ?? -1)
    }
    switch method {
    case .find: return scalars(before: text.firstPlace(of: other))
    case .rfind: return scalars(before: text.lastPlace(of: other))
    case .count:
      if other.isEmpty { return .integer(text.scalarCount + 1) }
      return .integer(try split(text, by: other, limit: -1, offset).count - 1)
    default:
      if other.isEmpty { throw failed("the separator is empty", offset) }
      let isFirst = method == .partition
      let place = isFirst ? text.firstPlace(of: other) : text.lastPlace(of: other)
      guard let place else {
        let none = TemplateText()
        let parts = isFirst ? [text, none, none] : [none, none, text]
        return .tuple(TemplateSequence(parts.map(TemplateValue.text)))
      }
      return .tuple(
        TemplateSequence([
          .text(text[0..<place]), .text(other), .text(text[place + other.count..<text.count]),
        ]))
    }
  }

  /// The text of an argument that must be one.
  func textArgument(
    _ value: TemplateValue?, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    guard case .text(let text)? = value else {
      throw failed("a text should be given, not \(value?.kind ?? "nothing")", offset)
    }
    return text
  }

  private func begins(
    _ text: TemplateText, _ arguments: CallArguments, _ atEnd: Bool
  ) throws(ChatTemplateError) -> Bool {
    let name = atEnd ? "endswith" : "startswith"
    guard let value = try bind(arguments, "affix", to: name)[0] else {
      throw failed("\(name) takes a text", arguments.offset)
    }
    var affixes = [value]
    if case .tuple(let tuple) = value { affixes = tuple.elements }
    for affix in affixes {
      let affix = try textArgument(affix, arguments.offset)
      if atEnd ? text.hasSuffix(affix) : text.hasPrefix(affix) { return true }
    }
    return false
  }
}
