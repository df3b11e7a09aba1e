/// A family of programs that run split patterns, and the syntax their regular expressions have.
package enum PatternDialect: Sendable {
  /// The `Split` step of a tokenizer.json, which Hugging Face's tokenizers runs in Oniguruma.
  case huggingFace
  /// `pat_str` of tiktoken, which Rust's fancy-regex runs.
  case tiktoken
}

extension SplitPattern {
  /// The pattern as a regular expression for the `Split` step of a tokenizer.json.
  package var patternText: String { patternText(in: .huggingFace) }

  /// The pattern as a regular expression of the given dialect.
  ///
  /// They differ where `{1,3}+` is possessive to one engine and a repeated `{1,3}` to the other.
  package func patternText(in dialect: PatternDialect) -> String {
    switch self {
    case .gpt2: KnownPattern.gpt2
    case .cl100k: dialect == .tiktoken ? KnownPattern.tiktokenCL100k : KnownPattern.cl100k
    case .o200k: KnownPattern.o200k
    case .whitespace: KnownPattern.whitespace
    case .none: KnownPattern.whole
    case .regularExpression(let text): text
    }
  }

  /// The named pattern that a published regular expression of the given dialect stands for, or the
  /// expression itself.
  ///
  /// Texts are compared byte by byte; no other text is taken for a named pattern.
  package static func recognizing(
    _ text: String, in dialect: PatternDialect = .huggingFace
  ) -> SplitPattern {
    func isText(_ known: String) -> Bool { known.utf8.elementsEqual(text.utf8) }
    if isText(KnownPattern.gpt2) || isText(KnownPattern.tiktokenGPT2) { return .gpt2 }
    if isText(KnownPattern.cl100k) { return .cl100k }
    if dialect == .tiktoken, isText(KnownPattern.tiktokenCL100k) { return .cl100k }
    if isText(KnownPattern.o200k) { return .o200k }
    if isText(KnownPattern.whitespace) { return .whitespace }
    if isText(KnownPattern.whole) { return .none }
    return .regularExpression(text)
  }
}
