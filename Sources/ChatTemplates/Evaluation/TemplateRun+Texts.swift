/// What methods and filters do with texts.
extension TemplateRun {
  /// A text without the given characters at its ends, or without white space.
  mutating func stripped(
    _ text: TemplateText, _ ends: TemplateText.Ends, _ characters: TemplateValue?, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    switch characters {
    case nil, .some(.none): return text.stripped(ends)
    default:
      let characters = try textArgument(characters, offset)
      try charge(elements: characters.scalarCount, offset)
      let scalars = Set(characters.scalarStarts.dropLast().map { characters.scalar(at: $0).value })
      return text.stripped(ends, of: scalars.contains)
    }
  }

  mutating func split(
    _ text: TemplateText, _ arguments: CallArguments, fromEnd: Bool
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    let values = try bind(arguments, "sep", "maxsplit", to: "split")
    let limit = try integer(values[1], default: -1, offset)
    switch values[0] {
    case nil, .some(.none):
      if limit >= 0 { throw unsupported("split at white space with a limit", offset) }
      return .list(try words(of: text, offset).map(TemplateValue.text))
    case .some(let value):
      let separator = try textArgument(value, offset)
      if separator.isEmpty { throw failed("the separator is empty", offset) }
      var parts = try split(text, by: separator, limit: fromEnd ? -1 : limit, offset)
      if fromEnd, limit >= 0, parts.count - 1 > limit {
        let joined = parts.count - limit
        var first = parts[0]
        for part in parts[1..<joined] {
          first.append(separator)
          first.append(part)
        }
        parts.replaceSubrange(0..<joined, with: [first])
      }
      return .list(parts.map(TemplateValue.text))
    }
  }

  /// The parts of a text between separators, the last one with all that is behind the limit.
  mutating func split(
    _ text: TemplateText, by separator: TemplateText, limit: Int, _ offset: Int
  ) throws(ChatTemplateError) -> [TemplateText] {
    try charge(scanned: text.count + separator.count, offset)
    let search = TextSearch(separator.bytes)
    var parts: [TemplateText] = []
    var start = 0
    while limit < 0 || parts.count < limit,
      let place = search.firstPlace(in: text.bytes, from: start)
    {
      try charge(1, offset)
      parts.append(text[start..<place])
      start = place + separator.count
    }
    parts.append(text[start..<text.count])
    try charge(elements: parts.count, offset)
    return parts
  }

  private mutating func words(
    of text: TemplateText, _ offset: Int
  ) throws(ChatTemplateError) -> [TemplateText] {
    var words: [TemplateText] = []
    var start: Int?
    var index = 0
    while index < text.count {
      let (value, end) = text.scalar(at: index)
      if !TemplateText.isSpace(value) {
        start = start ?? index
      } else if let first = start {
        words.append(text[first..<index])
        start = nil
      }
      index = end
    }
    if let start { words.append(text[start..<text.count]) }
    try charge(elements: words.count, offset)
    return words
  }

  /// The lines of a text without their ends, as Python cuts them.
  mutating func lines(
    of text: TemplateText, _ offset: Int
  ) throws(ChatTemplateError) -> [TemplateText] {
    var lines: [TemplateText] = []
    var start = 0
    var index = 0
    while index < text.count {
      let (value, end) = text.scalar(at: index)
      var next = end
      switch value {
      case 0x0D where end < text.count && text.bytes[end] == 0x0A:
        next = end + 1
        fallthrough
      case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
        lines.append(text[start..<index])
        start = next
      default: break
      }
      index = next
    }
    if start < text.count { lines.append(text[start..<text.count]) }
    try charge(elements: lines.count, offset)
    return lines
  }

  mutating func replaced(
    _ text: TemplateText, _ old: TemplateText, _ new: TemplateText, _ limit: Int, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    // So many can there be at most; where they are fewer, what was counted too much is little.
    let places =
      old.isEmpty
      ? text.scalarCount + 1 : try split(text, by: old, limit: limit, offset).count - 1
    let count = limit < 0 ? places : min(places, limit)
    let (added, overflows) = new.count.multipliedReportingOverflow(by: count)
    try charge(bytes: overflows ? .max : min(.max / 2, added) + text.count, offset)
    try charge(count, offset)
    return text.replacing(old, with: new, limit: limit)
  }

