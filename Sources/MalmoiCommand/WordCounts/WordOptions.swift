import ArgumentParser
import PreTokenization
import TextNormalization
import TokenizerTraining
import VocabularyStore

/// How text becomes words.
struct WordOptions: ParsableArguments {
  @Option(
    name: .customLong("normalizer"),
    help: "Normal form of the text, or how BERT cleans it up; nfc if nothing is said.")
  var namedNormalizer: NamedNormalizer?

  @Option(help: "How text is cut; o200k if nothing is said.")
  var pretokenizer: NamedPattern?

  @Option(help: "How text is cut, as a regular expression.")
  var pattern: String?

  @Option(
    help: "What is cut off Korean words: nothing (none), or particles, as pre-tokens (josa).")
  var koreanSplit = KoreanSplit.none

  @Flag(
    help: ArgumentHelp(
      "Take Hangul apart into jamo, as --normalizer nfd does; decoding gives syllables back. With "
        + "BERT's normalizers: as train wordpiece --jamo does."))
  var jamo = false

  @Option(
    help: ArgumentHelp(
      "A special token, which is cut out of the text before anything else. Repeatable.",
      valueName: "text"))
  var specialToken: [String] = []

  func validate() throws {
    if pattern != nil, pretokenizer != nil {
      throw ValidationError("--pattern and --pretokenizer say the same thing: give one of them.")
    }
    if jamo, normalizer.bert == nil, normalizer != .nfd {
      throw ValidationError("--jamo is a normal form itself: leave --normalizer out.")
    }
    guard koreanSplit == .josa else { return }
    if pattern != nil || pretokenizer.map({ $0 != .o200k }) ?? false {
      throw ValidationError(
        "--korean-split goes with o200k: leave --pretokenizer and --pattern out.")
    }
    if normalizer == .nfd || normalizer == .nfkd {
      throw ValidationError("--korean-split josa looks for syllables, and there are only jamo.")
    }
  }

  /// What is done to text before it is cut.
  var normalizer: NamedNormalizer { namedNormalizer ?? (jamo ? .nfd : .nfc) }

  /// The normal form, where it is not BERT that cleans up.
  var form: NormalizationForm { normalizer.form ?? .none }

  /// What shards of byte pairs have to agree in.
  var recipe: CountRecipe {
    CountRecipe(normalizer: form, pattern: splitPattern, specialTokens: specialToken)
  }

  private var splitPattern: SplitPattern {
    if koreanSplit == .josa { return .o200kWithParticles }
    return pretokenizer?.pattern ?? pattern.map { SplitPattern.recognizing($0, in: .tiktoken) }
      ?? .o200k
  }
}

/// What is cut off Korean words, which stand between spaces.
enum KoreanSplit: String, CaseIterable, ExpressibleByArgument {
  case none, josa
}

extension CountRecipe {
  /// The SHA-256 of the canonical JSON, by which shards name their recipe.
  var sha256: String { SHA256Digest.text(of: canonicalJSON) }
}
