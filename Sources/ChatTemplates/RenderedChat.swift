/// The prompt that a template makes of a chat.
public struct RenderedChat: Hashable, Sendable {
  /// The prompt, UTF-8.
  public var bytes: [UInt8]
  /// The bytes that the chat wrote and not the template: ascending ranges with gaps between them.
  ///
  /// A control mark is one only where no byte of it lies in them; otherwise whoever wrote a message has
  /// spelled it.
  public var data: [Range<Int>]
  /// The bytes that the model is to have written, where the template says so by `generation`.
  public var generated: [Range<Int>]

  init(_ text: TemplateText, generated: [Range<Int>] = []) {
    bytes = text.bytes
    data = text.data
    self.generated = generated
  }
}
