package import PreTokenization
package import TextNormalization
import TokenizerModel

/// How text becomes words: what shards of word counts have to agree in before they are added up.
package struct CountRecipe: Sendable, Equatable {
  /// The version of the format of word counts.
  private static let formatVersion = 1

  /// How BERT normalizes and cuts documents, where it does; then nothing else does.
  package private(set) var bert: BertNormalization?
  /// How documents are normalized before they are cut.
  package var normalizer: NormalizationForm
  /// How they are cut.
  package var pattern: SplitPattern
  /// The tokens that are cut out before.
  package var specialTokens: [String]

  /// A recipe of the given parts.
  package init(normalizer: NormalizationForm, pattern: SplitPattern, specialTokens: [String]) {
    self.normalizer = normalizer
    self.pattern = pattern
    self.specialTokens = specialTokens
  }

  /// The recipe of WordPiece.
  package init(bert: BertNormalization, specialTokens: [String]) {
    self.init(normalizer: .none, pattern: .none, specialTokens: specialTokens)
    self.bert = bert
  }

  /// The recipe as canonical JSON: compact, the names in byte order, equal for equal recipes. The order
  /// in which special tokens are given makes no difference to words, and none here.
  package var canonicalJSON: [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    writer.key("format")
    writer.integer(Self.formatVersion)
    writer.key("normalizer")
    if let bert { write(bert, to: &writer) } else { writer.string(normalizer.rawValue) }
    writer.key("normalizer_unicode")
    if normalizer == .none {
      writer.null()
    } else {
      writer.string(Normalizer.unicodeVersion)
    }
    writer.key("pattern")
    if bert == nil { writer.string(pattern.patternText) } else { writer.null() }
    writer.key("special_tokens")
    writer.beginArray()
    for token in specialTokens.map({ Array($0.utf8) }).sorted(by: {
      $0.lexicographicallyPrecedes($1)
    }) {
      writer.string(token)
    }
    writer.endArray()
    writer.key("unicode")
    writer.string(ScalarClassTable.unicodeVersion)
    writer.endObject()
    return writer.bytes
  }

  private func write(_ bert: BertNormalization, to writer: inout JSONWriter) {
    writer.beginObject()
    for (name, value) in [
      ("clean_text", bert.cleansText), ("handle_chinese_chars", bert.separatesIdeographs),
      ("lowercase", bert.lowercases), ("strip_accents", bert.stripsAccents ?? bert.lowercases),
    ] {
      writer.key(name)
      writer.bool(value)
    }
    writer.key("type")
    writer.string("bert")
    writer.endObject()
  }
}

extension BytePairTrainer {
  /// How this trainer makes words of text.
  package var countRecipe: CountRecipe {
    if let bert { return CountRecipe(bert: bert, specialTokens: specialTokens) }
    return CountRecipe(normalizer: normalizer, pattern: pattern, specialTokens: specialTokens)
  }
}
