/// From the names of models to what is known of their tokenizers.
public enum ModelTable {
  /// What is known of a model; nil for a name of which nothing is.
  ///
  /// A path before the name, as in `openai/gpt-4o` or `bedrock/us.anthropic.claude-sonnet-4-5`, says who
  /// sells the model and does not change its tokenizer.
  public static func facts(of name: String) -> ModelFacts? {
    let model = bareName(name)
    if let encoding = OpenAIModelNames.encoding(of: model) {
      return ModelFacts(
        name: name, tokenizer: encoding, certainty: .exact,
        framing: OpenAIModelNames.framing(of: model), note: "published by OpenAI (tiktoken 0.14)")
    }
    guard let row = rows.first(where: { row in row.prefixes.contains { model.hasPrefix($0) } })
    else { return nil }
    return ModelFacts(
      name: name, tokenizer: row.tokenizer, certainty: row.certainty, correction: row.correction,
      contextWindow: row.contextWindow, outputLimit: row.outputLimit, note: row.note)
  }

  /// The name without who sells it, in lower case but for fine-tuned ones.
  static func bareName(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if last.hasPrefix("ft:") { return last }
    let lower = last.lowercased()
    let dotted = lower.split(separator: ".", omittingEmptySubsequences: false)
    guard let maker = dotted.firstIndex(of: "anthropic"), maker + 1 < dotted.count else {
      return lower
    }
    return dotted[(maker + 1)...].joined(separator: ".")
  }

  private struct Row {
    var prefixes: [String]
    var tokenizer: String?
    var certainty: Certainty
    var correction: CountCorrection?
    var contextWindow: Int?
    var outputLimit: Int?
    var note: String
  }

  /// Claude as counted by cl100k_base: 15 to 20 % low. A token of 0.85 to 0.80 is 1.18 to 1.25.
  private static let firstClaude = CountCorrection(
    factor: hundredths(121), low: hundredths(118), high: hundredths(125))

  /// The tokenizer since Claude Opus 4.7 gives 1.0 to 1.35 times the tokens of the one before.
  private static let laterClaude = CountCorrection(
    factor: hundredths(142), low: hundredths(118), high: hundredths(169))

  private static func hundredths(_ count: Int) -> ExactDecimal {
    ExactDecimal(count) * ExactDecimal(digits: [1], scale: 2, isNegative: false)
  }

  /// Read up in November 2026 in the vendors' own pages and repositories.
  private static let rows: [Row] = [
    Row(
      prefixes: [
        "claude-2", "claude-3", "claude-instant", "claude-v", "claude-opus-4-0", "claude-opus-4-1",
        "claude-opus-4-2", "claude-opus-4-5", "claude-opus-4-6", "claude-sonnet-4-0",
        "claude-sonnet-4-2", "claude-sonnet-4-5", "claude-sonnet-4-6", "claude-haiku-4-5",
        "claude-4-opus", "claude-4-sonnet",
      ], tokenizer: "cl100k_base", certainty: .estimated, correction: firstClaude,
      note: "not published; cl100k_base counts 15 to 20 % low"),
    Row(
      prefixes: ["claude-"], tokenizer: "cl100k_base", certainty: .estimated,
      correction: laterClaude,
      note: "not published; up to 1.35 times the tokens of earlier Claude models"),
    Row(
      prefixes: ["gpt-6"], certainty: .unknown, note: "tiktoken 0.14 has no encoding for it"),
    Row(
      prefixes: ["gemini-2", "gemini-3"], tokenizer: "gemma-3", certainty: .estimated,
      note: "Google's SDK counts text with Gemma 3's vocabulary, without a promise"),
    Row(
      prefixes: ["gemini-"], certainty: .unknown, note: "not published; the vendor counts online"),
    Row(
      prefixes: ["solar-pro4", "solar-pro-4"], tokenizer: "solar-pro4-tokenizer",
      certainty: .exact, contextWindow: 524_288, outputLimit: 131_072,
      note: "published by Upstage, 196,608 tokens"),
    Row(
      prefixes: ["solar-pro3", "solar-pro-3"], tokenizer: "solar-pro3-tokenizer",
      certainty: .exact, contextWindow: 131_072, outputLimit: 8192, note: "published by Upstage"),
    Row(
      prefixes: ["solar-pro2", "solar-pro-2", "syn-pro"], tokenizer: "solar-pro2-tokenizer",
      certainty: .exact, contextWindow: 65_536, note: "published by Upstage"),
    Row(
      prefixes: ["solar-mini4", "solar-mini-4"], certainty: .unknown, contextWindow: 524_288,
      outputLimit: 131_072, note: "no published vocabulary was found for it"),
    Row(
      prefixes: [
        "solar-mini", "solar-1-mini", "embedding-query", "embedding-passage",
        "solar-embedding-1-large",
      ], tokenizer: "solar-1-mini-tokenizer", certainty: .exact,
      note: "published by Upstage, 64,000 tokens"),
    Row(
      prefixes: ["solar-pro-preview"], tokenizer: "solar-pro-preview-tokenizer", certainty: .exact,
      note: "published by Upstage, 32,128 tokens"),
    Row(
      prefixes: ["solar-pro"], tokenizer: "solar-pro-tokenizer", certainty: .exact,
      note: "published by Upstage, 64,000 tokens"),
    Row(
      prefixes: ["k-exaone"], tokenizer: "K-EXAONE-236B-A23B", certainty: .exact,
      note: "published by LG AI Research with the open model"),
    Row(
      prefixes: ["a.x-k2"], tokenizer: "A.X-K2", certainty: .exact,
      note: "published by SK Telecom with the open model"),
    Row(
      prefixes: ["exaone-4"], tokenizer: "EXAONE-4.0-32B", certainty: .exact,
      note: "published by LG AI Research with the open model"),
    Row(
      prefixes: ["exaone-3.5", "exaone-deep"], tokenizer: "EXAONE-3.5-7.8B-Instruct",
      certainty: .exact, note: "published by LG AI Research with the open model"),
    Row(
      prefixes: ["exaone-3.0"], tokenizer: "EXAONE-3.0-7.8B-Instruct", certainty: .exact,
      contextWindow: 4096, note: "published by LG AI Research, 102,400 tokens"),
    Row(
      prefixes: ["kanana-"], tokenizer: "kanana-1.5-8b-instruct-2505", certainty: .estimated,
      note: "published by Kakao with the open models; for others of the name it stands in"),
    Row(
      prefixes: ["hyperclovax-seed"], tokenizer: "HyperCLOVAX-SEED-Text-Instruct-1.5B",
      certainty: .exact, note: "published by Naver with the open model"),
    Row(
      prefixes: ["hcx-007"], certainty: .unknown, contextWindow: 128_000, outputLimit: 32_768,
      note: "not published; CLOVA Studio counts online"),
    Row(
      prefixes: ["hcx-005"], certainty: .unknown, contextWindow: 128_000, outputLimit: 4096,
      note: "not published; CLOVA Studio counts online"),
    Row(
      prefixes: ["hcx-dash-002"], certainty: .unknown, contextWindow: 32_000, outputLimit: 4096,
      note: "not published; CLOVA Studio counts online"),
    Row(
      prefixes: ["hcx-003"], certainty: .unknown, contextWindow: 7600, outputLimit: 4096,
      note: "not published; CLOVA Studio counts online"),
    Row(
      prefixes: ["hcx-dash-001"], certainty: .unknown, contextWindow: 3500, outputLimit: 4096,
      note: "not published; CLOVA Studio counts online"),
  ]
}
