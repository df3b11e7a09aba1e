import TokenizerModel

@testable import TokenizerTraining

extension TrainingResult {
  /// The merges as the bytes of their left and right tokens.
  var merges: [[[UInt8]]] {
    guard case .merges(let merges) = definition.model.bytePair?.mergeRule else { return [] }
    return merges.map { [bytes(of: $0.left), bytes(of: $0.right)] }
  }

  /// The bytes of a token; none where the id has no token.
  func bytes(of id: TokenID) -> [UInt8] {
    definition.model.vocabulary[id].map(Array.init) ?? []
  }
}

/// Words and counts in a form that a trainer takes, in a fixed order.
func sorted(_ counts: [[UInt8]: UInt64]) -> [WordCount] {
  counts.map { WordCount($0.key, count: $0.value) }
    .sorted { $0.word.lexicographicallyPrecedes($1.word) }
}
