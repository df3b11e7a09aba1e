import PreTokenization
import TextNormalization

extension TekkenFile {
  /// The bytes of a `tekken.json`.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` where the format cannot hold the tokenizer.
  package static func write(
    _ definition: TokenizerDefinition
  ) throws(TokenizerModelError) -> [UInt8] {
    guard let byteLevel = definition.byteLevel, byteLevel.normalizer == .none else {
      throw refusal("it is for byte-level byte-pair encoding without a normalizer alone")
    }
    let tokens = try RankFile.tokensByRank(byteLevel.model)
    let first = tokens.first?.rank ?? 0
    guard tokens.last?.rank == first + tokens.count - 1 else {
      throw refusal("ids between tokens have none")
    }
    guard tokens.prefix(256).enumerated().allSatisfy({ $1.token.elementsEqual([UInt8($0)]) }) else {
      throw refusal("the single bytes are not the first tokens, in the order of their values")
    }
    guard definition.addedTokens.allSatisfy({ $0.id.index < first }) else {
      throw refusal("special tokens stand behind the others")
    }
    if case .regularExpression(let text) = byteLevel.preTokenizer, text.utf8.contains("}+".utf8) {
      throw refusal("its split pattern has a quantifier that engines read differently")
    }
    var writer = JSONWriter(indented: true)
    writer.object { writer in
      writer.member("config") { writer in
        writer.object { writer in
          writer.member("pattern") {
            $0.string(byteLevel.preTokenizer.patternText(in: .tiktoken))
          }
          writer.member("num_vocab_tokens") { $0.integer(tokens.count) }
          writer.member("default_vocab_size") { $0.integer(first + tokens.count) }
          writer.member("default_num_special_tokens") { $0.integer(first) }
          writer.member("version") { $0.string("v7") }
        }
      }
      writer.member("vocab") { writer in
        writer.array { writer in
          for (rank, token) in tokens { write(token, rank: rank - first, to: &writer) }
        }
      }
      writer.member("special_tokens") { writer in
        writer.array { writer in
          for token in definition.addedTokens { write(token, to: &writer) }
        }
      }
    }
    return writer.bytes
  }

  private static func write(_ token: ArraySlice<UInt8>, rank: Int, to writer: inout JSONWriter) {
    var text: [UInt8] = []
    Base64.append(token, to: &text)
    writer.object { writer in
      writer.member("rank") { $0.integer(rank) }
      writer.member("token_bytes") { $0.string(text) }
      writer.member("token_str") { writer in
        if let string = String(validating: token, as: UTF8.self) {
          writer.string(string)
        } else {
          writer.null()
        }
      }
    }
  }

  private static func write(_ token: AddedToken, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("rank") { $0.integer(token.id.rawValue) }
      writer.member("token_str") { $0.string(token.content) }
      writer.member("is_control") { $0.bool(true) }
    }
  }

  private static func refusal(_ reason: String) -> TokenizerModelError {
    .notExpressible(format: WrittenFormat.tekken.rawValue, reason: reason)
  }
}
