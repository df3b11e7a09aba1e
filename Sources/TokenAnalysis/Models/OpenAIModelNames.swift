/// From the names of OpenAI's models to their encodings, by the rules of tiktoken 0.14: whole names
/// first, then prefixes in this order.
enum OpenAIModelNames {
  /// The encoding of a model; nil for names that tiktoken does not know.
  static func encoding(of model: String) -> String? {
    if let encoding = wholeNames[model] { return encoding }
    return prefixes.first { model.hasPrefix($0.prefix) }?.encoding
  }

  /// The framing of a chat with a model; nil for models that are no chat models.
  ///
  /// The cookbook has measured gpt-3.5-turbo, gpt-4 and gpt-4o; for later models of the same encoding
  /// there is no published formula, and gpt-4o's stands in.
  static func framing(of model: String) -> ChatFraming? {
    if model.hasPrefix("gpt-3.5-turbo-0301") || model.hasPrefix("gpt-35-turbo-0301") {
      return ChatFraming(
        perMessage: 4, perName: -1, tools: ToolFraming(functionStart: 10), isPublished: true)
    }
    let isFourO = model.hasPrefix("gpt-4o") || model.hasPrefix("chatgpt-4o")
    let isFour = model == "gpt-4" || model.hasPrefix("gpt-4-")
    let isTurbo = model.hasPrefix("gpt-3.5") || model.hasPrefix("gpt-35-turbo")
    let isLater = ["gpt-5", "gpt-4.", "o1", "o3", "o4", "gpt-oss", "ft:gpt"].contains {
      model.hasPrefix($0)
    }
    guard isFourO || isFour || isTurbo || isLater else { return nil }
    return ChatFraming(
      perMessage: 3, perName: 1,
      tools: ToolFraming(functionStart: isFour || isTurbo ? 10 : 7), isPublished: !isLater)
  }

  private static let prefixes: [(prefix: String, encoding: String)] = [
    ("o1-", "o200k_base"), ("o3-", "o200k_base"), ("o4-mini-", "o200k_base"),
    ("gpt-5", "o200k_base"), ("gpt-4.5-", "o200k_base"), ("gpt-4.1-", "o200k_base"),
    ("chatgpt-4o-", "o200k_base"), ("gpt-4o-", "o200k_base"), ("gpt-4-", "cl100k_base"),
    ("gpt-3.5-turbo-", "cl100k_base"), ("gpt-35-turbo-", "cl100k_base"),
    ("gpt-oss-", "o200k_harmony"), ("ft:gpt-4o", "o200k_base"), ("ft:gpt-4", "cl100k_base"),
    ("ft:gpt-3.5-turbo", "cl100k_base"), ("ft:davinci-002", "cl100k_base"),
    ("ft:babbage-002", "cl100k_base"),
  ]

  private static let wholeNames: [String: String] = {
    let names: [String: [String]] = [
      "o200k_base": ["o1", "o3", "o4-mini", "gpt-5", "gpt-4.1", "gpt-4o"],
      "cl100k_base": [
        "gpt-4", "gpt-3.5-turbo", "gpt-3.5", "gpt-35-turbo", "davinci-002", "babbage-002",
        "text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large",
      ],
      "p50k_base": [
        "text-davinci-003", "text-davinci-002", "code-davinci-002", "code-davinci-001",
        "code-cushman-002", "code-cushman-001", "davinci-codex", "cushman-codex",
      ],
      "p50k_edit": ["text-davinci-edit-001", "code-davinci-edit-001"],
      "r50k_base": [
        "text-davinci-001", "text-curie-001", "text-babbage-001", "text-ada-001", "davinci",
        "curie", "babbage", "ada", "text-similarity-davinci-001", "text-similarity-curie-001",
        "text-similarity-babbage-001", "text-similarity-ada-001", "text-search-davinci-doc-001",
        "text-search-curie-doc-001", "text-search-babbage-doc-001", "text-search-ada-doc-001",
        "code-search-babbage-code-001", "code-search-ada-code-001",
      ],
      "gpt2": ["gpt2", "gpt-2"],
    ]
    var result: [String: String] = [:]
    for (encoding, models) in names {
      for model in models { result[model] = encoding }
    }
    return result
  }()
}
