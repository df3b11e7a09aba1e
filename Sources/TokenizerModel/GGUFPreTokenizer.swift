import PreTokenization

/// How a GGUF file of byte pairs cuts texts, by the name that it gives.
///
/// Source: `llama-vocab.cpp` of ggml-org/llama.cpp, by what the names stand for there; the expressions
/// are those of the tokenizers that the files were made from, as that source quotes them.
struct GGUFPreTokenizer {
  /// What texts are cut by, one after another, each by what the ones before it left.
  var patterns: [SplitPattern]
  /// Whether a pre-token that is a token is taken whole.
  var ignoresMerges: Bool

  /// What a name stands for; nil for one of no known meaning, since a wrong one cuts wrongly without an
  /// error.
  init?(named name: String) {
    ignoresMerges = Self.ignoringMerges.contains(name)
    guard let texts = Self.texts(name) else { return nil }
    patterns = texts.map { .recognizing($0) }
  }

  private static let ignoringMerges: Set<String> = [
    "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2",
    "jina-v5-nano", "tekken", "youtu",
  ]

  private static func texts(_ name: String) -> [String]? {
    switch name {
    case "gpt-2", "phi-2", "jina-es", "jina-de", "jina-v1-en", "jina-v2-es", "jina-v2-de",
      "jina-v2-code", "gigachat", "a.x-4.0", "mellum", "modern-bert", "roberta-bpe", "mpt", "olmo",
      "jais", "exaone4", "trillion", "granite-docling":
      [gpt2]
    case "exaone", "starcoder", "refact", "command-r", "smollm", "codeshell", "minerva-7b",
      "mellum2":
      [#"\p{N}"#, gpt2]
    case "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2",
      "jina-v5-nano", "dbrx", "smaug-bpe", "glm4", "chatglm-bpe":
      [words + "{1,3}" + rest]
    case "qwen2", "deepseek-r1-qwen", "kormo", "f2llmv2", "stablelm2", "megrez", "hunyuan",
      "solar-open", "grok-2":
      [words + rest]
    case "qwen35": [qwen35]
    case "gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2":
      [cased(contractions + "?", digits: "{1,3}")]
    case "tekken": [cased("", digits: "")]
    case "exaone-moe": [exaone]
    case "deepseek-v3", "hunyuan-dense", "hy_v4", "joyai-llm":
      [#"\p{N}{1,3}"#, "[一-龥\u{3040}-ゟ゠-ヿ]+", deepSeek]
    case "deepseek-coder":
      ["[\r\n]", #"\s?\p{L}+"#, #"\s?\p{P}+"#, eastAsian, #"\p{N}"#]
    case "deepseek-llm":
      [
        "[\r\n]", #"\s?"# + casedLetters + "+",
        "\\s?[!-/:-~！-／：-～‘-‟\u{3000}-。]+", #"\s+\z"#, eastAsian, #"\p{N}+"#,
      ]
    case "bailingmoe", "bailingmoe2", "llada-moe": [bailing]
    case "seed-coder": [seedCoder]
    case "tiny_aya", "cohere2moe":
      [#"\d{1,3}(?=(?:\d{3})*\b)"#, cased(contractions + "?", digits: "{1,3}")]
    case "bloom", "poro-chat", "gpt3-finnish": [bloom]
    case "viking": [bloom, #"\p{N}"#]
    case "youtu": [youtu, cased(contractions + "?", digits: "")]
    default: nil
    }
  }

  private static let gpt2 = SplitPattern.gpt2.patternText
  private static let contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
  /// cl100k's first text but for how many digits stand together.
  private static let words = contractions + #"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"#
  private static let rest = #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let qwen35 =
    contractions + #"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}"#
    + #"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let exaone =
    contractions + #"|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}"#
    + #"| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+"#
  private static let deepSeek =
    ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"##
    + #"| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let eastAsian = "[一-龥ࠀ-一가-\u{D7FF}]+"
  /// The letters with case of an older Unicode, but Georgian's small ones.
  private static let casedLetters =
    "[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚ"
    + "Ḁ-\u{1F15}\u{1F18}-\u{1F1D}\u{1F20}-\u{1F45}\u{1F48}-\u{1F4D}\u{1F50}-\u{1F57}\u{1F59}"
    + "\u{1F5B}\u{1F5D}\u{1F5F}-\u{1F7D}\u{1F80}-\u{1FB4}\u{1FB6}-\u{1FBC}\u{1FBE}\u{1FC2}-\u{1FC4}"
    + "\u{1FC6}-\u{1FCC}\u{1FD0}-\u{1FD3}\u{1FD6}-\u{1FDB}\u{1FE0}-\u{1FEC}\u{1FF2}-\u{1FF4}"
    + "\u{1FF6}-\u{1FFC}ℂℇℊ-ℓℕℙ-ℝℤ\u{2126}ℨ\u{212A}-ℭ"
    + "ℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ"
    + "\u{10400}-\u{1044F}\u{104B0}-\u{104D3}\u{104D8}-\u{104FB}\u{10C80}-\u{10CB2}"
    + "\u{10CC0}-\u{10CF2}\u{118A0}-\u{118DF}\u{1E900}-\u{1E943}]"
  private static let bailing =
    #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}"#
    + #"| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"#
  private static let seedCoder =
    contractions + #"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}"#
    + #"| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let bloom = #" ?[^(\s|.,!?…。，、।۔،)]+"#
  private static let youtu =
    "[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，、-〿︰-﹏]+|[ㄅ-ㄯ]+|[一-龥\u{3040}-ゟ゠-ヿ]+"

  /// o200k's words, upper case before lower, and what else there is.
  private static func cased(_ ending: String, digits: String) -> String {
    let upper = #"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#
    let lower = #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#
    let start = #"[^\r\n\p{L}\p{N}]?"#
    return start + upper + "*" + lower + "+" + ending + "|" + start + upper + "+" + lower + "*"
      + ending + #"|\p{N}"# + digits
      + #"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }
}
