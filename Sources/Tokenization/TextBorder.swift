/// Where a text may be cut.
public enum TextBorder: String, CaseIterable, Sendable {
  /// Between characters as readers see them: never inside a syllable of jamo, an accented letter or a
  /// joined emoji.
  case syllable
  /// Before a word of Korean or another language: after white space.
  case eojeol
  /// After a sentence or a line.
  case sentence
  /// After one or more empty lines.
  case paragraph

  /// The places at which a text may be cut, in rising order, with 0 and the length of the text.
  ///
  /// - Complexity: O(bytes).
  public func places(in text: [UInt8]) -> [Int] {
    var result = [0]
    var before: TextScalar?
    var endsSentence = false
    var lineFeeds = 0
    for scalar in TextScalar.all(in: text) {
      let place = scalar.range.lowerBound
      let isBorder: Bool
      switch self {
      case .syllable: isBorder = before.map { !Self.belongTogether($0, scalar) } ?? false
      case .eojeol: isBorder = Self.isSpace(before) && !Self.isSpace(scalar)
      case .sentence: isBorder = endsSentence && Self.isSpace(before) && !Self.isSpace(scalar)
      case .paragraph: isBorder = lineFeeds > 1 && !Self.isSpace(scalar)
      }
      if isBorder, place > 0 { result.append(place) }
      if scalar.value == 0x0A {
        lineFeeds += 1
      } else if !Self.isSpace(scalar) {
        lineFeeds = 0
      }
      if Self.isEnd(scalar) {
        endsSentence = true
      } else if !Self.isSpace(scalar), !Self.isClosing(scalar) {
        endsSentence = false
      }
      before = scalar
    }
    if let last = result.last, last < text.count { result.append(text.count) }
    return result
  }

  /// Whether a reader sees both as one character: conjoining jamo, marks, joiners, modifiers.
  private static func belongTogether(_ left: TextScalar, _ right: TextScalar) -> Bool {
    guard let a = left.value, let b = right.value else { return false }
    switch b {
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return HangulScalar.isHangul(a)
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0x302A...0x302F,
      0x3099...0x309A, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0x1F3FB...0x1F3FF, 0x200D,
      0xE0020...0xE007F:
      return true
    case 0x0A: return a == 0x0D
    case 0x1F1E6...0x1F1FF: return (0x1F1E6...0x1F1FF).contains(a)
    default: return a == 0x200D
    }
  }

  private static func isSpace(_ scalar: TextScalar?) -> Bool {
    guard let value = scalar?.value else { return false }
    return value == 0x20 || (0x09...0x0D).contains(value) || value == 0xA0 || value == 0x3000
  }

  private static func isEnd(_ scalar: TextScalar) -> Bool {
    guard let value = scalar.value else { return false }
    return [0x2E, 0x21, 0x3F, 0x0A, 0x2026, 0x3002, 0xFF01, 0xFF1F].contains(value)
  }

  private static func isClosing(_ scalar: TextScalar) -> Bool {
    guard let value = scalar.value else { return false }
    return [0x22, 0x27, 0x29, 0x5D, 0x2019, 0x201D, 0x300D, 0x300F].contains(value)
  }
}
