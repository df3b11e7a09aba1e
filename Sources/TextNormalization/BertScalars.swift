/// What BERT's normalizer makes of each scalar.
///
/// Its parts act on every scalar by itself, one after another: clean-up, ideographs, accents, lower
/// case. So one look at a scalar tells what all of them leave of it.
///
/// One thing differs from `BertNormalizer` of tokenizers 0.23: marks that stay when accents are
/// stripped (marks younger than its tables, and a few that are not nonspacing) keep their order, where
/// canonical decomposition would sort neighbouring ones.
package struct BertScalars: Sendable {
  /// What becomes of a scalar.
  package enum Outcome: Equatable {
    /// It stays.
    case kept
    /// Scalars stand in its place; none if it is dropped.
    case replaced([UInt32])
    /// It stays, between two spaces.
    case setApart
    /// A scalar stands in its place, between two spaces.
    case replacedApart(UInt32)
  }

  private let normalization: BertNormalization
  private let stripsAccents: Bool

  /// The rules of a normalization.
  package init(_ normalization: BertNormalization) {
    self.normalization = normalization
    stripsAccents = normalization.stripsAccents ?? normalization.lowercases
  }

  /// Whether it takes Hangul syllables apart.
  package var tearsHangul: Bool { stripsAccents }

  /// Scalars from each of which to the next the same becomes of all; nil where letters lose case or
  /// accents, so that there is no such order.
  package var changes: [UInt32]? {
    if stripsAccents || normalization.lowercases { return nil }
    return Array(0...0x80) + BertTables.dropped + BertTables.ideographs + WhiteSpace.bounds
  }

  /// What becomes of a scalar.
  ///
  /// - Complexity: O(log runs of the tables)
  package func outcome(of scalar: UInt32) -> Outcome {
    if scalar < 0x80 { return asciiOutcome(of: scalar) }
    var scalar = scalar
    let original = scalar
    if normalization.cleansText {
      if BertTables.contains(scalar, in: BertTables.dropped) { return .replaced([]) }
      if WhiteSpace.contains(scalar) { return .replaced([0x20]) }
    }
    let isApart =
      normalization.separatesIdeographs
      && BertTables.contains(scalar, in: BertTables.ideographs)
    if stripsAccents {
      if BertTables.contains(scalar, in: BertTables.marks) { return .replaced([]) }
      if Hangul.isSyllable(scalar) { return .replaced(Self.jamo(of: scalar)) }
      if let sequence = BertTables.sequence(of: scalar) {
        return .replaced(sequence.map { lowercase($0) })
      }
      scalar = BertTables.base(of: scalar) ?? scalar
    }
    if normalization.lowercases, scalar == 0x130 { return .replaced([0x69, 0x307]) }
    scalar = lowercase(scalar)
    if isApart { return scalar == original ? .setApart : .replacedApart(scalar) }
    return scalar == original ? .kept : .replaced([scalar])
  }

  private func asciiOutcome(of scalar: UInt32) -> Outcome {
    if normalization.cleansText {
      switch scalar {
      case 0x09, 0x0A, 0x0D: return .replaced([0x20])
      case ..<0x20, 0x7F: return .replaced([])
      default: break
      }
    }
    let lower = lowercase(scalar)
    return lower == scalar ? .kept : .replaced([lower])
  }

  private func lowercase(_ scalar: UInt32) -> UInt32 {
    normalization.lowercases ? LowercaseTable.lowercase(of: scalar) : scalar
  }

  private static func jamo(of syllable: UInt32) -> [UInt32] {
    let jamo = Hangul.jamo(of: syllable)
    return [jamo.leading, jamo.vowel] + (jamo.trailing.map { [$0] } ?? [])
  }
}

extension AlignedText {
  /// Applies BERT's normalizer.
  package mutating func apply(_ normalization: BertNormalization) {
    let scalars = BertScalars(normalization)
    map { scalar in
      switch scalars.outcome(of: scalar) {
      case .kept: .keep
      case .replaced(let others): others.isEmpty ? .drop : .write(others.flatMap(ScalarScan.utf8))
      case .setApart: .write([0x20] + ScalarScan.utf8(scalar) + [0x20])
      case .replacedApart(let other): .write([0x20] + ScalarScan.utf8(other) + [0x20])
      }
    }
  }
}
