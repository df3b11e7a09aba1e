package import Tokenization

/// How well token borders fall on the borders of particles or endings.
///
/// Looked at are the eojeol in which the gold segmentation marks such a border. Example: 미국에서 with
/// its border before 에서, cut 미 | 국 | 에서: two token borders, one of them right, so precision 1/2; the
/// marked border is hit, so recall 1/1. Shares between 0 and 1. (Boundary precision and recall as in the
/// Morpho Challenge, Kurimo et al. 2010.)
package struct BoundaryScore: Sendable, Equatable {
  /// Marked borders.
  package var marked = 0
  /// Token borders inside the eojeol that have a marked border.
  package var made = 0
  /// Marked borders that are token borders.
  package var hit = 0

  /// Share of token borders that are marked.
  package var precision: Double? { made == 0 ? nil : Double(hit) / Double(made) }
  /// Share of marked borders that are token borders.
  package var recall: Double? { marked == 0 ? nil : Double(hit) / Double(marked) }

  /// The scores of a tokenizer.
  ///
  /// - Throws: `TokenizationError` where a sentence is too long.
  package static func scores(
    of tokenizer: Tokenizer, against gold: GoldSegmentation
  ) throws(TokenizationError) -> [GoldSegmentation.Kind: BoundaryScore] {
    let session = EncodingSession(tokenizer)
    var result: [GoldSegmentation.Kind: BoundaryScore] = [:]
    for sentence in gold.sentences {
      let text = try session.tokenize(sentence.bytes)
      for kind in GoldSegmentation.Kind.allCases {
        result[kind, default: BoundaryScore()].add(
          sentence, marked: sentence.borders[kind] ?? [], text.offsets)
      }
    }
    return result
  }

  mutating func add(
    _ sentence: GoldSegmentation.Sentence, marked borders: [Int], _ offsets: [Range<Int>]
  ) {
    let tokenBorders = Set(offsets.map(\.lowerBound))
    for eojeol in TextUnits(sentence.bytes).eojeol {
      let inside = borders.filter { eojeol.lowerBound < $0 && $0 < eojeol.upperBound }
      if inside.isEmpty { continue }
      marked += inside.count
      hit += inside.count { tokenBorders.contains($0) }
      made += ((eojeol.lowerBound + 1)..<eojeol.upperBound).count { tokenBorders.contains($0) }
    }
  }
}
