/// The `model` of a tokenizer.json of byte pairs as it stands: tokens and merges as strings.
struct BytePairParts {
  /// Two tokens that merge, and the token that they become.
  struct Pair {
    var left: UInt32
    var right: UInt32
    var result: UInt32
  }

  private(set) var tokens = TokenTexts()
  var pairs: [Pair] = []
  private(set) var unknown: [UInt8]?
  private(set) var continuingPrefix: [UInt8] = []
  private(set) var endSuffix: [UInt8] = []
  private(set) var fusesUnknown = false
  private(set) var fallsBackToBytes = false
  private(set) var ignoresMerges = false

  init(reading reader: inout JSONReader) throws {
    var hasVocabulary = false
    var hasPrefix = false
    // Merges that stand before the tokens, or before a prefix, are read again after them.
    var merges: JSONReader?
    var areMergesRead = false
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": try ModelParts.expect("BPE", &reader)
      case "vocab":
        hasVocabulary = true
        try tokens.read(&reader, at: "model.vocab")
      case "merges":
        merges = reader
        areMergesRead = hasVocabulary && hasPrefix
        if areMergesRead {
          try readMerges(&reader)
        } else if try reader.peekKind() == .array {
          try reader.skipUnchecked()
        } else {
          try reader.skipValue()
        }
      case "ignore_merges": ignoresMerges = try reader.readBool()
      case "fuse_unk": fusesUnknown = try reader.readBool()
      case "byte_fallback": fallsBackToBytes = try reader.readBool()
      case "unk_token": unknown = try reader.readOptionalString()
      case "continuing_subword_prefix":
        hasPrefix = true
        continuingPrefix = try reader.readOptionalString() ?? []
      case "end_of_word_suffix": endSuffix = try reader.readOptionalString() ?? []
      case "dropout": try Self.refuseDropout(&reader)
      case let name:
        throw TokenizerModelError.unsupported(
          place: "model.\(name)", value: "no member of a BPE model")
      }
    }
    guard hasVocabulary else { throw TokenizerModelError.missing(place: "model.vocab") }
    guard var merges else { throw TokenizerModelError.missing(place: "model.merges") }
    if !areMergesRead { try readMerges(&merges) }
  }

  private static func refuseDropout(_ reader: inout JSONReader) throws {
    if try reader.readNull() { return }
    let text = String(decoding: try reader.readNumber(), as: UTF8.self)
    if Double(text) != 0 {
      throw TokenizerModelError.unsupported(place: "model.dropout", value: text)
    }
  }
}
