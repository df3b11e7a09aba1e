import TextNormalization

/// Reads the `decoder` of a tokenizer.json.
enum DecoderParts {
  /// The steps of a decoder, those of sequences one after another.
  static func steps(_ value: FileValue) throws(TokenizerModelError) -> [DecodingStep] {
    if value.isNull { return [] }
    let type = try value.type()
    if type == "Sequence" {
      try value.allow("decoders")
      var steps: [DecodingStep] = []
      for element in try value.member("decoders").elements() { steps += try self.steps(element) }
      return steps
    }
    return [try step(value, type)]
  }

  private static func step(
    _ value: FileValue, _ type: String
  ) throws(TokenizerModelError) -> DecodingStep {
    switch type {
    case "ByteLevel":
      try value.allow("add_prefix_space", "trim_offsets", "use_regex", "composes")
      return try value.bool("composes", default: false) ? .composedByteLevel : .byteLevel
    case "WordPiece":
      try value.allow("prefix", "cleanup")
      return .wordPiece(
        prefix: try value.member("prefix").bytes(), cleansUp: try value.member("cleanup").bool())
    case "Metaspace": return .metaspace(try PreTokenizerParts.metaspace(value))
    case "BPEDecoder":
      try value.allow("suffix")
      return .bytePair(suffix: try value.member("suffix").bytes())
    case "CTC":
      try value.allow("pad_token", "word_delimiter_token", "cleanup")
      return .ctc(
        padding: try value.member("pad_token").bytes(),
        wordDelimiter: try value.member("word_delimiter_token").bytes(),
        cleansUp: try value.member("cleanup").bool())
    case "Fuse", "ByteFallback":
      try value.allow()
      return type == "Fuse" ? .fuse : .byteFallback
    case "Strip":
      try value.allow("content", "start", "stop")
      return .strip(
        try value.member("content").scalar(),
        left: try value.member("start").integer(in: 0...Int(Int32.max)),
        right: try value.member("stop").integer(in: 0...Int(Int32.max)))
    case "Replace":
      try value.allow("pattern", "content")
      let pattern = try NormalizerParts.textPattern(try value.member("pattern"))
      return .replace(pattern.restated, with: try value.member("content").bytes())
    default: throw try value.member("type").unknown(type)
    }
  }
}
