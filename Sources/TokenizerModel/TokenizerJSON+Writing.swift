import PreTokenization
import TextNormalization

extension TokenizerJSON {
  /// The bytes of a tokenizer.json, as the `tokenizers` library saves them.
  ///
  /// Reading them gives the same definition, but for what plays no part in ids or text: how offsets are
  /// trimmed, and the nesting of sequences.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` for a vocabulary whose merges are ranks, since the
  ///   format wants a list of pairs, and for SentencePiece's own models.
  /// - Complexity: O(bytes of the vocabulary).
  public static func write(
    _ definition: TokenizerDefinition
  ) throws(TokenizerModelError) -> [UInt8] {
    try check(definition)
    var writer = JSONWriter(indented: true)
    writer.object { writer in
      writer.member("version") { $0.string("1.0") }
      definition.framingRules.writeLimits(to: &writer)
      writer.member("added_tokens") { write(definition.addedTokens, to: &$0) }
      writer.member("normalizer") { write(definition.normalizer, to: &$0) }
      writer.member("pre_tokenizer") { write(definition.preTokenizer, to: &$0) }
      definition.framingRules.writePostProcessor(to: &writer)
      writer.member("decoder") { write(definition.decoder, to: &$0) }
      writer.member("model") { write(definition.model, WrittenTexts(definition), to: &$0) }
    }
    return writer.bytes
  }

  private static func check(_ definition: TokenizerDefinition) throws(TokenizerModelError) {
    var reason: String?
    switch definition.model {
    case .bytePair(let model) where model.mergeRule == .ranks:
      reason = "the vocabulary has ranks and no list of merges"
    case .sentencePiece: reason = "the model is one of SentencePiece's own"
    default: break
    }
    for case .sentencePiece in definition.normalizer {
      reason = "the normalizer is SentencePiece's"
    }
    for case .sentencePiece in definition.decoder { reason = "the decoder is SentencePiece's" }
    if let reason { throw .notExpressible(format: "tokenizer.json", reason: reason) }
  }

  private static func write(_ addedTokens: [AddedToken], to writer: inout JSONWriter) {
    writer.array { writer in
      for token in addedTokens {
        writer.object { writer in
          writer.member("id") { $0.integer(token.id.rawValue) }
          writer.member("content") { $0.string(token.content) }
          writer.member("single_word") { $0.bool(token.isSingleWord) }
          writer.member("lstrip") { $0.bool(token.takesSpaceBefore) }
          writer.member("rstrip") { $0.bool(token.takesSpaceAfter) }
          writer.member("normalized") { $0.bool(token.isNormalized) }
          writer.member("special") { $0.bool(token.isSpecial) }
        }
      }
    }
  }

  /// Writes no step as null, one as it is, and several as a sequence.
  static func writeSteps<Step>(
    _ steps: [Step], listedAs name: String, to writer: inout JSONWriter,
    _ write: (Step, inout JSONWriter) -> Void
  ) {
    if steps.isEmpty { return writer.null() }
    if steps.count == 1 { return write(steps[0], &writer) }
    writer.typed("Sequence") { writer in
      writer.member(name) { writer in
        writer.array { writer in
          for step in steps { write(step, &writer) }
        }
      }
    }
  }
}

extension JSONWriter {
  /// Writes an object of a type, whose other members `body` writes.
  mutating func typed(_ type: String, _ body: (inout JSONWriter) -> Void = { _ in }) {
    object { writer in
      writer.member("type") { $0.string(type) }
      body(&writer)
    }
  }

  /// Writes a string of one scalar.
  mutating func string(_ scalar: Unicode.Scalar) { string(String(scalar)) }
}
