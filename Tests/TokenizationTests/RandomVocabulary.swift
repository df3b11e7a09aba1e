import PreTokenization
import TestSupport
import TextNormalization
import TokenizerModel

/// A small vocabulary made at random, as a model and as the oracle sees it.
struct RandomVocabulary {
  /// What kind of vocabulary it is.
  enum Kind: CaseIterable {
    /// Merges in the order in which a trainer would have found them, ids in the same order.
    case trained
    /// The same merges, but ids in any order.
    case trainedWithShuffledIDs
    /// The same tokens, the order of merges shuffled: merges use tokens that later ones make.
    case shuffledMerges
    /// Merges of any two tokens so far, so that a token may have several splits, or none that counts.
    case anyMerges
    /// Tokens that are any strings, merged by rank.
    case anyRanks
    /// The tokens of a trained vocabulary, merged by rank.
    case trainedRanks
    /// The same, the ranks shuffled.
    case shuffledRanks
  }

  private(set) var tokens: [[UInt8]]
  private(set) var merges: [BytePairOracle.Merge]?
  let takesWholePreTokens: Bool
  /// The bytes that texts are made of.
  let alphabet: [UInt8]

  init(_ kind: Kind, using generator: inout SeededGenerator) {
    tokens = (0...255).map { [$0] }
    takesWholePreTokens = Bool.random(using: &generator)
    alphabet = Array(
      [
        Array("ab".utf8), Array("abc".utf8), [0xEA, 0xB0, 0x80, 0x81], Array(" aé".utf8),
        [0, 0xFF, 0x61],
      ].randomElement(using: &generator) ?? [])
    let size = Int.random(in: 1...24, using: &generator)
    switch kind {
    case .trained, .trainedWithShuffledIDs, .shuffledMerges, .trainedRanks, .shuffledRanks:
      train(size, using: &generator)
    case .anyMerges: mergeAnything(size, using: &generator)
    case .anyRanks: addAnything(size, using: &generator)
    }
    switch kind {
    case .trainedWithShuffledIDs: shuffleIDs(from: 0, using: &generator)
    case .shuffledMerges: merges?.shuffle(using: &generator)
    case .trainedRanks: merges = nil
    case .shuffledRanks:
      shuffleIDs(from: Bool.random(using: &generator) ? 0 : 256, using: &generator)
      merges = nil
    case .trained, .anyMerges, .anyRanks: break
    }
  }

  /// The vocabulary as the oracle sees it.
  var oracle: BytePairOracle {
    BytePairOracle(tokens: tokens, merges: merges, takesWholePreTokens: takesWholePreTokens)
  }

  /// The vocabulary as a definition whose documents are single pre-tokens.
  var definition: TokenizerDefinition {
    var vocabulary = Vocabulary()
    for token in tokens { vocabulary.append(token) }
    let rule: MergeRule =
      if let merges {
        .merges(
          merges.map {
            Merge(
              left: TokenID(rawValue: $0.left), right: TokenID(rawValue: $0.right),
              result: TokenID(rawValue: $0.result))
          })
      } else {
        .ranks
      }
    return TokenizerDefinition(
      normalizer: .none, preTokenizer: .none,
      model: BytePairModel(
        vocabulary: vocabulary, mergeRule: rule, takesWholePreTokens: takesWholePreTokens))
  }

  /// A text over the alphabet, made of bytes and of tokens.
  func text(upTo length: Int, using generator: inout SeededGenerator) -> [UInt8] {
    let target = Int.random(in: 0...length, using: &generator)
    var text: [UInt8] = []
    while text.count < target {
      if Bool.random(using: &generator), tokens.count > 256 {
        text += tokens[256...].randomElement(using: &generator) ?? []
      } else {
        text.append(alphabet.randomElement(using: &generator) ?? 0)
      }
    }
    return Array(text.prefix(target))
  }

  /// Merges the most frequent pair of a random text again and again.
  private mutating func train(_ size: Int, using generator: inout SeededGenerator) {
    var ids: [UInt32] = (0..<400).map { _ in
      UInt32(alphabet.randomElement(using: &generator) ?? 0)
    }
    merges = []
    for _ in 0..<size {
      var counts: [UInt64: Int] = [:]
      for (left, right) in zip(ids, ids.dropFirst()) {
        counts[UInt64(left) << 32 | UInt64(right), default: 0] += 1
      }
      let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
      guard let pair = best?.key else { return }
      let (left, right) = (UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair))
      let joined = tokens[Int(left)] + tokens[Int(right)]
      if tokens.contains(joined) { return }
      let result = UInt32(tokens.count)
      tokens.append(joined)
      merges?.append(.init(left, right, result))
      ids = BytePairOracle(
        tokens: tokens, merges: [.init(left, right, result)], takesWholePreTokens: false
      ).merged(ids)
    }
  }

  private mutating func mergeAnything(_ size: Int, using generator: inout SeededGenerator) {
    merges = []
    for _ in 0..<(2 * size) {
      let known = alphabet.map { UInt32($0) } + (256..<tokens.count).map { UInt32($0) }
      guard let left = known.randomElement(using: &generator),
        let right = known.randomElement(using: &generator)
      else { continue }
      let joined = tokens[Int(left)] + tokens[Int(right)]
      guard joined.count < 12,
        merges?.contains(where: { $0.left == left && $0.right == right }) == false
      else { continue }
      let result = tokens.firstIndex(of: joined) ?? tokens.count
      if result == tokens.count { tokens.append(joined) }
      merges?.append(.init(left, right, UInt32(result)))
    }
  }

  private mutating func addAnything(_ size: Int, using generator: inout SeededGenerator) {
    for _ in 0..<size {
      let length = Int.random(in: 2...6, using: &generator)
      let token = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      if !tokens.contains(token) { tokens.append(token) }
    }
  }

  private mutating func shuffleIDs(from first: Int, using generator: inout SeededGenerator) {
    let order = Array(0..<first) + Array(first..<tokens.count).shuffled(using: &generator)
    var place = [UInt32](repeating: 0, count: tokens.count)
    for (new, old) in order.enumerated() { place[old] = UInt32(new) }
    tokens = order.map { tokens[$0] }
    merges = merges?.map {
      .init(place[Int($0.left)], place[Int($0.right)], place[Int($0.result)])
    }
  }
}

extension BytePairOracle {
  /// The ids after merging with the only merge.
  fileprivate func merged(_ ids: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    for id in ids {
      if let merge = merges?.first, result.last == merge.left, id == merge.right {
        result[result.count - 1] = merge.result
      } else {
        result.append(id)
      }
    }
    return result
  }
}
