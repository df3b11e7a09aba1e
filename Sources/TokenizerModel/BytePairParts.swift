/// The `model` of a tokenizer.json as it stands: tokens and merges as strings of GPT-2's alphabet.
struct BytePairParts {
  /// Two token strings that merge, in the order of the file.
  private struct MergeText {
    var left: [UInt8]
    var right: [UInt8]
  }

  private var tokens: [(text: [UInt8], id: Int)] = []
  private var merges: [MergeText] = []
  private var hasVocabulary = false
  private var hasMerges = false
  private var ignoresMerges = false

  init(reading reader: inout JSONReader) throws {
    var type = "BPE"
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": type = try reader.readText()
      case "vocab": try readVocabulary(&reader)
      case "merges": try readMerges(&reader)
      case "ignore_merges": ignoresMerges = try reader.readBool()
      case "fuse_unk": _ = try reader.readBool()
      case let name where ["byte_fallback"].contains(name):
        if try reader.readBool() {
          throw TokenizerModelError.unsupported(place: "model.\(name)", value: "true")
        }
      case let name
      where ["dropout", "continuing_subword_prefix", "end_of_word_suffix"].contains(name):
        try Self.readAbsent(&reader, at: "model.\(name)")
      // Where all 256 bytes are tokens nothing is unknown, whatever stands here.
      case "unk_token": try reader.skipValue()
      default: try Self.refuseOtherModels(&reader, member: key)
      }
    }
    guard type == "BPE" else {
      throw TokenizerModelError.unsupported(
        place: "model.type", value: JSONReader.quoted(type.utf8))
    }
    guard hasVocabulary else { throw TokenizerModelError.missing(place: "model.vocab") }
    guard hasMerges else { throw TokenizerModelError.missing(place: "model.merges") }
  }

  /// The model, checked against the added tokens: every token once, every merge between tokens.
  func assemble(addedTokens: [AddedToken]) throws(TokenizerModelError) -> BytePairModel {
    let added = Dictionary(
      addedTokens.map { (Array($0.content.utf8), $0.id) }, uniquingKeysWith: { first, _ in first })
    let vocabulary = try assembleVocabulary(added: added)
    let index = TokenIndex(vocabulary)
    if let byte = (UInt8.min...UInt8.max).first(where: { index.id(of: [$0]) == nil }) {
      throw .invalid(
        place: "model.vocab", problem: "no token for the single byte 0x\(String(byte, radix: 16))")
    }
    if merges.isEmpty, !ignoresMerges, vocabulary.count > 256 {
      throw .invalid(
        place: "model.merges",
        problem: "empty, though the vocabulary has \(vocabulary.count - 256) longer tokens")
    }
    let rule = MergeRule.merges(try assembleMerges(index))
    return BytePairModel(
      vocabulary: vocabulary, mergeRule: rule, takesWholePreTokens: ignoresMerges)
  }

  private func assembleVocabulary(
    added: [[UInt8]: TokenID]
  ) throws(TokenizerModelError) -> Vocabulary {
    let addedIDs = Dictionary(uniqueKeysWithValues: added.map { ($1, $0) })
    var vocabulary = Vocabulary()
    var previous: [UInt8]?
    var texts = Set<[UInt8]>(minimumCapacity: tokens.count)
    for (text, id) in tokens.sorted(by: { $0.id < $1.id }) {
      guard texts.insert(text).inserted else {
        throw .invalid(
          place: "model.vocab", problem: "\(JSONReader.quoted(text)) stands twice")
      }
      if id < vocabulary.upperBound {
        throw .invalid(
          place: "model.vocab",
          problem: "\(JSONReader.quoted(previous ?? [])) and \(JSONReader.quoted(text)) "
            + "both have the id \(id)")
      }
      if let addedID = added[text], addedID.index != id {
        throw .invalid(
          place: "added_tokens",
          problem: "\(JSONReader.quoted(text)) has the id \(addedID.rawValue) there and \(id) in "
            + "model.vocab")
      }
      if let other = addedIDs[TokenID(id)], other != text {
        throw .invalid(
          place: "added_tokens",
          problem: "\(JSONReader.quoted(other)) has the id \(id), which model.vocab gives to "
            + JSONReader.quoted(text))
      }
      while vocabulary.upperBound < id { vocabulary.appendGap() }
      if added[text] != nil {
        vocabulary.appendGap()
      } else {
        vocabulary.append(ByteAlphabet.bytes(of: text) ?? text)
      }
      previous = text
    }
    return vocabulary
  }

  private func assembleMerges(_ index: TokenIndex) throws(TokenizerModelError) -> [Merge] {
    var result: [Merge] = []
    result.reserveCapacity(merges.count)
    var seen = Set<UInt64>(minimumCapacity: merges.count)
    for (rank, merge) in merges.enumerated() {
      let place = "model.merges[\(rank)]"
      let left = ByteAlphabet.bytes(of: merge.left) ?? merge.left
      let right = ByteAlphabet.bytes(of: merge.right) ?? merge.right
      guard let leftID = index.id(of: left) else {
        throw .invalid(
          place: place, problem: "\(JSONReader.quoted(merge.left)) is not in model.vocab")
      }
      guard let rightID = index.id(of: right) else {
        throw .invalid(
          place: place, problem: "\(JSONReader.quoted(merge.right)) is not in model.vocab")
      }
      guard let resultID = index.id(of: left + right) else {
        throw .invalid(
          place: place,
          problem: "their result \(JSONReader.quoted(merge.left + merge.right)) is not in "
            + "model.vocab")
      }
      guard seen.insert(UInt64(leftID.rawValue) << 32 | UInt64(rightID.rawValue)).inserted else {
        throw .invalid(place: place, problem: "the same pair stands there before")
      }
      result.append(Merge(left: leftID, right: rightID, result: resultID))
    }
    return result
  }

  private mutating func readVocabulary(_ reader: inout JSONReader) throws {
    guard try reader.peekKind() == .object else {
      throw TokenizerModelError.unsupported(place: "model.type", value: "not BPE")
    }
    hasVocabulary = true
    // Double keys are found when the tokens are assembled.
    try reader.readObject(uniqueKeys: false) { reader, text in
      let id = try reader.readInteger()
      guard (0..<TokenizerJSON.idLimit).contains(id) else {
        throw TokenizerModelError.invalid(
          place: "model.vocab",
          problem: "the id \(id) of \(JSONReader.quoted(text)) is not between 0 and "
            + "\(TokenizerJSON.idLimit - 1)")
      }
      if text.isEmpty {
        throw TokenizerModelError.invalid(place: "model.vocab", problem: "a token without bytes")
      }
      tokens.append((text, id))
    }
  }

  private mutating func readMerges(_ reader: inout JSONReader) throws {
    hasMerges = true
    try reader.readArray { reader, rank in
      let place = "model.merges[\(rank)]"
      if try reader.peekKind() == .string {
        let text = try reader.readString()
        let parts = text.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
          throw TokenizerModelError.invalid(
            place: place, problem: "\(JSONReader.quoted(text)) is not two tokens and a space")
        }
        merges.append(MergeText(left: Array(parts[0]), right: Array(parts[1])))
      } else {
        var parts: [[UInt8]] = []
        try reader.readArray { reader, _ in parts.append(try reader.readString()) }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
          throw TokenizerModelError.invalid(place: place, problem: "not a pair of tokens")
        }
        merges.append(MergeText(left: parts[0], right: parts[1]))
      }
    }
  }

  private static func readAbsent(_ reader: inout JSONReader, at place: String) throws {
    if try reader.readNull() { return }
    if try reader.peekKind() == .string {
      let text = try reader.readString()
      if text.isEmpty { return }
      throw TokenizerModelError.unsupported(place: place, value: JSONReader.quoted(text))
    }
    let number = try reader.readNumber()
    throw TokenizerModelError.unsupported(
      place: place, value: String(decoding: number, as: UTF8.self))
  }

  private static func refuseOtherModels(_ reader: inout JSONReader, member: [UInt8]) throws {
    throw TokenizerModelError.unsupported(
      place: "model.\(String(decoding: member, as: UTF8.self))", value: "no member of a BPE model")
  }
}
