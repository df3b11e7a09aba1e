public import ArgumentParser
import CVector
import PreTokenization
public import TextNormalization
import Tokenization
import TokenizerModel
import VocabularyStore

/// The tokenizer that is used when none is named.
let defaultTokenizer = "malmoi-ko-en-32k"

/// What the user says about a file that cannot say it itself.
struct OverrideOptions: ParsableArguments {
  @Option(help: "Normalizer, where the file cannot say.")
  var normalizer: NamedNormalizer?

  @Option(
    help: "Split rule, where the file cannot say.")
  var pretokenizer: NamedPattern?

  @Option(help: "Split rule as a regular expression, where the file cannot say.")
  var pattern: String?

  func validate() throws {
    if pattern != nil, pretokenizer != nil {
      throw ValidationError("--pattern and --pretokenizer say the same thing: give one of them.")
    }
  }

  var overrides: StoredTokenizer.Overrides {
    StoredTokenizer.Overrides(
      normalizer: normalizer?.form, bert: normalizer?.bert,
      pattern: pretokenizer?.pattern ?? pattern.map { SplitPattern.recognizing($0, in: .tiktoken) })
  }

  /// Loads a tokenizer by path or name, and says what its file asks for beside the tokens of texts and
  /// beside what is applied; `option` names the option that adds special tokens, if there is one.
  func load(
    _ tokenizer: String, applying applied: Set<FramingRules.Part> = [], option: String? = nil
  ) throws -> RunnableTokenizer {
    // A vocabulary's texts, lists and tables come and go, a megabyte each.
    cvector_keep_freed_memory()
    let loaded = try RunnableTokenizer.load(
      tokenizer, search: .ofProcess, overrides: overrides,
      cache: CompiledCache(environment: ProcessEnvironment.variables))
    let phrases = loaded.tokenizer.framingRules.phrases(besides: applied)
    if !phrases.isEmpty {
      let remedy = option.map { applied.contains(.specialTokens) ? "" : " (see \($0))" } ?? ""
      Talk.line(
        "note: \(loaded.path): not applied: \(phrases.joined(separator: ", "))\(remedy)")
    }
    return loaded
  }
}

extension RunnableTokenizer {
  /// Refuses names that are no special tokens, before any text is read.
  func check(_ policy: SpecialTokenPolicy) throws {
    do {
      _ = try tokenizer.encode([], allowedSpecial: policy)
    } catch { throw CommandFailure("\(path): \(error)") }
  }
}

/// The option `--tokenizer` of commands that take one.
struct TokenizerOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A tokenizer.json, .tiktoken, vocab.txt or .trie file, a vocabulary folder, or a name.",
      valueName: "path-or-name"))
  var tokenizer = defaultTokenizer

  @OptionGroup(title: "What a file cannot say")
  var overrides: OverrideOptions

  /// Loads the tokenizer, as ``OverrideOptions/load(_:applying:option:)`` does.
  func load(
    applying applied: Set<FramingRules.Part> = [], option: String? = nil
  ) throws -> RunnableTokenizer {
    try overrides.load(tokenizer, applying: applied, option: option)
  }
}

/// The names of normalizers: normal forms, and BERT's clean-up with and without lower case.
enum NamedNormalizer: String, CaseIterable, ExpressibleByArgument {
  case nfc, nfkc, nfd, nfkd, none
  case bertCased = "bert-cased"
  case bertUncased = "bert-uncased"

  /// The normal form, unless this is BERT's.
  var form: NormalizationForm? { NormalizationForm(rawValue: rawValue) }

  /// BERT's normalizer, unless this is a normal form; as the published models have it.
  var bert: BertNormalization? {
    switch self {
    case .bertCased: .cased
    case .bertUncased: .uncased
    case .nfc, .nfkc, .nfd, .nfkd, .none: nil
    }
  }
}

/// The names of the split patterns that need no regular expression.
enum NamedPattern: String, CaseIterable, ExpressibleByArgument {
  case gpt2, cl100k, o200k, whitespace, none

  var pattern: SplitPattern {
    switch self {
    case .gpt2: .gpt2
    case .cl100k: .cl100k
    case .o200k: .o200k
    case .whitespace: .whitespace
    case .none: .none
    }
  }
}

extension NormalizationForm: ExpressibleByArgument {}

extension VocabularySearch {
  /// The search that this process's environment gives.
  static let ofProcess = VocabularySearch(
    environment: ProcessEnvironment.variables, executable: ProcessEnvironment.executable)
}
