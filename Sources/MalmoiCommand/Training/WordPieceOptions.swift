import TextNormalization
import TokenizerModel
import TokenizerTraining

/// What decides a WordPiece vocabulary besides what all trainings have.
struct WordPieceOptions {
  /// `bert-cased` or `bert-uncased`.
  var normalizer: NamedNormalizer
  /// Whether lower case also strips accents, and so takes Hangul syllables apart into jamo.
  var tearsHangul: Bool
  var scoring: PairScoring
  var alphabetLimit: Int?
  var continuingPrefix: String

  /// What is done to documents.
  var normalization: BertNormalization {
    Self.normalization(normalizer, tearsHangul: tearsHangul)
  }

  /// What is done to documents under the name of a normalizer.
  static func normalization(
    _ normalizer: NamedNormalizer, tearsHangul: Bool
  ) -> BertNormalization {
    if tearsHangul {
      return BertNormalization(stripsAccents: true, lowercases: normalizer == .bertUncased)
    }
    return normalizer == .bertUncased ? .lowercased : .cased
  }

  /// The special tokens that are named, or BERT's where none is.
  static func specialTokens(_ named: [String]) -> [String] {
    named.isEmpty ? WordListFile.specialTokens : named
  }

  /// A trainer with these options.
  func trainer(_ options: TrainingOptions, threads: Int) -> WordPieceTrainer {
    var trainer = WordPieceTrainer(
      vocabularySize: options.vocabularySize, normalization: normalization)
    trainer.scoring = scoring
    trainer.minFrequency = options.minFrequency
    trainer.alphabetLimit = alphabetLimit
    trainer.continuingPrefix = continuingPrefix
    trainer.specialTokens = options.specialTokens
    trainer.weightScale = options.weights.scale
    trainer.threads = threads
    return trainer
  }

  /// The names and values for training.json.
  var recorded: [(name: String, value: String)] {
    [
      ("normalizer", normalizer.rawValue), ("jamo", String(tearsHangul)),
      ("scoring", scoring.rawValue), ("alphabet-limit", alphabetLimit.map { String($0) } ?? "none"),
      ("continuing-prefix", continuingPrefix),
    ]
  }
}

extension WordPieceOptions {
  /// The options that a training.json records; `value` finds one by its name.
  init(_ value: (String, (String) -> String?) throws -> String) throws {
    func text<Value>(_ name: String, _ parse: (String) -> Value?) throws -> Value {
      guard let found = parse(try value(name) { $0 }) else {
        throw CommandFailure("training.json: the option \(name) is missing or wrong")
      }
      return found
    }
    self.init(
      normalizer: try text("normalizer") { NamedNormalizer(rawValue: $0) },
      tearsHangul: try text("jamo") { Bool($0) },
      scoring: try text("scoring") { PairScoring(rawValue: $0) },
      alphabetLimit: try text("alphabet-limit") { $0 == "none" ? .some(nil) : Int($0).map { $0 } },
      continuingPrefix: try text("continuing-prefix") { $0 })
  }
}
