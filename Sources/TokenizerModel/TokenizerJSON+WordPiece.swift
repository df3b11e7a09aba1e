import PreTokenization
import TextNormalization

extension TokenizerJSON {
  /// The bytes of a tokenizer.json of BERT's kind.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` where something else stands around the model.
  static func write(
    _ model: WordPieceModel, _ definition: TokenizerDefinition
  ) throws(TokenizerModelError) -> [UInt8] {
    guard definition.normalizer.count == 1,
      case .bert(let normalization) = definition.normalizer[0],
      definition.preTokenizer == [.bert],
      case .wordPiece(let prefix, let cleansUp) = definition.decoder.first,
      definition.decoder.count == 1
    else {
      throw .notExpressible(
        format: "tokenizer.json", reason: "WordPiece is written with BERT's other parts alone")
    }
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    writer.member("version") { $0.string("1.0") }
    definition.framingRules.writeLimits(to: &writer)
    write(definition.addedTokens, to: &writer)
    writer.member("normalizer") { write(normalization, to: &$0) }
    writer.member("pre_tokenizer") {
      $0.object { $0.member("type") { $0.string("BertPreTokenizer") } }
    }
    definition.framingRules.writePostProcessor(to: &writer)
    writer.member("decoder") { writer in
      writer.object { writer in
        writer.member("type") { $0.string("WordPiece") }
        writer.member("prefix") { $0.string(String(decoding: prefix, as: UTF8.self)) }
        writer.member("cleanup") { $0.bool(cleansUp) }
      }
    }
    writer.member("model") { write(model, definition, to: &$0) }
    writer.endObject()
    return writer.bytes
  }

  private static func write(_ normalization: BertNormalization, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type") { $0.string("BertNormalizer") }
      writer.member("clean_text") { $0.bool(normalization.cleansText) }
      writer.member("handle_chinese_chars") { $0.bool(normalization.separatesIdeographs) }
      writer.member("strip_accents") { writer in
        if let strips = normalization.stripsAccents { writer.bool(strips) } else { writer.null() }
      }
      writer.member("lowercase") { $0.bool(normalization.lowercases) }
    }
  }

  private static func write(
    _ model: WordPieceModel, _ definition: TokenizerDefinition, to writer: inout JSONWriter
  ) {
    let added = Dictionary(
      definition.addedTokens.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let unknown =
      added[model.unknownToken].map { Array($0.content.utf8)[...] }
      ?? model.vocabulary[model.unknownToken] ?? []
    writer.object { writer in
      writer.member("type") { $0.string("WordPiece") }
      writer.member("unk_token") { $0.string(String(decoding: unknown, as: UTF8.self)) }
      writer.member("continuing_subword_prefix") {
        $0.string(String(decoding: model.continuingPrefix, as: UTF8.self))
      }
      writer.member("max_input_chars_per_word") { $0.integer(model.longestPiece) }
      writer.member("vocab") { writer in
        writer.object { writer in
          for index in 0..<definition.idUpperBound {
            let id = TokenID(index)
            if let token = added[id] {
              writer.key(token.content)
            } else if let token = model.vocabulary[id] {
              writer.key(String(decoding: token, as: UTF8.self))
            } else {
              continue
            }
            writer.integer(index)
          }
        }
      }
    }
  }
}
