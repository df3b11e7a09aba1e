import Testing
import TokenizerModel

@testable import Tokenization

@Suite(
  "Published vocabularies give the ids of their own implementations",
  .enabled(if: SharedVectors.isPresent, "reference ids are not beside this checkout"))
struct ReferenceTests {
  /// A sample; Scripts/parity compares all.
  @Test(arguments: ["r50k_base", "hf-gpt2"])
  func `a sample of reference texts`(_ name: String) throws {
    let reference = SharedVectors(name: name)
    let tokenizer = try reference.tokenizer()
    let session = EncodingSession(tokenizer)
    let policy = name.hasPrefix("hf-") ? SpecialTokenPolicy.all : .none
    for vector in try reference.vectors(every: 9) {
      let ids = try session.encode(vector.text, allowedSpecial: policy)
      #expect(ids.map { $0.index } == vector.ids)
      #expect(try tokenizer.decode(ids) == vector.text)
      #expect(try session.count(vector.text, allowedSpecial: policy) == ids.count)
    }
  }

  @Test(arguments: [
    "wordpiece-bert_base_uncased", "wordpiece-kcbert", "wordpiece-koelectra_32200",
    "hf-bert_base_cased", "hf-t5-small", "spm-kortok_sp-32k", "spm-mistral_common_v1", "spm-nai-t5",
  ])
  func `a sample of reference texts, in words that lose their spaces`(_ name: String) throws {
    let reference = SharedVectors(name: name)
    let tokenizer = try reference.tokenizer()
    let session = EncodingSession(tokenizer)
    let policy = name.hasPrefix("hf-") ? SpecialTokenPolicy.all : .none
    for vector in try reference.vectors(every: 9) {
      let ids = try session.encode(vector.text, allowedSpecial: policy)
      #expect(ids.map { $0.index } == vector.ids)
      #expect(try session.tokenize(vector.text, allowedSpecial: policy).ids == ids)
    }
  }
}
