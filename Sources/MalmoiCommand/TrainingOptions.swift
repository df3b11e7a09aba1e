import PreTokenization
import TextNormalization
import TokenizerModel
import TokenizerTraining

/// What decides a trained vocabulary besides its inputs.
struct TrainingOptions {
  var vocabularySize: Int
  var normalizer: NormalizationForm
  var pattern: SplitPattern
  var specialTokens: [String]
  var minFrequency: Int
  var maxTokenLength: Int?
  var tieBreak: TieBreak
  var weights: InputWeights
  var textField: String
  var holdOut: Int?

  /// A trainer with these options.
  func trainer(threads: Int) -> BytePairTrainer {
    var trainer = BytePairTrainer(
      vocabularySize: vocabularySize, pattern: pattern, normalizer: normalizer)
    trainer.minFrequency = minFrequency
    trainer.maxTokenLength = maxTokenLength
    trainer.tieBreak = tieBreak
    trainer.specialTokens = specialTokens
    trainer.weightScale = weights.scale
    trainer.threads = threads
    return trainer
  }

  /// The names and values for training.json; special tokens are numbered.
  var recorded: [(name: String, value: String)] {
    var values = [
      (name: "vocab-size", value: String(vocabularySize)),
      (name: "normalizer", value: normalizer.rawValue),
      (name: "pattern", value: pattern.patternText),
      (name: "min-frequency", value: String(minFrequency)),
      (name: "tie-break", value: tieBreak.rawValue),
      (name: "text-field", value: textField),
    ]
    if let maxTokenLength { values.append(("max-token-length", String(maxTokenLength))) }
    if let holdOut { values.append(("hold-out", String(holdOut))) }
    for (index, token) in specialTokens.enumerated() {
      values.append(("special-token-\(index)", token))
    }
    return values
  }
}

extension TrainingOptions {
  /// The options that a training.json records, for inputs in the order of its list.
  init(_ record: TrainingRecord, weights: InputWeights) throws {
    let values = Dictionary(record.options.map { ($0.name, $0.value) }) { first, _ in first }
    func value<Value>(_ name: String, _ parse: (String) -> Value?) throws -> Value {
      guard let text = values[name], let value = parse(text) else {
        throw CommandFailure("training.json: the option \(name) is missing or wrong")
      }
      return value
    }
    let specialTokens = (0...).lazy.map { values["special-token-\($0)"] }.prefix { $0 != nil }
    self.init(
      vocabularySize: try value("vocab-size") { Int($0) },
      normalizer: try value("normalizer") { NormalizationForm(rawValue: $0) },
      pattern: try value("pattern") { SplitPattern.recognizing($0) },
      specialTokens: specialTokens.compactMap(\.self),
      minFrequency: try value("min-frequency") { Int($0) },
      maxTokenLength: values["max-token-length"].flatMap { Int($0) },
      tieBreak: try value("tie-break") { TieBreak(rawValue: $0) }, weights: weights,
      textField: try value("text-field") { $0 }, holdOut: values["hold-out"].flatMap { Int($0) })
  }
}
