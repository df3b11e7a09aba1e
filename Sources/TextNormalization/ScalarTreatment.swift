/// How a table of replacements treats each scalar below 0x10000, so that most of a text passes with one
/// look at each.
struct ScalarTreatment: Sendable {
  /// What happens to a scalar.
  enum Kind {
    /// Nothing, whatever stands after it.
    static let kept: UInt8 = 0
    /// Nothing, unless the byte after it goes on in a rule; see `goesOn`.
    static let keptBefore: UInt8 = 1
    /// It must be looked up.
    static let special: UInt8 = 2
  }

  /// What happens to each scalar.
  private(set) var kinds = [UInt8](repeating: Kind.kept, count: 0x10000)
  /// Whether the byte may follow, in a rule, a scalar that is kept by itself.
  private(set) var goesOn = [Bool](repeating: false, count: 256)

  /// The treatment by a table, where spaces, U+2581 and texts that begin with some bytes are special.
  ///
  /// - Complexity: O(scalars with which rules begin).
  init(_ map: CharacterMapTables?, isSpecial specialBytes: (UInt8) -> Bool) {
    for lead in UInt8.min...0xEF where specialBytes(lead) {
      for scalar in Self.scalars(lead) { kinds[scalar] = Kind.special }
    }
    kinds[0] = Kind.special
    kinds[0x20] = Kind.special
    kinds[0x2581] = Kind.special
    if let map { addRules(of: map) }
  }

  /// What a table of scalars below 0x10000 says of the one at an index, and its length; `otherwise` and one
  /// byte where there is none, or one above.
  @inline(__always)
  static func kind(
    of text: Span<UInt8>, at index: Int, _ kinds: Span<UInt8>, otherwise: UInt8
  ) -> (kind: UInt8, length: Int) {
    let byte = text[index]
    if byte < 0x80 { return (kinds[Int(byte)], 1) }
    if byte >= 0xE1, byte < 0xF0, index &+ 2 < text.count,
      case let (second, third) = (text[index &+ 1], text[index &+ 2]),
      second & 0xC0 == 0x80, third & 0xC0 == 0x80, byte != 0xED || second < 0xA0
    {
      return (kinds[Int(byte & 0x0F) &<< 12 | Int(second & 0x3F) &<< 6 | Int(third & 0x3F)], 3)
    }
    if byte >= 0xC2, byte < 0xE0, index &+ 1 < text.count, text[index &+ 1] & 0xC0 == 0x80 {
      return (kinds[Int(byte & 0x1F) &<< 6 | Int(text[index &+ 1] & 0x3F)], 2)
    }
    return (otherwise, 1)
  }

  /// The scalars below 0x10000 whose UTF-8 begins with a byte.
  private static func scalars(_ lead: UInt8) -> Range<Int> {
    switch lead {
    case 0..<0x80: Int(lead)..<Int(lead) + 1
    case 0xC0...0xDF: Int(lead & 0x1F) << 6..<(Int(lead & 0x1F) + 1) << 6
    case 0xE0...0xEF: Int(lead & 0x0F) << 12..<(Int(lead & 0x0F) + 1) << 12
    default: 0..<0
    }
  }

  private mutating func addRules(of map: CharacterMapTables) {
    for lead in UInt8(1)...0xEF {
      guard let node = map.root.child(lead, map) else { continue }
      let scalars = Self.scalars(lead)
      if scalars.count == 1 {
        add(node, scalars.lowerBound, map)
      } else if !scalars.isEmpty {
        addScalars(scalars, below: node, map)
      }
    }
  }

  /// Adds the rules that begin with one of the scalars whose first bytes lead to a node.
  private mutating func addScalars(
    _ scalars: Range<Int>, below node: CharacterMapTables.Node, _ map: CharacterMapTables
  ) {
    if node.isEnd {
      // A rule for a part of a scalar; such a table is none of SentencePiece's.
      for scalar in scalars { kinds[scalar] = Kind.special }
      return
    }
    let width = scalars.count / 64
    for byte in UInt8(0x80)...0xBF {
      guard let next = node.child(byte, map) else { continue }
      let first = scalars.lowerBound + Int(byte & 0x3F) * width
      if width == 1 {
        add(next, first, map)
      } else {
        addScalars(first..<first + width, below: next, map)
      }
    }
  }

  /// Adds the rules that begin with a scalar, whose bytes lead to a node.
  private mutating func add(
    _ node: CharacterMapTables.Node, _ scalar: Int, _ map: CharacterMapTables
  ) {
    if kinds[scalar] == Kind.special { return }
    kinds[scalar] = node.isEnd ? Kind.special : Kind.keptBefore
    if node.isEnd { return }
    for byte in UInt8(1)...0xFF where node.child(byte, map) != nil { goesOn[Int(byte)] = true }
  }
}
