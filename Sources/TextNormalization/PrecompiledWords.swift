/// Brings texts into words as Hugging Face's `Precompiled`, `WhitespaceSplit` and `Metaspace` do one after
/// another, where every scalar is a grapheme of its own.
///
/// `Precompiled` replaces whole graphemes of fewer than six bytes, and else scalars (see
/// `AlignedText.apply(_:)`). A scalar that is a grapheme of its own is replaced the same either way; texts
/// in which a scalar may join another are left to it.
package struct PrecompiledWords: Sendable {
  /// What happens to a scalar.
  private enum Kind {
    static let kept: UInt8 = 0
    /// It ends a word.
    static let space: UInt8 = 1
    /// It is U+2581.
    static let mark: UInt8 = 2
    static let replaced: UInt8 = 3
    /// It may join another, or it is none below 0x10000.
    static let other: UInt8 = 4
  }

  private let map: CharacterMapTables?
  /// What happens to each scalar below 0x10000.
  private let kinds: [UInt8]

  /// The words of texts in which a table replaces.
  package init(_ map: CharacterMapTables?) {
    self.map = map
    var kinds = [UInt8](repeating: Kind.kept, count: 0x10000)
    let treatment = ScalarTreatment(map) { _ in false }
    for (scalar, kind) in treatment.kinds.enumerated() {
      if GraphemeTable.shared.mayJoin(UInt32(scalar)) {
        kinds[scalar] = Kind.other
      } else if kind == ScalarTreatment.Kind.special, scalar != 0x20, scalar != 0x2581 {
        kinds[scalar] = Kind.replaced
      } else if WhiteSpace.contains(UInt32(scalar)) {
        kinds[scalar] = Kind.space
      }
    }
    kinds[0] = Kind.other
    kinds[0x2581] = Kind.mark
    for (scalar, text) in [(0x20, [0x20]), (0x2581, NormalizedWords.mark)]
    where map?.shortestMatch(in: text.span, text.indices) != nil {
      kinds[scalar] = Kind.other
    }
    self.kinds = kinds
  }

  /// Writes the words of a text in place of what `words` holds, each behind a U+2581.
  ///
  /// - Returns: Whether the text is one of those that this can do.
  /// - Complexity: O(bytes).
  package func write(_ text: Span<UInt8>, to words: inout NormalizedWords) -> Bool {
    words.removeAll()
    let kinds = self.kinds.span
    var index = 0
    var kept = 0
    var isInWord = false
    while index < text.count {
      let (kind, length) = ScalarTreatment.kind(of: text, at: index, kinds, otherwise: Kind.other)
      if kind == Kind.kept {
        if !isInWord { words.appendMark() }
        isInWord = true
        index &+= length
        continue
      }
      words.append(text, kept..<index)
      switch kind {
      case Kind.space: isInWord = false
      case Kind.mark:
        words.appendMark()
        isInWord = true
      case Kind.replaced:
        guard replace(text, index..<index &+ length, &isInWord, &words) else { return false }
      default: return false
      }
      index &+= length
      kept = index
    }
    words.append(text, kept..<text.count)
    return true
  }

  /// Writes what stands for a scalar; false where that is not known here.
  private func replace(
    _ text: Span<UInt8>, _ range: Range<Int>, _ isInWord: inout Bool,
    _ words: inout NormalizedWords
  ) -> Bool {
    guard let map, let match = map.shortestMatch(in: text, range) else { return false }
    let bytes = Array(map.replacement(of: match))
    var index = 0
    while index < bytes.count {
      let unit = ScalarScan.unit(of: bytes.span, at: index)
      guard let scalar = unit.value else { return false }
      index = unit.range.upperBound
      if WhiteSpace.contains(scalar) {
        isInWord = false
      } else if scalar == 0x2581 {
        words.appendMark()
        isInWord = true
      } else {
        if !isInWord { words.appendMark() }
        isInWord = true
        words.append(bytes.span, unit.range)
      }
    }
    return true
  }
}
