import PreTokenization
import TextNormalization
import TokenizerModel

/// What stands around a model that is not plain byte-level byte-pair encoding: how texts are normalized
/// and cut, and how tokens become text again.
struct TextSteps: Equatable {
  var normalizer: [NormalizationStep]
  var preTokenizer: [PreTokenizationStep]
  var decoder: [DecodingStep]
  /// The token for what the model cannot write.
  var unknownToken: TokenID?
}

extension TextSteps {
  /// The steps of a definition.
  init(_ definition: TokenizerDefinition) {
    self.init(
      normalizer: definition.normalizer, preTokenizer: definition.preTokenizer,
      decoder: definition.decoder, unknownToken: definition.model.unknownToken)
  }

  /// As bytes: <doc:CompiledVocabulary> has the picture.
  var bytes: [UInt8] {
    var writer = FactWriter()
    writer.number(unknownToken.map { $0.index + 1 } ?? 0)
    writer.number(normalizer.count)
    for step in normalizer { step.write(to: &writer) }
    writer.number(preTokenizer.count)
    for step in preTokenizer { step.write(to: &writer) }
    writer.number(decoder.count)
    for step in decoder { step.write(to: &writer) }
    return writer.bytes
  }

  /// Reads what `bytes` gives, of a model with ids below a limit.
  init(reading bytes: [UInt8], idLimit: Int) throws(CompiledVocabularyProblem) {
    var reader = FactReader(bytes)
    let unknown = try reader.number()
    guard unknown <= idLimit else {
      throw .badTable("the definition names a token that there is not")
    }
    unknownToken = unknown == 0 ? nil : TokenID(unknown - 1)
    normalizer = try reader.list { reader throws(CompiledVocabularyProblem) in
      try NormalizationStep(from: &reader)
    }
    preTokenizer = try reader.list { reader throws(CompiledVocabularyProblem) in
      try PreTokenizationStep(from: &reader)
    }
    decoder = try reader.list { reader throws(CompiledVocabularyProblem) in
      try DecodingStep(from: &reader)
    }
    try reader.finish()
  }
}
