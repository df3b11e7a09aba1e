/// How much a template may do. What exceeds a limit is an error, never a truncated prompt.
public struct ChatTemplateLimits: Hashable, Sendable {
  /// The bytes of a template's source.
  public var sourceBytes = 1 << 20
  /// Steps: one for each operation, and one for each 32 bytes or two elements that it handles.
  public var steps = 2_000_000
  /// The bytes of the rendered text, and of any text on the way to it.
  public var textBytes = 64 << 20
  /// The elements of any list on the way.
  public var elements = 1 << 20
  /// The deepest nesting of blocks and of expressions in the source.
  public var nesting = 100
  /// The deepest nesting of values.
  public var valueNesting = 200
  /// The deepest nesting of what is evaluated, macros in macros included.
  public var depth = 400

  /// The usual limits.
  public init() {}

  /// The longest list that `range` gives; that of Jinja's sandbox.
  static let range = 100_000
  /// Further steps for each byte of the chat, so that a long chat does not fail for its length.
  static let stepsPerByte = 4
}
