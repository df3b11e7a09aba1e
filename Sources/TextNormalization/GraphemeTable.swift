/// Where extended grapheme clusters end (UAX 29), as far as clusters of at most five bytes go.
///
/// Left out are the rules for pairs of regional indicators, for emoji joined by U+200D and for Indic
/// conjuncts: what they join is longer than five bytes on either side.
struct GraphemeTable: Sendable {
  private enum Class: UInt8 {
    case other, carriageReturn, lineFeed, control, extending, prepending
    case leading, vowel, trailing, openSyllable, closedSyllable
  }

  /// The class of each scalar below U+20000; further ones are looked up.
  private let classes: [Class]

  /// The tables of Unicode 16.0.
  static let shared = GraphemeTable()

  private init() {
    var classes = [Class](repeating: .other, count: 0x20000)
    func set(_ ranges: [ClosedRange<UInt32>], _ value: Class) {
      for range in ranges {
        for scalar in range where scalar < 0x20000 { classes[Int(scalar)] = value }
      }
    }
    set(Self.controls, .control)
    set(Self.extending, .extending)
    set(Self.prepending, .prepending)
    set([0x1100...0x115F, 0xA960...0xA97C], .leading)
    set([0x1160...0x11A7, 0xD7B0...0xD7C6, 0x16D63...0x16D63, 0x16D67...0x16D6A], .vowel)
    set([0x11A8...0x11FF, 0xD7CB...0xD7FB], .trailing)
    for syllable in 0xAC00...0xD7A3 {
      classes[syllable] = (syllable - 0xAC00) % 28 == 0 ? .openSyllable : .closedSyllable
    }
    classes[0x0D] = .carriageReturn
    classes[0x0A] = .lineFeed
    self.classes = classes
  }

  /// The end of the grapheme that begins at an index.
  func end(of text: Span<UInt8>, at index: Int) -> Int {
    var unit = ScalarScan.unit(of: text, at: index)
    var left = kind(of: unit.value)
    while unit.range.upperBound < text.count {
      let next = ScalarScan.unit(of: text, at: unit.range.upperBound)
      let right = kind(of: next.value)
      guard joins(left, right) else { break }
      (unit, left) = (next, right)
    }
    return unit.range.upperBound
  }

  /// Whether the scalar may be in a grapheme with others; where none may, each is one of its own.
  func mayJoin(_ scalar: UInt32) -> Bool {
    switch kind(of: scalar) {
    case .other, .lineFeed, .control, .openSyllable, .closedSyllable: false
    case .carriageReturn, .extending, .prepending, .leading, .vowel, .trailing: true
    }
  }

  /// The class of a scalar; what is no scalar stands alone like a control character.
  private func kind(of scalar: UInt32?) -> Class {
    guard let scalar else { return .control }
    if scalar < 0x20000 { return classes[Int(scalar)] }
    if Self.extending.contains(where: { $0.contains(scalar) }) { return .extending }
    return Self.controls.contains { $0.contains(scalar) } ? .control : .other
  }

  private func joins(_ left: Class, _ right: Class) -> Bool {
    switch (left, right) {
    case (.carriageReturn, .lineFeed): true
    case (.carriageReturn, _), (.lineFeed, _), (.control, _): false
    case (_, .carriageReturn), (_, .lineFeed), (_, .control): false
    case (_, .extending), (.prepending, _): true
    case (.leading, .leading), (.leading, .vowel), (.leading, .openSyllable),
      (.leading, .closedSyllable):
      true
    case (.openSyllable, .vowel), (.vowel, .vowel): true
    case (.openSyllable, .trailing), (.vowel, .trailing): true
    case (.closedSyllable, .trailing), (.trailing, .trailing): true
    default: false
    }
  }
}
