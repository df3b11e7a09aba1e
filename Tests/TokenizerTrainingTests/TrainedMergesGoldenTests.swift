import Foundation
import PreTokenization
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

/// Merges that other trainers made of the same documents.
struct TrainedMergesGolden: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var tieBreak: String
    var pattern: String
    var minFrequency: Int
    /// Pairs of tokens in GPT-2's alphabet, with a space between.
    var merges: [String]

    var testDescription: String { "\(tieBreak), \(pattern), from \(minFrequency) on" }
    var splitPattern: SplitPattern {
      ["cl100k": .cl100k, "o200k": .o200k][pattern] ?? .gpt2
    }
  }

  var vocabularySize: Int
  var documents: [String]
  var cases: [Case]

  static let committed = Result {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/trained-merges.json")
    return try JSONDecoder().decode(TrainedMergesGolden.self, from: Data(contentsOf: file))
  }
}

@Suite("Merges equal those of other trainers")
struct TrainedMergesGoldenTests {
  @Test("by tokenizers and gigatoken")
  func equalReferences() throws {
    let golden = try TrainedMergesGolden.committed.get()
    #expect(Set(golden.cases.map(\.tieBreak)) == Set(TieBreak.allCases.map(\.rawValue)))
    for example in golden.cases {
      var trainer = BytePairTrainer(
        vocabularySize: golden.vocabularySize, pattern: example.splitPattern, normalizer: .none)
      trainer.tieBreak = try #require(TieBreak(rawValue: example.tieBreak))
      trainer.minFrequency = example.minFrequency
      let result = try trainer.train(documents: golden.documents)
      let merges = result.merges.map { pair in
        pair.map { String(decoding: ByteAlphabet.text(of: $0), as: UTF8.self) }
          .joined(separator: " ")
      }
      #expect(
        merges.map { Array($0.utf8) } == example.merges.map { Array($0.utf8) },
        "\(example.testDescription)")
    }
  }
}
