package import TokenizerModel

/// How many tokens a text has with each of the vocabularies that a training passed through.
///
/// A vocabulary of byte pairs holds all smaller ones of its training: those of its first merges. One
/// encoding gives the tokens of all of them. Merges apply in order, so the text as the first k merges
/// leave it becomes what the first k - 1 leave when the k-th is undone, and undoing it splits every token
/// that it made, and no other, in two:
/// ```
/// frequency(left)  += frequency(merged)       tokens(k - 1) = tokens(k) + frequency(merged)
/// frequency(right) += frequency(merged)
/// ```
/// From the last merge to the first that takes one step each. It needs a list in which a token is
/// made by one merge alone, and before it is part of another, as training makes them.
package struct SizeCurve: Sendable, Equatable {
  /// The bytes of the text.
  package let bytes: Int
  /// The size of the smallest vocabulary: the bytes and the added tokens.
  package let smallestSize: Int
  /// The tokens of the text, by size from the smallest on.
  package let tokens: [Int]

  /// The curve of a text.
  ///
  /// - Parameters:
  ///   - frequencies: How often the tokenizer emits each token for the text.
  ///   - bytes: The bytes of the text.
  ///   - definition: The tokenizer.
  /// - Throws: `TokenAnalysisError.invalid` where the smaller vocabularies cannot be told from the file.
  /// - Complexity: O(tokens of the vocabulary).
  package init(
    _ frequencies: TokenFrequencies, bytes: Int, of definition: TokenizerDefinition
  ) throws(TokenAnalysisError) {
    let merges = try Self.merges(of: definition)
    var counts = frequencies.counts
    var tokens = [counts.reduce(0, +)]
    for merge in merges.reversed() {
      let count = counts[merge.result.index]
      counts[merge.result.index] = 0
      counts[merge.left.index] += count
      counts[merge.right.index] += count
      tokens.append(tokens[tokens.count - 1] + count)
    }
    self.bytes = bytes
    self.tokens = tokens.reversed()
    smallestSize = definition.tokenCount - merges.count
  }

  /// The sizes of the curve.
  package var sizes: ClosedRange<Int> { smallestSize...smallestSize + tokens.count - 1 }

  /// The tokens of the text with the vocabulary of a size of the curve.
  package func tokens(at size: Int) -> Int { tokens[size - smallestSize] }

  /// The bytes of the text that a token has on average with the vocabulary of a size of the curve.
  package func bytesPerToken(at size: Int) -> Double {
    Double(bytes) / Double(tokens(at: size))
  }

  /// The size behind which a larger vocabulary pays less than it did on average: the knee.
  ///
  /// Size and bytes per token are each scaled to 0 to 1; the knee is the size at which the curve lies
  /// highest above the diagonal, the smallest of several. There one more token gains as much as the
  /// mean token of the whole curve, so **the knee depends on the largest size**; compare knees of
  /// vocabularies of one size only.
  ///
  /// Source: Satopää, Albrecht, Irwin and Raghavan 2011, "Finding a 'Kneedle' in a Haystack: Detecting
  /// Knee Points in System Behavior" (doi:10.1109/ICDCSW.2011.20). Two deviations: the curve is exact,
  /// so it is not smoothed; and of the local maxima the highest counts, without a sensitivity.
  ///
  /// - Returns: The size; nil for a curve that does not rise, or has fewer than three sizes.
  package var knee: Int? {
    let (first, last) = (sizes.lowerBound, sizes.upperBound)
    let (low, high) = (bytesPerToken(at: first), bytesPerToken(at: last))
    guard last - first >= 2, high > low else { return nil }
    var best: (size: Int, height: Double)?
    for size in sizes {
      let height =
        (bytesPerToken(at: size) - low) / (high - low)
        - Double(size - first) / Double(last - first)
      if best.map({ height > $0.height }) ?? (height > 0) { best = (size, height) }
    }
    return best?.size
  }

  /// The merges in order, if undoing them from the last one on gives the smaller vocabularies.
  private static func merges(
    of definition: TokenizerDefinition
  ) throws(TokenAnalysisError) -> [Merge] {
    guard let model = definition.model.bytePair, case .merges(let merges) = model.mergeRule else {
      throw .invalid(place: "the model", problem: "has no list of merges over bytes to undo")
    }
    if model.takesWholePreTokens {
      throw .invalid(
        place: "the model", problem: "takes whole pre-tokens, so its merges do not tell its tokens")
    }
    // A byte is there from the start, anything else from its merge on.
    var isMade = (0..<definition.idUpperBound).map { model.vocabulary[TokenID($0)]?.count == 1 }
    for (rank, merge) in merges.enumerated() {
      guard isMade[merge.left.index], isMade[merge.right.index], !isMade[merge.result.index] else {
        throw .invalid(
          place: "merge \(rank)", problem: "out of the order in which training makes tokens")
      }
      isMade[merge.result.index] = true
    }
    return merges
  }
}
