/// Makes statements of the words of a template.
///
/// Source: `parser.py` of pallets/jinja 3.1.6, which it follows rule by rule.
struct TemplateParser {
  private let source: TemplateSource
  private let limits: ChatTemplateLimits
  private let tokens: [TemplateToken]
  private(set) var index = 0
  private var depth = 0
  /// How many `for` blocks are open in this macro.
  var openLoops = 0
  private(set) var names: [String] = []
  private var numbers: [[UInt8]: Int] = [:]

  /// A parser of a source.
  init(
    _ source: TemplateSource, _ limits: ChatTemplateLimits
  ) throws(ChatTemplateError) {
    self.source = source
    self.limits = limits
    tokens = try TemplateLexer.tokens(of: source)
  }

  /// The texts and strings of the source; a byte that no UTF-8 has stands between them.
  var literals: [UInt8] {
    var literals: [UInt8] = []
    for token in tokens {
      switch token.kind {
      case .text(let bytes), .string(let bytes):
        literals += bytes
        literals.append(0xFF)
      default: break
      }
    }
    return literals
  }

  /// The whole template.
  mutating func parseAll() throws(ChatTemplateError) -> [TemplateStatement] {
    let body = try parseBody(until: [])
    if current != .end { throw error("\(current.words) has no block to end") }
    return body
  }

  /// The number of a name.
  mutating func number(of name: String) -> Int {
    let key = Array(name.utf8)
    if let number = numbers[key] { return number }
    numbers[key] = names.count
    names.append(name)
    return names.count - 1
  }

  /// Parses something deeper, if that is not too deep.
  mutating func deeper<Result>(
    _ parse: (inout TemplateParser) throws(ChatTemplateError) -> Result
  ) throws(ChatTemplateError) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > limits.nesting { throw tooDeep }
    return try parse(&self)
  }

  /// Checks that a chain of so many links is not too long, for it nests as deep as it is long.
  func checkChain(_ links: Int) throws(ChatTemplateError) {
    if links > limits.nesting { throw tooDeep }
  }

  private var tooDeep: ChatTemplateError {
    .limit(place, what: "levels of nesting", limit: limits.nesting)
  }
}

extension TemplateParser {
  /// The next word.
  var current: TemplateToken.Kind { tokens[index].kind }
  /// Where it stands.
  var offset: Int { tokens[index].offset }
  var place: TemplatePlace { source.place(of: offset) }

  func next(_ distance: Int = 1) -> TemplateToken.Kind {
    tokens[min(index + distance, tokens.count - 1)].kind
  }

  mutating func advance() { index = min(index + 1, tokens.count - 1) }

  mutating func skip(_ kind: TemplateToken.Kind) -> Bool {
    guard current == kind else { return false }
    advance()
    return true
  }

  mutating func skip(sign: String) -> Bool { skip(.sign(sign)) }

  mutating func skip(word: String) -> Bool { skip(.name(word)) }

  mutating func expect(_ kind: TemplateToken.Kind) throws(ChatTemplateError) {
    if !skip(kind) { throw error("\(kind.words) should stand here, not \(current.words)") }
  }

  mutating func expect(sign: String) throws(ChatTemplateError) { try expect(.sign(sign)) }

  mutating func expectName() throws(ChatTemplateError) -> String {
    guard case .name(let name) = current else {
      throw error("a name should stand here, not \(current.words)")
    }
    advance()
    return name
  }

  func error(_ problem: String) -> ChatTemplateError { .syntax(place, problem: problem) }

  func unsupported(_ what: String, at offset: Int) -> ChatTemplateError {
    .unsupported(source.place(of: offset), what: what)
  }
}
