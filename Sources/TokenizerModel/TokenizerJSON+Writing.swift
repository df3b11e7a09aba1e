import PreTokenization
import TextNormalization

extension TokenizerJSON {
  /// The bytes of a tokenizer.json, as the `tokenizers` library saves them.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` for a vocabulary whose merges are ranks: the
  ///   format wants a list of pairs.
  /// - Complexity: O(bytes of the vocabulary).
  public static func write(
    _ definition: TokenizerDefinition
  ) throws(TokenizerModelError) -> [UInt8] {
    if case .wordPiece(let model) = definition.model {
      return try write(model, definition)
    }
    guard let byteLevel = definition.byteLevel else {
      throw .notExpressible(
        format: "tokenizer.json",
        reason: "only byte-level byte-pair encoding and WordPiece are written")
    }
    guard case .merges(let merges) = byteLevel.model.mergeRule else {
      throw .notExpressible(
        format: "tokenizer.json", reason: "the vocabulary has ranks and no list of merges")
    }
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    writer.key("version")
    writer.string("1.0")
    definition.framingRules.writeLimits(to: &writer)
    write(definition.addedTokens, to: &writer)
    write(byteLevel.normalizer, to: &writer)
    write(byteLevel.preTokenizer, to: &writer)
    definition.framingRules.writePostProcessor(to: &writer)
    writer.key("decoder")
    writeByteLevel(to: &writer, addsPrefixSpace: true, usesPattern: true)
    write(byteLevel.model, definition, merges: merges, to: &writer)
    writer.endObject()
    return writer.bytes
  }

  static func write(_ addedTokens: [AddedToken], to writer: inout JSONWriter) {
    writer.key("added_tokens")
    writer.beginArray()
    for token in addedTokens {
      writer.beginObject()
      writer.key("id")
      writer.integer(token.id.rawValue)
      writer.key("content")
      writer.string(token.content)
      for (flag, value) in [
        ("single_word", token.isSingleWord), ("lstrip", token.takesSpaceBefore),
        ("rstrip", token.takesSpaceAfter), ("normalized", token.isNormalized),
      ] {
        writer.key(flag)
        writer.bool(value)
      }
      writer.key("special")
      writer.bool(token.isSpecial)
      writer.endObject()
    }
    writer.endArray()
  }

  private static func write(_ form: NormalizationForm, to writer: inout JSONWriter) {
    writer.key("normalizer")
    if form == .none { return writer.null() }
    writer.beginObject()
    writer.key("type")
    writer.string(form.rawValue.uppercased())
    writer.endObject()
  }

  private static func write(_ pattern: SplitPattern, to writer: inout JSONWriter) {
    writer.key("pre_tokenizer")
    switch pattern {
    case .gpt2: writeByteLevel(to: &writer, addsPrefixSpace: false, usesPattern: true)
    case .none: writeByteLevel(to: &writer, addsPrefixSpace: false, usesPattern: false)
    case .cl100k, .o200k, .whitespace, .regularExpression:
      writer.beginObject()
      writer.key("type")
      writer.string("Sequence")
      writer.key("pretokenizers")
      writer.beginArray()
      writer.beginObject()
      writer.key("type")
      writer.string("Split")
      writer.key("pattern")
      writer.beginObject()
      writer.key("Regex")
      writer.string(pattern.patternText)
      writer.endObject()
      writer.key("behavior")
      writer.string("Isolated")
      writer.key("invert")
      writer.bool(false)
      writer.endObject()
      writeByteLevel(to: &writer, addsPrefixSpace: false, usesPattern: false)
      writer.endArray()
      writer.endObject()
    }
  }

  private static func writeByteLevel(
    to writer: inout JSONWriter, addsPrefixSpace: Bool, usesPattern: Bool
  ) {
    writer.beginObject()
    writer.key("type")
    writer.string("ByteLevel")
    writer.key("add_prefix_space")
    writer.bool(addsPrefixSpace)
    writer.key("trim_offsets")
    writer.bool(true)
    writer.key("use_regex")
    writer.bool(usesPattern)
    writer.endObject()
  }

  private static func write(
    _ model: BytePairModel, _ definition: TokenizerDefinition, merges: [Merge],
    to writer: inout JSONWriter
  ) {
    writer.key("model")
    writer.beginObject()
    writer.key("type")
    writer.string("BPE")
    for absent in [
      "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
    ] {
      writer.key(absent)
      writer.null()
    }
    for (name, value) in [
      ("fuse_unk", false), ("byte_fallback", false),
      ("ignore_merges", model.takesWholePreTokens),
    ] {
      writer.key(name)
      writer.bool(value)
    }
    writer.key("vocab")
    writer.beginObject()
    let added = Dictionary(
      definition.addedTokens.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in 0..<definition.idUpperBound {
      let id = TokenID(index)
      if let token = added[id] {
        writer.key(token.content)
      } else if let token = model.vocabulary[id] {
        writer.key(ByteAlphabet.text(of: token))
      } else {
        continue
      }
      writer.integer(index)
    }
    writer.endObject()
    writer.key("merges")
    writer.beginArray()
    for merge in merges {
      writer.beginArray()
      for id in [merge.left, merge.right] {
        writer.string(ByteAlphabet.text(of: model.vocabulary[id] ?? []))
      }
      writer.endArray()
    }
    writer.endArray()
    writer.endObject()
  }
}
