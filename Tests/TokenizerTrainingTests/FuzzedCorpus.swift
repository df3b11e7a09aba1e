import TestSupport
import TextNormalization

@testable import TokenizerTraining

/// A small random corpus with random options of a training, fixed by a seed.
struct FuzzedCorpus {
  var words: [[UInt8]: UInt64] = [:]
  var limit: Int
  var trainer: BytePairTrainer
  var oracle: BytePairTrainerOracle

  init(seed: UInt64, tieBreak: TieBreak) {
    var random = SeededGenerator(seed: seed)
    limit = Int.random(in: 0...60, using: &random)
    trainer = BytePairTrainer(vocabularySize: 256 + limit, normalizer: .none)
    trainer.tieBreak = tieBreak
    oracle = BytePairTrainerOracle(tieBreak: tieBreak.rawValue)
    // Few letters, so that runs, repetitions and ties are common; bytes of all kinds.
    let alphabets: [[UInt8]] = [
      Array("ab".utf8), Array("abc ".utf8), Array("가나한 ".utf8), [0x00, 0x20, 0x7F, 0xAD, 0xFF],
      Array(0...255),
    ]
    let alphabet = alphabets[Int.random(in: 0..<alphabets.count, using: &random)]
    for _ in 0..<Int.random(in: 1...25, using: &random) {
      let length = Int.random(in: 1...(Bool.random(using: &random) ? 6 : 20), using: &random)
      let word = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      words[word, default: 0] += UInt64.random(in: 1...4, using: &random)
    }
    chooseOptions(&random)
  }

  private mutating func chooseOptions(_ random: inout SeededGenerator) {
    if Bool.random(using: &random) {
      trainer.minFrequency = Int.random(in: 1...6, using: &random)
      oracle.minCount = UInt64(trainer.minFrequency)
    }
    if Bool.random(using: &random) {
      let length = Int.random(in: 1...8, using: &random)
      trainer.maxTokenLength = length
      oracle.maxTokenLength = length
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      trainer.keepsSyllablesWhole = true
      oracle.keepsSyllablesWhole = true
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      trainer.specialTokens = ["ab", "cab", " 가"]
      trainer.vocabularySize += 3
      oracle.forbidden = trainer.specialTokens.map { Array($0.utf8) }
    }
  }

  /// How many tokens the words are after some merges, each word as often as it counts.
  func tokens(after merges: [[[UInt8]]]) -> UInt64 {
    words.reduce(0) { sum, word in
      let tokens = merges.reduce(into: word.key.map { [$0] }) { tokens, pair in
        tokens = tokens.reduce(into: []) { merged, token in
          if merged.last == pair[0], token == pair[1] {
            merged[merged.count - 1] = pair[0] + pair[1]
          } else {
            merged.append(token)
          }
        }
      }
      return sum + UInt64(tokens.count) * word.value
    }
  }
}
