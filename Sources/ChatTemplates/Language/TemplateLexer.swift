/// Cuts the source of a template into words, white space around tags trimmed as `transformers` sets
/// Jinja: `trim_blocks` and `lstrip_blocks`.
///
/// ```
///   {{ value }}    nothing is trimmed        {{- -}}   all white space before, behind
///   {% block %}    the blanks before it on its line, and one line feed behind it
///   {%+ block +%}  not even those            {# a comment is trimmed like a block #}
/// ```
///
/// Source: `lexer.py` of pallets/jinja 3.1.6.
struct TemplateLexer {
  private let source: TemplateSource
  let bytes: [UInt8]
  var index = 0
  var tokens: [TemplateToken] = []
  /// Whether what was read last ends with a line feed, or nothing has been read.
  private var startsLine = true

  private enum Tag {
    case output, block, comment
  }

  /// The words of a source, the last of which is the end.
  static func tokens(of source: TemplateSource) throws(ChatTemplateError) -> [TemplateToken] {
    var lexer = TemplateLexer(source)
    while lexer.index < lexer.bytes.count { try lexer.readTextAndTag() }
    lexer.tokens.append(TemplateToken(kind: .end, offset: lexer.bytes.count))
    return lexer.tokens
  }

  private init(_ source: TemplateSource) {
    self.source = source
    bytes = source.bytes
  }

  private mutating func readTextAndTag() throws(ChatTemplateError) {
    let start = index
    guard let (place, tag) = nextTag() else {
      appendText(start..<bytes.count)
      index = bytes.count
      return
    }
    let sign = place + 2 < bytes.count ? bytes[place + 2] : 0
    var end = place
    if sign == UInt8(ascii: "-") {
      end = endWithoutSpace(start..<place)
    } else if sign != UInt8(ascii: "+"), tag != .output {
      end = endWithoutBlanks(start..<place)
    }
    appendText(start..<end)
    index = place + (sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") ? 3 : 2)
    switch tag {
    case .output: try readWords(from: place, closing: UInt8(ascii: "}"), .outputStart, .outputEnd)
    case .comment: try skipComment(from: place)
    case .block:
      if !(try readRaw(from: place)) {
        try readWords(from: place, closing: UInt8(ascii: "%"), .blockStart, .blockEnd)
      }
    }
    startsLine = bytes[index - 1] == 0x0A
  }

  private func nextTag() -> (place: Int, Tag)? {
    for place in index..<max(index, bytes.count - 1) where bytes[place] == UInt8(ascii: "{") {
      switch bytes[place + 1] {
      case UInt8(ascii: "{"): return (place, .output)
      case UInt8(ascii: "%"): return (place, .block)
      case UInt8(ascii: "#"): return (place, .comment)
      default: break
      }
    }
    return nil
  }

  /// Where a text ends without the blanks between its last line feed and the tag behind it.
  private func endWithoutBlanks(_ text: Range<Int>) -> Int {
    let lineStart = bytes[text].lastIndex(of: 0x0A).map { $0 + 1 }
    guard let start = lineStart ?? (startsLine ? text.lowerBound : nil) else {
      return text.upperBound
    }
    return endWithoutSpace(start..<text.upperBound) == start ? start : text.upperBound
  }

  /// Where a text ends without the white space at its end.
  private func endWithoutSpace(_ text: Range<Int>) -> Int {
    var end = text.upperBound
    while end > text.lowerBound, TemplateText.isSpace(scalar(before: end)) {
      end = scalarStart(before: end)
    }
    return end
  }

  private mutating func appendText(_ range: Range<Int>) {
    if range.isEmpty { return }
    tokens.append(TemplateToken(kind: .text(Array(bytes[range])), offset: range.lowerBound))
  }

  private mutating func skipComment(from start: Int) throws(ChatTemplateError) {
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "#"), bytes[index + 1] == UInt8(ascii: "}") {
        let sign = bytes[index - 1]
        index += 2
        trimBehindTag(sign)
        return
      }
      index += 1
    }
    throw error("the comment never ends", at: start)
  }

  /// Reads `{% raw %} … {% endraw %}`, if it comes next; `index` is behind the start of the tag.
  private mutating func readRaw(from start: Int) throws(ChatTemplateError) -> Bool {
    let before = index
    guard skipTagWord("raw") else { return false }
    if bytes[index - 3] == UInt8(ascii: "-") { skipSpace() }
    let textStart = index
    while let (place, tag) = nextTag() {
      index = place + 2
      guard tag == .block else { continue }
      let sign = index < bytes.count ? bytes[index] : 0
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
      guard skipTagWord("endraw") else { continue }
      var end = place
      if sign == UInt8(ascii: "-") {
        end = endWithoutSpace(textStart..<place)
      } else if sign != UInt8(ascii: "+") {
        end = endWithoutBlanks(textStart..<place)
      }
      appendText(textStart..<end)
      trimBehindTag(bytes[index - 3])
      return true
    }
    index = before
    throw error("the raw block never ends", at: start)
  }

  /// Goes behind ` word %}`, if it comes next.
  private mutating func skipTagWord(_ word: StaticString) -> Bool {
    let before = index
    skipSpace()
    guard bytes[index...].starts(with: word.description.utf8) else {
      index = before
      return false
    }
    index += word.utf8CodeUnitCount
    skipSpace()
    if let sign = peek(), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
    guard peek() == UInt8(ascii: "%"), peek(1) == UInt8(ascii: "}") else {
      index = before
      return false
    }
    index += 2
    return true
  }

  /// Trims behind a tag whose closing has a sign before it.
  func trimmedEnd(_ sign: UInt8, from start: Int) -> Int {
    var end = start
    if sign == UInt8(ascii: "-") {
      while end < bytes.count, case let next = scalar(at: end), TemplateText.isSpace(next.value) {
        end = next.end
      }
    } else if sign != UInt8(ascii: "+"), end < bytes.count, bytes[end] == 0x0A {
      end += 1
    }
    return end
  }

  private mutating func trimBehindTag(_ sign: UInt8) { index = trimmedEnd(sign, from: index) }

  mutating func skipSpace() { index = trimmedEnd(UInt8(ascii: "-"), from: index) }

  func peek(_ distance: Int = 0) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  func error(_ problem: String, at offset: Int) -> ChatTemplateError {
    .syntax(source.place(of: offset), problem: problem)
  }

  private func scalarStart(before end: Int) -> Int {
    var start = end - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  private func scalar(before end: Int) -> UInt32 { scalar(at: scalarStart(before: end)).value }

  private func scalar(at start: Int) -> (value: UInt32, end: Int) {
    var end = start + 1
    while end < bytes.count, end < start + 4, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return (TemplateText(Array(bytes[start..<end])).scalar(at: 0).value, end)
  }
}
