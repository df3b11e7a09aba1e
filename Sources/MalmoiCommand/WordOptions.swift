import ArgumentParser
import PreTokenization
import TextNormalization
import TokenizerTraining
import VocabularyStore

/// How text becomes words.
struct WordOptions: ParsableArguments {
  @Option(help: "Normal form of the text, or how BERT cleans it up.")
  var normalizer = NamedNormalizer.nfc

  @Option(help: "How text is cut; o200k if nothing is said.")
  var pretokenizer: NamedPattern?

  @Option(help: "How text is cut, as a regular expression.")
  var pattern: String?

  @Option(
    help: ArgumentHelp(
      "A special token, which is cut out of the text before anything else. Repeatable.",
      valueName: "text"))
  var specialToken: [String] = []

  func validate() throws {
    if pattern != nil, pretokenizer != nil {
      throw ValidationError("--pattern and --pretokenizer say the same thing: give one of them.")
    }
  }

  /// The normal form, where it is not BERT that cleans up.
  var form: NormalizationForm { normalizer.form ?? .none }

  /// What shards of byte pairs have to agree in.
  var recipe: CountRecipe {
    CountRecipe(normalizer: form, pattern: splitPattern, specialTokens: specialToken)
  }

  private var splitPattern: SplitPattern {
    pretokenizer?.pattern ?? pattern.map { SplitPattern.recognizing($0, in: .tiktoken) } ?? .o200k
  }
}

extension CountRecipe {
  /// The SHA-256 of the canonical JSON, by which shards name their recipe.
  var sha256: String { SHA256Digest.text(of: canonicalJSON) }
}
