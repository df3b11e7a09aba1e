import PreTokenization
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenAnalysis
@testable import Tokenization

private func definition(_ texts: [String]) -> TokenizerDefinition {
  var vocabulary = Vocabulary()
  for byte in UInt8.min...UInt8.max { vocabulary.append([byte]) }
  for text in texts { vocabulary.append(text.utf8) }
  return TokenizerDefinition(
    normalizer: NormalizationForm.none, preTokenizer: .gpt2,
    model: BytePairModel(vocabulary: vocabulary, mergeRule: .ranks))
}

@Suite("What changes from one vocabulary to another")
struct VocabularyDifferenceTests {
  @Test
  func `tokens that came, went and moved`() {
    let difference = VocabularyDifference(
      from: definition(["ab", "cd", "ef"]), to: definition(["cd", "ab", "gh"]))
    #expect(difference.added == [.init(bytes: Array("gh".utf8), id: TokenID(258))])
    #expect(difference.removed == [.init(bytes: Array("ef".utf8), id: TokenID(258))])
    #expect(difference.moved.map(\.old) == [TokenID(256), TokenID(257)])
    #expect(difference.kept == 256)
    #expect(VocabularyDifference(from: definition(["ab"]), to: definition(["ab"])).isEmpty)
  }

  @Test
  func `text whose ids change, by language`() throws {
    let old = EncodingSession(try Tokenizer(definition(["ab"])))
    let new = EncodingSession(try Tokenizer(definition(["cd"])))
    var difference = EncodingDifference()
    try difference.take(Array("x".utf8), old, new)
    try difference.take(Array("xab".utf8), old, new)
    try difference.take(Array("\u{AC00}".utf8), old, new)
    #expect(difference.other.changedBytes == 3)
    #expect(difference.other.bytes == 4)
    #expect(difference.korean == .init(bytes: 3, changedBytes: 0, oldTokens: 3, newTokens: 3))
    #expect(
      difference.first
        == .init(line: 2, position: 1, old: TokenID(256), new: TokenID(0x61)))
  }
}
