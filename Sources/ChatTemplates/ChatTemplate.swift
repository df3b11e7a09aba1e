/// A chat template: the Jinja source that a model is published with, which makes a prompt of a chat.
///
/// The engine is its own and knows the part of Jinja that published templates use, as `transformers`
/// sets it up. A template sees the chat and nothing else: no file, no clock, no process. What it may do
/// is counted (``ChatTemplateLimits``), so that a hostile one ends in an error and not in a long run.
/// What the engine does not know is refused by name and place.
///
/// ```swift
/// let template = try ChatTemplate(Array(source.utf8))
/// let request = try ChatRequest(json: body)
/// let prompt = try template.render(request).bytes
/// ```
///
/// Deviations from Jinja: a loop's condition is evaluated for all elements before its body runs for the
/// first; a generator can be gone through twice; integers have 64 bits; letters with case beyond ASCII
/// are refused to `upper`, `lower` and their kin; `__class__` and its like are an error and not empty.
///
/// Source: pallets/jinja 3.1.6, and `chat_template_utils.py` of huggingface/transformers 5.23.
public struct ChatTemplate: Sendable {
  let source: TemplateSource
  let limits: ChatTemplateLimits
  let body: [TemplateStatement]
  let names: [String]
  private let literals: [UInt8]
  /// The numbers of two names that the engine itself gives values.
  let loopName: Int?
  let callerName: Int?

  /// Reads a template.
  ///
  /// - Throws: `ChatTemplateError.syntax`, `.unsupported` or `.limit` with line and column.
  /// - Complexity: O(bytes of the source).
  public init(
    _ source: [UInt8], limits: ChatTemplateLimits = ChatTemplateLimits()
  ) throws(ChatTemplateError) {
    guard source.count <= limits.sourceBytes else {
      throw .limit(
        TemplatePlace(line: 1, column: 1), what: "bytes of source", limit: limits.sourceBytes)
    }
    self.source = TemplateSource(source)
    self.limits = limits
    if let offset = self.source.firstIllFormedByte {
      throw .syntax(self.source.place(of: offset), problem: "ill-formed UTF-8")
    }
    var parser = try TemplateParser(self.source, limits)
    body = try parser.parseAll()
    names = parser.names
    literals = parser.literals
    loopName = names.firstIndex { $0 == "loop" }
    callerName = names.firstIndex { $0 == "caller" }
  }

  /// Whether a text that is not empty stands in what the template itself writes, such as the mark
  /// `<tool_call>`.
  ///
  /// - Complexity: O(bytes of both).
  public func spells(_ text: String) -> Bool {
    text.isEmpty || TextSearch(Array(text.utf8)).firstPlace(in: literals, from: 0) != nil
  }

  /// Renders a chat.
  ///
  /// - Parameters:
  ///   - request: The chat, and what else the template sees.
  ///   - clock: The time that `strftime_now` tells; without one it fails.
  /// - Returns: The prompt, and which of its bytes the chat wrote.
  /// - Throws: `ChatTemplateError`: what the template cannot do with this chat, by line and column;
  ///   `.raised` where it refuses the chat itself; `.limit` where it runs too long.
  /// - Complexity: At most the steps of the limits, and four for each byte of the chat.
  public func render(
    _ request: ChatRequest, clock: ChatClock? = nil
  ) throws(ChatTemplateError) -> RenderedChat {
    var run = TemplateRun(
      self, request.variables, clock: clock, dataBytes: request.byteCount)
    return try run.render()
  }
}
