extension PostProcessorParts {
  /// Writes a post-processor.
  static func write(_ processor: PostProcessor, to writer: inout JSONWriter) {
    writer.object { writer in
      switch processor {
      case .template(let template): write(template, to: &writer)
      case .bert(let separator, let classifier):
        writer.member("type") { $0.string("BertProcessing") }
        writer.member("sep") { write(separator, to: &$0) }
        writer.member("cls") { write(classifier, to: &$0) }
      case .roberta(let separator, let classifier, let trimsOffsets, let addsPrefixSpace):
        writer.member("type") { $0.string("RobertaProcessing") }
        writer.member("sep") { write(separator, to: &$0) }
        writer.member("cls") { write(classifier, to: &$0) }
        writer.member("trim_offsets") { $0.bool(trimsOffsets) }
        writer.member("add_prefix_space") { $0.bool(addsPrefixSpace) }
      case .byteLevel(let addsPrefixSpace, let trimsOffsets, let usesPattern):
        writer.member("type") { $0.string("ByteLevel") }
        writer.member("add_prefix_space") { $0.bool(addsPrefixSpace) }
        writer.member("trim_offsets") { $0.bool(trimsOffsets) }
        writer.member("use_regex") { $0.bool(usesPattern) }
      case .sequence(let processors):
        writer.member("type") { $0.string("Sequence") }
        writer.member("processors") { writer in
          writer.array { writer in
            for processor in processors { write(processor, to: &writer) }
          }
        }
      }
    }
  }

  /// Writes a token as `["</s>", 2]`.
  private static func write(_ token: FramingToken, to writer: inout JSONWriter) {
    writer.array { writer in
      writer.string(token.content)
      writer.integer(token.id.rawValue)
    }
  }

  private static func write(_ template: PromptTemplate, to writer: inout JSONWriter) {
    writer.member("type") { $0.string("TemplateProcessing") }
    writer.member("single") { write(template.single, to: &$0) }
    writer.member("pair") { write(template.pair, to: &$0) }
    writer.member("special_tokens") { writer in
      writer.object { writer in
        for named in template.tokens {
          writer.key(named.name)
          write(named, to: &writer)
        }
      }
    }
  }

  private static func write(
    _ named: PromptTemplate.NamedTokens, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("id") { $0.string(named.name) }
      writer.member("ids") { writer in
        writer.array { writer in
          for token in named.tokens { writer.integer(token.id.rawValue) }
        }
      }
      writer.member("tokens") { writer in
        writer.array { writer in
          for token in named.tokens { writer.string(token.content) }
        }
      }
    }
  }

  private static func write(_ parts: [PromptTemplate.Part], to writer: inout JSONWriter) {
    writer.array { writer in
      for part in parts {
        let (kind, id, typeID) =
          switch part {
          case .text(let isSecond, let typeID):
            ("Sequence", Array((isSecond ? "B" : "A").utf8), typeID)
          case .token(let name, let typeID): ("SpecialToken", name, typeID)
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
}
