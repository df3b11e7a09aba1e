/// Writes values as Python prints them: `str` and `repr`.
struct TemplatePrinter {
  private(set) var text = TemplateText()
  private let nesting: Int
  private let textBytes: Int
  /// What a namespace holds, to print it.
  private let namespaces: [TemplateMapping]
  /// Whether a limit was hit; the text is then worthless.
  private(set) var isBeyondLimits = false

  /// A printer of values nested so deep at most, into so many bytes at most.
  init(nesting: Int, bytes: Int, namespaces: [TemplateMapping]) {
    self.nesting = nesting
    textBytes = bytes
    self.namespaces = namespaces
  }

  /// Writes what `str` gives.
  mutating func write(_ value: TemplateValue) {
    switch value {
    case .undefined: break
    case .text(let content): text.append(content)
    default: writeQuoted(value, depth: 0)
    }
  }

  /// Writes what `repr` gives.
  mutating func writeQuoted(_ value: TemplateValue, depth: Int) {
    if depth > nesting || text.count > textBytes { isBeyondLimits = true }
    if isBeyondLimits { return }
    switch value {
    case .undefined: text.append("Undefined")
    case .none: text.append("None")
    case .bool(let flag): text.append(flag ? "True" : "False")
    case .integer(let number): text.append(String(number))
    case .float(let number): text.append(PythonNumber.text(of: number))
    case .text(let content): quote(content)
    case .list(let list): write(list.elements, "[", "]", depth)
    case .tuple(let tuple): write(tuple.elements, "(", tuple.count == 1 ? ",)" : ")", depth)
    case .mapping(let mapping): write(mapping, depth)
    case .namespace(let number):
      text.append("<Namespace ")
      write(namespaces[number], depth)
      text.append(">")
    case .stream, .macro, .loop, .function, .method: text.append("<\(value.kind)>")
    }
  }

  private mutating func write(
    _ elements: [TemplateValue], _ open: String, _ close: String, _ depth: Int
  ) {
    text.append(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(", ") }
      writeQuoted(element, depth: depth + 1)
    }
    text.append(close)
  }

  private mutating func write(_ mapping: TemplateMapping, _ depth: Int) {
    text.append("{")
    for (index, (key, value)) in zip(mapping.keys, mapping.values).enumerated() {
      if index > 0 { text.append(", ") }
      writeQuoted(key, depth: depth + 1)
      text.append(": ")
      writeQuoted(value, depth: depth + 1)
    }
    text.append("}")
  }

  /// Single quotes, unless there are some in the text and no double ones.
  private mutating func quote(_ content: TemplateText) {
    let single = UInt8(ascii: "'")
    let double = UInt8(ascii: "\"")
    let mark = content.bytes.contains(single) && !content.bytes.contains(double) ? double : single
    text.append(mark)
    var index = 0
    while index < content.count {
      let (value, end) = content.scalar(at: index)
      if let escape = Self.escape(of: value, mark) {
        text.append(Array(escape.utf8), for: index..<end, of: content)
      } else {
        text.append(content[index..<end])
      }
      index = end
    }
    text.append(mark)
  }

  private static func escape(of value: UInt32, _ mark: UInt8) -> String? {
    switch value {
    case UInt32(mark): return "\\" + String(decoding: [mark], as: UTF8.self)
    case 0x5C: return "\\\\"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0..<0x20, 0x7F...0xA0, 0xAD: return "\\x" + hexadecimal(value, 2)
    case 0x600...0x605, 0x61C, 0x6DD, 0x70F, 0x1680, 0x180E, 0x2000...0x200F, 0x2028...0x202F,
      0x205F...0x206F, 0x3000, 0xE000...0xF8FF, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF:
      return "\\u" + hexadecimal(value, 4)
    case 0xE0000...0xE0FFF, 0xF0000...0x10FFFF: return "\\U" + hexadecimal(value, 8)
    default: return nil
    }
  }

  private static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
