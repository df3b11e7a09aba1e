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
  var minSavedBytes = 0
  var maxTokenLength: Int?
  var keepsSyllablesWhole = false
  /// Whether decoding gives syllables back for the jamo that the normalizer makes.
  var composes = false
  var tieBreak: TieBreak
  var weights: InputWeights
  var mixing = LanguageMixing()
  /// Two files whose lines say the same, to report compression and premium on.
  var parallel: [String] = []
  var textField: String
  var holdOut: Int?
  /// What WordPiece is trained with; nil for byte-level BPE.
  var wordPiece: WordPieceOptions?
  /// What the inputs have to be where they are word counts, not text.
  var counts: CountedInputs?

  /// The name of the algorithm in training.json.
  var algorithm: String { wordPiece == nil ? "bpe" : "wordpiece" }

  /// Makes sure that all options make sense.
  func validate(threads: Int) throws {
    if let wordPiece {
      try wordPiece.trainer(self, threads: threads).validate()
    } else {
      try trainer(threads: threads).validate()
    }
  }

  /// Trains on what a reader supplies.
  func train(
    threads: Int, memory: MemoryLimit?, control: TrainingControl,
    reading read: @Sendable (inout TrainingBlock) throws -> Bool
  ) throws -> TrainingResult {
    if let wordPiece {
      return try wordPiece.trainer(self, threads: threads).train(control: control, reading: read)
    }
    if let memory {
      return try trainer(threads: threads).train(within: memory, control: control, reading: read)
    }
    return try trainer(threads: threads).train(control: control, reading: read)
  }

  /// Trains on words that were counted before; the weights are those of the files of counts.
  func train(
    threads: Int, memory: MemoryLimit?, control: TrainingControl, on counts: CountedInputs,
    _ paths: [String], weights: InputWeights
  ) throws -> TrainingResult {
    if let wordPiece {
      let trainer = wordPiece.trainer(self, threads: threads)
      return try trainer.train(
        try counts.read(paths, weights: weights, recipe: trainer.countRecipe), control: control)
    }
    let trainer = trainer(threads: threads)
    if let memory {
      let words = try counts.store(
        paths, weights: weights, recipe: trainer.countRecipe, in: memory.temporaryFolder)
      return try trainer.train(words, control: control)
    }
    return try trainer.train(
      try counts.read(paths, weights: weights, recipe: trainer.countRecipe), control: control)
  }

  /// A trainer with these options.
  func trainer(threads: Int) -> BytePairTrainer {
    var trainer = BytePairTrainer(
      vocabularySize: vocabularySize, pattern: pattern, normalizer: normalizer)
    trainer.minFrequency = minFrequency
    trainer.minSavedBytes = minSavedBytes
    trainer.maxTokenLength = maxTokenLength
    trainer.keepsSyllablesWhole = keepsSyllablesWhole
    trainer.composesDecodedText = composes
    trainer.tieBreak = tieBreak
    trainer.specialTokens = specialTokens
    trainer.weightScale = weights.scale
    trainer.threads = threads
    return trainer
  }

  /// The names and values for training.json; special tokens are numbered.
  var recorded: [(name: String, value: String)] {
    var values = [(name: "vocab-size", value: String(vocabularySize))]
    if let wordPiece {
      values += wordPiece.recorded
    } else {
      values += [
        (name: "normalizer", value: normalizer.rawValue),
        (name: "pattern", value: pattern.patternText),
        (name: "tie-break", value: tieBreak.rawValue),
      ]
    }
    values.insert(("min-frequency", String(minFrequency)), at: wordPiece == nil ? 3 : values.count)
    values.append(("text-field", textField))
    if let maxTokenLength { values.append(("max-token-length", String(maxTokenLength))) }
    if keepsSyllablesWhole { values.append(("whole-syllables", "yes")) }
    if composes { values.append(("jamo", "yes")) }
    if minSavedBytes > 0 { values.append(("min-saved-bytes", String(minSavedBytes))) }
    if let holdOut { values.append(("hold-out", String(holdOut))) }
    if counts != nil { values.append(("inputs", "word counts")) }
    values += mixing.recorded
    for (index, token) in specialTokens.enumerated() {
      values.append(("special-token-\(index)", token))
    }
    return values
  }
}

extension TrainingOptions {
  /// What training.json says of a training with these options.
  func record(
    inputs: [TrainingRecord.Input], results: [(name: String, value: Int)]
  ) -> TrainingRecord {
    TrainingRecord(
      malmoiVersion: malmoiVersion, algorithm: algorithm, options: recorded,
      unicodeVersion: ScalarClassTable.unicodeVersion,
      normalizerUnicodeVersion: normalizer == .none ? nil : Normalizer.unicodeVersion,
      inputs: inputs, results: results)
  }

  /// The options that a training.json records, for inputs in the order of its list.
  init(_ record: TrainingRecord, weights: InputWeights) throws {
    let values = Dictionary(record.options.map { ($0.name, $0.value) }) { first, _ in first }
    func value<Value>(_ name: String, _ parse: (String) -> Value?) throws -> Value {
      guard let text = values[name], let value = parse(text) else {
        throw CommandFailure("training.json: the option \(name) is missing or wrong")
      }
      return value
    }
    let wordPiece = try values["scoring"].map { _ in try WordPieceOptions(value) }
    let specialTokens = (0...).lazy.map { values["special-token-\($0)"] }.prefix { $0 != nil }
    self.init(
      vocabularySize: try value("vocab-size") { Int($0) },
      normalizer: wordPiece == nil
        ? try value("normalizer") { NormalizationForm(rawValue: $0) } : .none,
      pattern: wordPiece == nil ? try value("pattern") { SplitPattern.recognizing($0) } : .none,
      specialTokens: specialTokens.compactMap(\.self),
      minFrequency: try value("min-frequency") { Int($0) },
      minSavedBytes: values["min-saved-bytes"].flatMap { Int($0) } ?? 0,
      maxTokenLength: values["max-token-length"].flatMap { Int($0) },
      keepsSyllablesWhole: values["whole-syllables"] == "yes", composes: values["jamo"] == "yes",
      tieBreak: wordPiece == nil
        ? try value("tie-break") { TieBreak(rawValue: $0) } : .huggingFace,
      weights: weights, textField: try value("text-field") { $0 },
      holdOut: values["hold-out"].flatMap { Int($0) }, wordPiece: wordPiece,
      counts: values["inputs"] == "word counts" ? CountedInputs() : nil)
  }
}
