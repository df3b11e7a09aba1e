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
      definition.preTokenizer == [.bert], definition.truncation == nil, definition.padding == nil,
      case .wordPiece(let prefix, let cleansUp) = definition.decoder.first,
      definition.decoder.count == 1
    else {
      throw .notExpressible(
        format: "tokenizer.json", reason: "WordPiece is written with BERT's other parts alone")
    }
    var template: PromptTemplate?
    switch definition.postProcessor {
    case nil: break
    case .template(let found): template = found
    default:
      throw .notExpressible(
        format: "tokenizer.json", reason: "of post-processors only templates are written")
    }
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    writer.member("version") { $0.string("1.0") }
    writer.member("truncation") { $0.null() }
    writer.member("padding") { $0.null() }
    write(definition.addedTokens, to: &writer)
    writer.member("normalizer") { write(normalization, to: &$0) }
    writer.member("pre_tokenizer") {
      $0.object { $0.member("type") { $0.string("BertPreTokenizer") } }
    }
    writer.member("post_processor") { writer in
      if let template { write(template, to: &writer) } else { writer.null() }
    }
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

  private static func write(_ template: PromptTemplate, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type") { $0.string("TemplateProcessing") }
      writer.member("single") { write(template.single, to: &$0) }
      writer.member("pair") { write(template.pair, to: &$0) }
      writer.member("special_tokens") { writer in
        writer.object { writer in
          for named in template.tokens {
            let name = String(decoding: named.name, as: UTF8.self)
            writer.member(name) { writer in
              writer.object { writer in
                writer.member("id") { $0.string(name) }
                writer.member("ids") { writer in
                  writer.array { writer in
                    for token in named.tokens { writer.integer(token.id.rawValue) }
                  }
                }
                writer.member("tokens") { writer in
                  writer.array { writer in
                    for token in named.tokens {
                      writer.string(String(decoding: token.content, as: UTF8.self))
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static func write(_ parts: [PromptTemplate.Part], to writer: inout JSONWriter) {
    writer.array { writer in
      for part in parts {
        let (kind, id, typeID) =
          switch part {
          case .text(let isSecond, let typeID): ("Sequence", isSecond ? "B" : "A", typeID)
          case .token(let name, let typeID):
            ("SpecialToken", String(decoding: name, as: UTF8.self), typeID)
          }
        writer.object { writer in
          writer.member(kind) { writer in
            writer.object { writer in
              writer.member("id") { $0.string(id) }
              writer.member("type_id") { $0.integer(typeID) }
            }
          }
        }
      }
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

extension JSONWriter {
  /// Writes a member of an object.
  fileprivate mutating func member(_ name: String, _ value: (inout JSONWriter) -> Void) {
    key(name)
    value(&self)
  }

  /// Writes an object whose members `body` writes.
  fileprivate mutating func object(_ body: (inout JSONWriter) -> Void) {
    beginObject()
    body(&self)
    endObject()
  }

  /// Writes an array whose elements `body` writes.
  fileprivate mutating func array(_ body: (inout JSONWriter) -> Void) {
    beginArray()
    body(&self)
    endArray()
  }
}
