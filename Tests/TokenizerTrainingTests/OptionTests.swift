import PreTokenization
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

@Suite("Options without sense are refused")
struct OptionTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var name: String
    var error: TrainingError
    var change: @Sendable (inout BytePairTrainer) -> Void

    var testDescription: String { name }
  }

  static let refusals: [Refusal] = [
    Refusal(
      name: "a size below 256",
      error: .vocabularySizeOutOfRange(size: 255, allowed: 256...Int(Int32.max))
    ) { $0.vocabularySize = 255 },
    Refusal(
      name: "a negative size",
      error: .vocabularySizeOutOfRange(size: -1, allowed: 256...Int(Int32.max))
    ) { $0.vocabularySize = -1 },
    Refusal(
      name: "a size without room for the special tokens",
      error: .vocabularySizeOutOfRange(size: 257, allowed: 258...Int(Int32.max))
    ) {
      $0.vocabularySize = 257
      $0.specialTokens = ["<a>", "<b>"]
    },
    Refusal(
      name: "a size that ids cannot number",
      error: .vocabularySizeOutOfRange(size: 1 << 31, allowed: 256...Int(Int32.max))
    ) { $0.vocabularySize = 1 << 31 },
    Refusal(name: "a least frequency of 0", error: .minFrequencyOutOfRange(0)) {
      $0.minFrequency = 0
    },
    Refusal(name: "a least frequency that overflows", error: .minFrequencyOutOfRange(1 << 40)) {
      $0.minFrequency = 1 << 40
      $0.weightScale = 1 << 40
    },
    Refusal(name: "a token length of 0", error: .maxTokenLengthOutOfRange(0)) {
      $0.maxTokenLength = 0
    },
    Refusal(name: "no threads", error: .threadsOutOfRange(0, allowed: 1...1024)) {
      $0.threads = 0
    },
    Refusal(name: "too many threads", error: .threadsOutOfRange(1025, allowed: 1...1024)) {
      $0.threads = 1025
    },
    Refusal(name: "a weight scale of 0", error: .weightOutOfRange(0)) { $0.weightScale = 0 },
    Refusal(name: "an empty special token", error: .specialTokenTooShort("")) {
      $0.specialTokens = ["<a>", ""]
    },
    Refusal(name: "a special token of one byte", error: .specialTokenTooShort("a")) {
      $0.specialTokens = ["a"]
    },
    Refusal(name: "a special token twice", error: .duplicateSpecialToken("<a>")) {
      $0.specialTokens = ["<a>", "<b>", "<a>"]
    },
  ]

  @Test(arguments: refusals)
  func whateverIsTrained(refusal: Refusal) {
    var trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    refusal.change(&trainer)
    #expect(throws: refusal.error) { try trainer.validate() }
    #expect(throws: refusal.error) { _ = try trainer.train(documents: ["text"]) }
    #expect(throws: refusal.error) {
      _ = try trainer.train(wordCounts: [WordCount([1, 2], count: 1)])
    }
    #expect(throws: refusal.error) { _ = try trainer.train { _ in false } }
  }

  /// Canonically equivalent, yet different bytes: two tokens.
  @Test func butNotSpecialTokensThatOnlyLookAlike() throws {
    var trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    trainer.specialTokens = ["\u{D55C}", "\u{1112}\u{1161}\u{11AB}"]
    #expect(try trainer.train(documents: ["text"]).definition.addedTokens.count == 2)
  }

  @Test(arguments: [[], [""], ["", ""], ["<s>", "<s><s>"]])
  func norACorpusWithoutWords(documents: [String]) {
    var trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    trainer.specialTokens = ["<s>"]
    #expect(throws: TrainingError.emptyCorpus(documents: documents.count)) {
      try trainer.train(documents: documents)
    }
  }

  /// White space is text like any other.
  @Test func butNotACorpusOfWhiteSpace() throws {
    let trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    #expect(try trainer.train(documents: ["    ", "\n\n"]).statistics.mergesMade > 0)
  }
}
