/// The vocabulary of byte-level byte-pair encoding and the rule by which neighbours merge.
///
/// All 256 single bytes are tokens, so every byte string has an encoding.
public struct BytePairModel: Sendable, Equatable {
  /// The tokens by id. An added token's id is a gap here.
  public var vocabulary: Vocabulary
  /// Which neighbours merge, and in which order.
  public var mergeRule: MergeRule
  /// Whether a pre-token that is a token itself is taken whole, whatever the merges say
  /// (`ignore_merges` in tokenizer.json). tiktoken's encodings always do so.
  public var takesWholePreTokens: Bool

  /// A model of the given parts.
  public init(vocabulary: Vocabulary, mergeRule: MergeRule, takesWholePreTokens: Bool = false) {
    self.vocabulary = vocabulary
    self.mergeRule = mergeRule
    self.takesWholePreTokens = takesWholePreTokens
  }
}

extension BytePairModel {
  /// The single bytes that are no tokens, rising.
  package var missingBytes: [UInt8] {
    var isPresent = [Bool](repeating: false, count: 256)
    for id in 0..<vocabulary.upperBound {
      let range = vocabulary.range(of: TokenID(id))
      if range.count == 1 { isPresent[Int(vocabulary.bytes[range.lowerBound])] = true }
    }
    return (UInt8.min...UInt8.max).filter { !isPresent[Int($0)] }
  }
}

/// Which neighbouring tokens of a pre-token merge, and in which order.
public enum MergeRule: Sendable, Equatable {
  /// Two neighbours whose joined bytes are a token merge, the smallest resulting id first, the
  /// leftmost first among equals (tiktoken's rank files).
  case ranks
  /// The listed pairs merge, the earliest in the list first, the leftmost first among equals. The
  /// result is the token of the joined bytes (`merges` in tokenizer.json).
  case merges([Merge])
}

/// A pair of tokens that becomes one; its place in the list is its rank.
public struct Merge: Hashable, Sendable {
  /// The token on the left.
  public var left: TokenID
  /// The token on the right.
  public var right: TokenID
  /// The token of their joined bytes.
  public var result: TokenID

  /// A merge of two tokens into a third.
  public init(left: TokenID, right: TokenID, result: TokenID) {
    self.left = left
    self.right = right
    self.result = result
  }
}
