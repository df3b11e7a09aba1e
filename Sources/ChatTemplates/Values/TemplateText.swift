/// A text on its way through a template, with the bytes marked that come from the chat.
///
/// The marks survive every operation, so that the rendered prompt says of each byte whether the
/// template wrote it or the chat did.
///
/// ```
///   bytes   <|im_start|>user\nHello!<|im_end|>
///   data                      ^^^^^^
/// ```
struct TemplateText: Sendable {
  /// The bytes, UTF-8.
  private(set) var bytes: [UInt8] = []
  /// The bytes that come from the chat, as ascending ranges with gaps between them.
  private(set) var data: [Range<Int>] = []
  /// Whether it went through `safe` or `escape`: what is added to it by `+` is then escaped.
  var isMarkup = false

  /// An empty text.
  init() {}

  /// A text of the template, or of the chat.
  init(_ bytes: [UInt8], isData: Bool = false) {
    self.bytes = bytes
    if isData, !bytes.isEmpty { data = [0..<bytes.count] }
  }

  /// A text of the template.
  init(_ text: String) { bytes = Array(text.utf8) }

  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }
  /// The text for messages.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends bytes of the template.
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Appends a text of the template.
  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends a text with its marks.
  mutating func append(_ other: TemplateText) {
    for range in other.data { mark(range.lowerBound + count..<range.upperBound + count) }
    bytes.append(contentsOf: other.bytes)
  }

  /// Appends bytes that stand for some of another text: marked if any of those is.
  mutating func append(_ bytes: some Collection<UInt8>, for range: Range<Int>, of other: Self) {
    if other.isData(in: range) { mark(count..<count + bytes.count) }
    self.bytes.append(contentsOf: bytes)
  }

  /// Whether one of the bytes comes from the chat.
  func isData(in range: Range<Int>) -> Bool {
    let place = firstMark(endingAfter: range.lowerBound)
    return place < data.count && data[place].lowerBound < range.upperBound
  }

  /// A part of the text.
  subscript(range: Range<Int>) -> TemplateText {
    var part = TemplateText(Array(bytes[range]))
    part.isMarkup = isMarkup
    var place = firstMark(endingAfter: range.lowerBound)
    while place < data.count, data[place].lowerBound < range.upperBound {
      let common = data[place].clamped(to: range)
      part.data.append(common.lowerBound - range.lowerBound..<common.upperBound - range.lowerBound)
      place += 1
    }
    return part
  }

  /// Marks a range behind all marks so far.
  private mutating func mark(_ range: Range<Int>) {
    if range.isEmpty { return }
    if let last = data.last, last.upperBound == range.lowerBound {
      data[data.count - 1] = last.lowerBound..<range.upperBound
    } else {
      data.append(range)
    }
  }

  private func firstMark(endingAfter position: Int) -> Int {
    var (low, high) = (0, data.count)
    while low < high {
      let middle = (low + high) / 2
      if data[middle].upperBound > position { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Texts are equal by their bytes, wherever those come from.
extension TemplateText: Hashable {
  static func == (left: TemplateText, right: TemplateText) -> Bool { left.bytes == right.bytes }
  func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
