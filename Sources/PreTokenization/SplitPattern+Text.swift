extension SplitPattern {
  /// The pattern as a regular expression for the `Split` step of a tokenizer.json (Oniguruma's
  /// syntax).
  package var patternText: String {
    switch self {
    case .gpt2:
      #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
    case .cl100k:
      #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"#
        + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+$|\s*[\r\n]|\s+(?!\S)|\s"#
    case .o200k:
      #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"#
        + #"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#
        + #"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"#
        + #"(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*"#
        + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#
    case .whitespace: #" ?\S+|\s+(?!\S)|\s+"#
    case .none: #"(?s:.+)"#
    case .regularExpression(let text): text
    }
  }

  /// The pattern that a regular expression of a tokenizer.json is, where its text is known.
  package static func recognizing(_ text: String) -> SplitPattern {
    let known: [SplitPattern] = [.gpt2, .cl100k, .o200k, .whitespace]
    return known.first { $0.patternText.utf8.elementsEqual(text.utf8) } ?? .regularExpression(text)
  }
}
