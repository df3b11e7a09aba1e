import PreTokenization
import TextNormalization

extension TokenizerJSON {
  /// Writes the `normalizer`.
  static func write(_ steps: [NormalizationStep], to writer: inout JSONWriter) {
    writeSteps(steps, listedAs: "normalizers", to: &writer) { write($0, to: &$1) }
  }

  private static func write(_ step: NormalizationStep, to writer: inout JSONWriter) {
    writer.typed(step.description) { writer in
      switch step {
      case .form, .nmt, .lowercase, .stripAccents, .byteLevel: break
      case .precompiled(let map):
        var text: [UInt8] = []
        Base64.append(map.bytes, to: &text)
        writer.member("precompiled_charsmap") { $0.string(text) }
      case .strip(let left, let right):
        writer.member("strip_left") { $0.bool(left) }
        writer.member("strip_right") { $0.bool(right) }
      case .replace(let pattern, let content):
        writer.member("pattern") { write(pattern, to: &$0) }
        writer.member("content") { $0.string(content) }
      case .prepend(let text): writer.member("prepend") { $0.string(text) }
      case .bert(let normalization): writeMembers(of: normalization, to: &writer)
      case .sentencePiece: preconditionFailure("no tokenizer.json holds this step")
      }
    }
  }

  private static func writeMembers(
    of normalization: BertNormalization, to writer: inout JSONWriter
  ) {
    writer.member("clean_text") { $0.bool(normalization.cleansText) }
    writer.member("handle_chinese_chars") { $0.bool(normalization.separatesIdeographs) }
    writer.member("strip_accents") { writer in
      if let strips = normalization.stripsAccents { writer.bool(strips) } else { writer.null() }
    }
    writer.member("lowercase") { $0.bool(normalization.lowercases) }
  }

  /// Writes a `{"String": ...}` or `{"Regex": ...}`.
  static func write(_ pattern: TextPattern, to writer: inout JSONWriter) {
    writer.object { writer in
      switch pattern {
      case .literal(let bytes): writer.member("String") { $0.string(bytes) }
      case .regularExpression(let text): writer.member("Regex") { $0.string(text) }
      }
    }
  }

  /// Writes the `pre_tokenizer`.
  static func write(_ steps: [PreTokenizationStep], to writer: inout JSONWriter) {
    writeSteps(steps, listedAs: "pretokenizers", to: &writer) { write($0, to: &$1) }
  }

  private static func write(_ step: PreTokenizationStep, to writer: inout JSONWriter) {
    writer.typed(step.description) { writer in
      switch step {
      case .byteLevel(let addsPrefixSpace, let usesPattern):
        writeByteLevelMembers(addsPrefixSpace, trimsOffsets: true, usesPattern, to: &writer)
      case .split(let separator, let behavior, let isInverted):
        writer.member("pattern") { write(separator.textPattern, to: &$0) }
        writer.member("behavior") { $0.string(behavior.rawValue) }
        writer.member("invert") { $0.bool(isInverted) }
      case .digits(let individually):
        writer.member("individual_digits") { $0.bool(individually) }
      case .punctuation(let behavior): writer.member("behavior") { $0.string(behavior.rawValue) }
      case .whitespace, .whitespaceSplit, .bert, .unicodeScripts: break
      case .delimiter(let delimiter): writer.member("delimiter") { $0.string(delimiter) }
      case .metaspace(let metaspace): writeMembers(of: metaspace, to: &writer)
      case .fixedLength(let length): writer.member("length") { $0.integer(length) }
      }
    }
  }

  /// Writes the members of a `ByteLevel`, whatever it is one of.
  static func writeByteLevelMembers(
    _ addsPrefixSpace: Bool, trimsOffsets: Bool, _ usesPattern: Bool, to writer: inout JSONWriter
  ) {
    writer.member("add_prefix_space") { $0.bool(addsPrefixSpace) }
    writer.member("trim_offsets") { $0.bool(trimsOffsets) }
    writer.member("use_regex") { $0.bool(usesPattern) }
  }

  private static func writeMembers(of metaspace: Metaspace, to writer: inout JSONWriter) {
    writer.member("replacement") { $0.string(metaspace.replacement) }
    writer.member("prepend_scheme") { $0.string(metaspace.scheme.rawValue) }
    writer.member("split") { $0.bool(metaspace.splits) }
  }

  /// Writes the `decoder`.
  static func write(_ steps: [DecodingStep], to writer: inout JSONWriter) {
    writeSteps(steps, listedAs: "decoders", to: &writer) { write($0, to: &$1) }
  }

  private static func write(_ step: DecodingStep, to writer: inout JSONWriter) {
    switch step {
    case .byteLevel:
      writer.typed("ByteLevel") { writeByteLevelMembers(true, trimsOffsets: true, true, to: &$0) }
    case .composedByteLevel:
      writer.typed("ByteLevel") { writer in
        writeByteLevelMembers(true, trimsOffsets: true, true, to: &writer)
        writer.member("composes") { $0.bool(true) }
      }
    case .wordPiece(let prefix, let cleansUp):
      writer.typed("WordPiece") { writer in
        writer.member("prefix") { $0.string(prefix) }
        writer.member("cleanup") { $0.bool(cleansUp) }
      }
    case .metaspace(let metaspace):
      writer.typed("Metaspace") { writeMembers(of: metaspace, to: &$0) }
    case .bytePair(let suffix):
      writer.typed("BPEDecoder") { $0.member("suffix") { $0.string(suffix) } }
    case .ctc(let padding, let delimiter, let cleansUp):
      writer.typed("CTC") { writer in
        writer.member("pad_token") { $0.string(padding) }
        writer.member("word_delimiter_token") { $0.string(delimiter) }
        writer.member("cleanup") { $0.bool(cleansUp) }
      }
    case .fuse: writer.typed("Fuse")
    case .byteFallback: writer.typed("ByteFallback")
    case .strip(let content, let left, let right):
      writer.typed("Strip") { writer in
        writer.member("content") { $0.string(content) }
        writer.member("start") { $0.integer(left) }
        writer.member("stop") { $0.integer(right) }
      }
    case .replace(let pattern, let content):
      writer.typed("Replace") { writer in
        writer.member("pattern") { write(pattern, to: &$0) }
        writer.member("content") { $0.string(content) }
      }
    case .sentencePiece: preconditionFailure("no tokenizer.json holds this step")
    }
  }
}

extension SplitSeparator {
  /// The separator as a tokenizer.json spells it.
  fileprivate var textPattern: TextPattern {
    switch self {
    case .literal(let bytes): .literal(bytes)
    case .pattern(let pattern): .regularExpression(pattern.patternText)
    }
  }
}
