public import PreTokenization

/// What OpenAI's published rank files leave out: the split pattern and the special tokens.
///
/// Source: `openai_public.py` of tiktoken 0.14.
public struct OpenAIEncoding: Sendable {
  /// The name of the encoding, such as `o200k_base`.
  public let name: String
  /// The SHA-256 of the rank file in lower-case hexadecimal digits.
  public let sha256: String
  /// How texts are cut.
  public let pattern: SplitPattern
  /// The special tokens in the order of their ids.
  public let specialTokens: [AddedToken]

  /// The encodings whose rank files are published.
  public static let all = [
    OpenAIEncoding(
      name: "r50k_base",
      sha256: "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
      pattern: .gpt2,
      specialTokens: [AddedToken(content: "<|endoftext|>", id: TokenID(50256))]),
    OpenAIEncoding(
      name: "p50k_base",
      sha256: "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
      pattern: .gpt2,
      specialTokens: [AddedToken(content: "<|endoftext|>", id: TokenID(50256))]),
    OpenAIEncoding(
      name: "cl100k_base",
      sha256: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
      pattern: .cl100k,
      specialTokens: [
        AddedToken(content: "<|endoftext|>", id: TokenID(100257)),
        AddedToken(content: "<|fim_prefix|>", id: TokenID(100258)),
        AddedToken(content: "<|fim_middle|>", id: TokenID(100259)),
        AddedToken(content: "<|fim_suffix|>", id: TokenID(100260)),
        AddedToken(content: "<|endofprompt|>", id: TokenID(100276)),
      ]),
    OpenAIEncoding(
      name: "o200k_base",
      sha256: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
      pattern: .o200k,
      specialTokens: [
        AddedToken(content: "<|endoftext|>", id: TokenID(199999)),
        AddedToken(content: "<|endofprompt|>", id: TokenID(200018)),
      ]),
  ]

  /// The encoding of the rank file with this hash, if it is a published one.
  public static func recognizing(sha256: String) -> OpenAIEncoding? {
    all.first { $0.sha256 == sha256 }
  }
}
