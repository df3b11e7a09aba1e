import Testing

@testable import TokenAnalysis

/// From tiktoken 0.14, `encoding_name_for_model`.
@Suite("Models")
struct ModelTableTests {
  @Test(
    "names give the encodings of tiktoken",
    arguments: [
      ("gpt-4o", "o200k_base"), ("gpt-4o-2024-08-06", "o200k_base"), ("gpt-4", "cl100k_base"),
      ("gpt-4-32k-0314", "cl100k_base"), ("gpt-4.1-mini", "o200k_base"),
      ("gpt-4.5-x", "o200k_base"),
      ("gpt-5.4", "o200k_base"), ("o1", "o200k_base"), ("o3-pro", "o200k_base"),
      ("gpt-3.5-turbo-0125", "cl100k_base"), ("gpt-35-turbo", "cl100k_base"),
      ("gpt-oss-120b", "o200k_harmony"), ("ft:gpt-4o:acme", "o200k_base"),
      ("ft:gpt-4-0613:x", "cl100k_base"), ("text-davinci-edit-001", "p50k_edit"),
      ("ada", "r50k_base"),
      ("gpt2", "gpt2"), ("azure/gpt-4o-mini", "o200k_base"),
    ])
  func encodings(_ model: String, _ encoding: String) {
    #expect(ModelTable.facts(of: model)?.tokenizer == encoding)
    #expect(ModelTable.facts(of: model)?.certainty == .exact)
  }

  @Test(
    "other vendors are as certain as what they publish",
    arguments: [
      ("claude-sonnet-4-5", Certainty.estimated),
      ("bedrock/us.anthropic.claude-opus-4-7", .estimated),
      ("gemini-2.5-pro", .estimated), ("gemini-1.5-pro", .unknown), ("solar-pro3", .exact),
      ("solar-pro4-260806", .exact), ("solar-mini4", .unknown), ("K-EXAONE-236B-A23B", .exact),
      ("upstage/solar-mini", .exact), ("EXAONE-4.0-32B", .exact), ("HCX-007", .unknown),
      ("kanana-1.5-8b-instruct-2505", .estimated), ("gpt-6-sol", .unknown),
    ])
  func certainties(_ model: String, _ certainty: Certainty) {
    #expect(ModelTable.facts(of: model)?.certainty == certainty)
  }

  @Test("nothing is said of what is not known", arguments: ["gpt", "llm-9", "", "/", "chat"])
  func unknown(_ model: String) {
    #expect(ModelTable.facts(of: model) == nil)
  }

  @Test("a corrected count has a spread")
  func correction() throws {
    let correction = try #require(ModelTable.facts(of: "claude-haiku-4-5")?.correction)
    #expect(correction.apply(to: 1000) == (1210, 1180, 1250))
    #expect(correction.apply(to: 0) == (0, 0, 0))
  }
}
