/// A figure about one text under one tokenizer. The raw value is its key in JSON and CSV.
///
/// The examples speak of "한국어를 좋아해요" (8 syllables, 9 scalars, 25 bytes, 2 eojeol) cut in two ways:
///
///     A  한국 | 어를 | ·좋아 | 해요             4 tokens (· is the space)
///     B  한 | <EA B5> | <AD> 어 | 를 | ·좋아해요   5 tokens; 국 is cut in two
package enum Metric: String, CaseIterable, Sendable {
  /// Tokens of all lines. A: 4, B: 5.
  case tokens
  /// Source bytes a token carries on average: compression. A: 25 / 4 = 6.25, B: 5.
  case bytesPerToken = "bytes_per_token"
  /// Unicode scalars a token carries on average. A: 9 / 4 = 2.25, B: 1.8.
  case charactersPerToken = "characters_per_token"
  /// Tokens over eojeol, the units between spaces: fertility (Rust et al. 2021). A: 4 / 2 = 2, B: 2.5.
  case fertilityEojeol = "fertility_eojeol"
  /// Tokens that touch a word (a run of letters, marks and digits), on average over the words; the
  /// definition of fertility in Rust et al. 2021. A: (2 + 2) / 2 = 2, B: (4 + 1) / 2 = 2.5.
  case fertilityWord = "fertility_word"
  /// Tokens that touch at least one syllable, over syllables. A: 4 / 8 = 0.5, B: 5 / 8 = 0.625.
  case tokensPerSyllable = "tokens_per_syllable"
  /// Share of the eojeol of the running text that one token carries. A: 0 of 2, B: 1 of 2 = 0.5.
  case wholeEojeolShare = "single_token_eojeol_share"
  /// Share of the different words that one token carries at least once in the text: STRR (Nayeem et al.
  /// 2025, "Beyond Fertility"). A: 0 of 2, B: 1 of 2 = 0.5.
  case singleTokenRetention = "strr"
  /// Share of words that two or more tokens touch (Rust et al. 2021). A: 2 of 2 = 1, B: 1 of 2 = 0.5.
  case continuedWordShare = "continued_word_share"
  /// Share of syllables that two or more tokens share. A: 0, B: 국, 1 of 8 = 0.125.
  case cutSyllableShare = "cut_syllable_share"
  /// Share of emitted tokens that hold only a part of some syllable or jamo. A: 0, B: 2 of 5 = 0.4.
  case incompleteHangulShare = "incomplete_hangul_share"
  /// Tokens that touch a jamo outside syllables, over those jamo. "ㅋㅋㅋㅋ" as ㅋㅋ | ㅋㅋ: 2 / 4 = 0.5.
  case tokensPerJamo = "tokens_per_jamo"
  /// Tokens that touch an emoji, over emoji; a joined sequence is one emoji. "👍🏽" as 👍 | 🏽: 2.
  case tokensPerEmoji = "tokens_per_emoji"
  /// Share of the text, in bytes without white space, that no token carries: it became the unknown token
  /// or was left out, and decoding cannot bring it back. With 어 unknown in A: 6 bytes of 어를, 6 / 24 = 0.25.
  case lostShare = "lost_share"
  /// Tokens of the text in NFD over tokens of it in NFC. 12 tokens for 4: 3.
  case decompositionBlowUp = "nfd_blow_up"
  /// Rényi efficiency, α = 2.5; see ``TokenFrequencies/renyiEfficiency(alpha:)``. A and B: 1, for all
  /// tokens occur equally often.
  case renyiEfficiency = "renyi_efficiency"
  /// Different tokens emitted over tokens in the vocabulary. A, in a vocabulary of 1,000: 0.004.
  case vocabularyUse = "vocabulary_use"

  /// What makes the figure of some counts a ratio, or nil for a figure that counts do not give.
  func terms(_ counts: TextCounts) -> (numerator: Int, denominator: Int)? {
    switch self {
    case .tokens: (counts.tokens, 1)
    case .bytesPerToken: (counts.bytes, counts.tokens)
    case .charactersPerToken: (counts.scalars, counts.tokens)
    case .fertilityEojeol: (counts.tokens, counts.eojeol)
    case .fertilityWord: (counts.wordTokens, counts.words)
    case .tokensPerSyllable: (counts.syllableTokens, counts.syllables)
    case .wholeEojeolShare: (counts.wholeEojeol, counts.eojeol)
    case .continuedWordShare: (counts.continuedWords, counts.words)
    case .cutSyllableShare: (counts.cutSyllables, counts.syllables)
    case .incompleteHangulShare: (counts.incompleteTokens, counts.tokens)
    case .tokensPerJamo: (counts.jamoTokens, counts.jamo)
    case .tokensPerEmoji: (counts.emojiTokens, counts.emoji)
    case .lostShare: (counts.lostBytes, counts.visibleBytes)
    case .decompositionBlowUp: (counts.decomposedTokens, counts.composedTokens)
    case .singleTokenRetention, .renyiEfficiency, .vocabularyUse: nil
    }
  }
}
