/// Writes values as `json.dumps` does, with the options that chat templates have of it.
struct TemplateJSON {
  /// The options of the filter `tojson`.
  struct Options {
    var escapesNonASCII = false
    /// What indents a line for each level; nil for one line.
    var indent: TemplateText?
    var itemSeparator = TemplateText(", ")
    var keySeparator = TemplateText(": ")
    var sortsKeys = false
  }

  /// Why a value has no JSON.
  enum Problem: Error {
    case noJSON(kind: String)
    case beyondLimits
  }

  private(set) var text = TemplateText()
  private let options: Options
  private let nesting: Int
  private let textBytes: Int

  /// A writer of values nested so deep at most, into so many bytes at most.
  init(_ options: Options, nesting: Int, bytes: Int) {
    self.options = options
    self.nesting = nesting
    textBytes = bytes
  }

  /// Writes a value.
  mutating func write(_ value: TemplateValue, depth: Int = 0) throws(Problem) {
    if depth > nesting || text.count > textBytes { throw .beyondLimits }
    switch value {
    case .none: text.append("null")
    case .bool(let flag): text.append(flag ? "true" : "false")
    case .integer(let number): text.append(String(number))
    case .float(let number): text.append(Self.text(of: number))
    case .text(let content): quote(content)
    case .list(let sequence), .tuple(let sequence):
      try writeParts(sequence.count, "[", "]", depth) { writer, index throws(Problem) in
        try writer.write(sequence.elements[index], depth: depth + 1)
      }
    case .mapping(let mapping): try write(mapping, depth)
    default: throw .noJSON(kind: value.kind)
    }
  }

  private mutating func write(_ mapping: TemplateMapping, _ depth: Int) throws(Problem) {
    var order = Array(mapping.keys.indices)
    if options.sortsKeys {
      var comparison = TemplateComparison(stepsLeft: .max)
      order.sort { comparison.precedes(mapping.keys[$0], mapping.keys[$1]) ?? ($0 < $1) }
    }
    try writeParts(mapping.count, "{", "}", depth) { writer, index throws(Problem) in
      try writer.writeKey(mapping.keys[order[index]])
      writer.text.append(writer.options.keySeparator)
      try writer.write(mapping.values[order[index]], depth: depth + 1)
    }
  }

  private mutating func writeKey(_ key: TemplateValue) throws(Problem) {
    switch key {
    case .text(let content): quote(content)
    case .none: text.append("\"null\"")
    case .bool(let flag): text.append(flag ? "\"true\"" : "\"false\"")
    case .integer(let number): text.append("\"\(number)\"")
    case .float(let number): text.append("\"\(Self.text(of: number))\"")
    default: throw .noJSON(kind: "a key of kind \(key.kind)")
    }
  }

  private mutating func writeParts(
    _ count: Int, _ open: String, _ close: String, _ depth: Int,
    _ part: (inout TemplateJSON, Int) throws(Problem) -> Void
  ) throws(Problem) {
    text.append(open)
    for index in 0..<count {
      if index > 0 { text.append(options.itemSeparator) }
      breakLine(depth + 1)
      try part(&self, index)
    }
    if count > 0 { breakLine(depth) }
    text.append(close)
  }

  private mutating func breakLine(_ depth: Int) {
    guard let indent = options.indent else { return }
    text.append("\n")
    for _ in 0..<depth { text.append(indent) }
  }

  private static func text(of number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return PythonNumber.text(of: number)
  }

  private mutating func quote(_ content: TemplateText) {
    text.append("\"")
    var start = 0
    var index = 0
    while index < content.count {
      let byte = content.bytes[index]
      let isPlain = byte >= 0x20 && byte != 0x22 && byte != 0x5C
      if isPlain, byte < 0x7F || !options.escapesNonASCII {
        index += 1
        continue
      }
      text.append(content[start..<index])
      let (value, end) = content.scalar(at: index)
      text.append(Self.escape(of: value), for: index..<end, of: content)
      index = end
      start = end
    }
    text.append(content[start..<content.count])
    text.append("\"")
  }

  private static func escape(of value: UInt32) -> [UInt8] {
    switch value {
    case 0x22: return Array("\\\"".utf8)
    case 0x5C: return Array("\\\\".utf8)
    case 0x08: return Array("\\b".utf8)
    case 0x09: return Array("\\t".utf8)
    case 0x0A: return Array("\\n".utf8)
    case 0x0C: return Array("\\f".utf8)
    case 0x0D: return Array("\\r".utf8)
    case 0x10000...:
      let offset = value - 0x10000
      return escape(of: 0xD800 + offset >> 10) + escape(of: 0xDC00 + offset & 0x3FF)
    default:
      let digits = String(value, radix: 16)
      return Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }
  }
}