  /// Texts as one, with another between them.
  mutating func join(
    _ elements: [TemplateValue], by separator: TemplateText, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    var result = TemplateText()
    for (index, element) in elements.enumerated() {
      if index > 0 { result.append(separator) }
      guard case .text(let text) = element else {
        throw failed("join takes texts, not a value of kind \(element.kind)", offset)
      }
      try charge(bytes: separator.count + text.count, offset)
      result.append(text)
      if result.count > limits.textBytes { try charge(bytes: result.count, offset) }
    }
    return result
  }

  mutating func cased(
    _ text: TemplateText, _ letterCase: LetterCase, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    try charge(text.count / 4, offset)
    do throws(LetterCase.UnmappedLetter) {
      return try letterCase.apply(to: text)
    } catch { throw unsupported("\(letterCase) case of the letter \(error.name)", offset) }
  }

  /// A text whose letters are lower case, but those first or behind certain characters upper.
  mutating func titled(
    _ text: TemplateText, _ offset: Int, behind startsWord: (UInt32) -> Bool
  ) throws(ChatTemplateError) -> TemplateText {
    try charge(text.count, offset)
    var result = TemplateText()
    var isStart = true
    var index = 0
    while index < text.count {
      let (value, end) = text.scalar(at: index)
      let scalar = text[index..<end]
      result.append(try cased(scalar, isStart ? .upper : .lower, offset))
      isStart = startsWord(value)
      index = end
    }
    return result
  }

  mutating func capitalized(
    _ text: TemplateText, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    guard !text.isEmpty else { return text }
    let end = text.scalar(at: 0).end
    var result = try cased(text[0..<end], .upper, offset)
    result.append(try cased(text[end..<text.count], .lower, offset))
    return result
  }

  /// Whether a scalar is a letter as far as case goes: those beyond ASCII are, by and large.
  static func isLetter(_ value: UInt32) -> Bool {
    value >= 0x80 ? !TemplateText.isSpace(value) : (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A
  }

  mutating func zeroFilled(
    _ text: TemplateText, _ width: Int, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    let count = text.scalarCount
    if width <= count { return text }
    try charge(bytes: width, offset)
    let missing = width - count
    let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")]
    let signEnd = text.bytes.first.map(signs.contains) == true ? 1 : 0
    var result = text[0..<signEnd]
    result.append(String(repeating: "0", count: missing))
    result.append(text[signEnd..<text.count])
    return result
  }

  /// A text with values put for `%s` and its like.
  mutating func format(
    _ text: TemplateText, _ values: [TemplateValue], _ offset: Int
  ) throws(ChatTemplateError) -> TemplateText {
    var result = TemplateText()
    var values = values[...]
    var start = 0
    while let mark = text.bytes[start...].firstIndex(of: UInt8(ascii: "%")) {
      result.append(text[start..<mark])
      guard mark + 1 < text.count else { throw failed("the format ends in a %", offset) }
      let field = text.bytes[mark + 1]
      start = mark + 2
      if field == UInt8(ascii: "%") {
        result.append(field)
        continue
      }
      guard let value = values.popFirst() else { throw failed("a value too few", offset) }
      switch field {
      case UInt8(ascii: "s"): result.append(try self.text(of: value, offset))
      case UInt8(ascii: "d"), UInt8(ascii: "i"):
        result.append(String(try integer(value, default: 0, offset)))
      default:
        throw unsupported("a format other than %s, %d, %i and %%", offset)
      }
      try charge(bytes: result.count, offset)
    }
    if !values.isEmpty { throw failed("a value too many", offset) }
    result.append(text[start..<text.count])
    return result
  }
}

extension TemplateText {
  /// The text with what means something in HTML written as entities, as markup.
  var escapedForHTML: TemplateText {
    var result = TemplateText()
    var start = 0
    for (index, byte) in bytes.enumerated() {
      let entity: String
      switch byte {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "'"): entity = "&#39;"
      case UInt8(ascii: "\""): entity = "&#34;"
      default: continue
      }
      result.append(self[start..<index])
      result.append(Array(entity.utf8), for: index..<index + 1, of: self)
      start = index + 1
    }
    result.append(self[start..<count])
    result.isMarkup = true
    return result
  }
}
