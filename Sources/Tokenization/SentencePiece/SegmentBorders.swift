import TextNormalization

/// Where a normalized text can be cut before a U+2581: where no token joins it with the scalar before it,
/// since no token lies across such a border.
enum SegmentBorders {
  /// Before every one.
  case everywhere
  /// But for those that follow another U+2581.
  case notBehindMarks
  /// But for those that follow one of some scalars.
  case notBehind(Set<UInt32>)
  /// Nowhere.
  case nowhere

  /// The borders for the scalars that stand before U+2581 in some token; nil where texts must not be
  /// cut at all.
  init(_ scalarsBeforeSpace: Set<UInt32>?) {
    guard let scalarsBeforeSpace else {
      self = .nowhere
      return
    }
    self =
      scalarsBeforeSpace.isEmpty
      ? .everywhere
      : scalarsBeforeSpace == [0x2581] ? .notBehindMarks : .notBehind(scalarsBeforeSpace)
  }

  /// Whether a text can be cut before the U+2581 at an index above 0.
  @inline(__always)
  func cuts(_ text: FlatTable<UInt8>, before index: Int) -> Bool {
    switch self {
    case .everywhere: return true
    case .notBehindMarks:
      return index < 3 || text[index &- 1] != 0x81 || text[index &- 2] != 0x96
        || text[index &- 3] != 0xE2
    case .notBehind(let scalars): return Self.cuts(text, before: index, scalars)
    case .nowhere: return false
    }
  }

  @inline(never)
  private static func cuts(
    _ text: FlatTable<UInt8>, before index: Int, _ scalars: Set<UInt32>
  ) -> Bool {
    text.withSpan(max(0, index - 4)..<index) { before in
      guard let last = ScalarScan.last(of: before, in: before.indices)?.value else { return false }
      return !scalars.contains(last)
    }
  }
}
