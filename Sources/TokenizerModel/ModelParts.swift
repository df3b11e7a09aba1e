/// The `model` of a tokenizer.json as it stands, before it is held against the other parts.
enum ModelParts {
  case bytePair(BytePairParts)
  case wordLevel(WordLevelParts)
  case wordPiece(WordPieceParts)
  case unigram(UnigramParts)

  init(reading reader: inout JSONReader) throws {
    if let likely = Self.likelyType(reader) {
      // Whether the type is right shows in the end. If not, what follows knows better what is wrong.
      var copy = reader
      if let parts = try? Self(likely, reading: &copy) {
        reader = copy
        self = parts
        return
      }
    }
    try self.init(try Self.type(reader), reading: &reader)
  }

  private init(_ type: String, reading reader: inout JSONReader) throws {
    switch type {
    case "BPE": self = .bytePair(try BytePairParts(reading: &reader))
    case "WordLevel": self = .wordLevel(try WordLevelParts(reading: &reader))
    case "WordPiece": self = .wordPiece(try WordPieceParts(reading: &reader))
    case "Unigram": self = .unigram(try UnigramParts(reading: &reader))
    default:
      throw TokenizerModelError.unsupported(
        place: "model.type", value: JSONReader.quoted(type.utf8))
    }
  }

  /// Reads the `type` of a model that is read as one of this type.
  static func expect(_ type: String, _ reader: inout JSONReader) throws {
    let found = try reader.readText()
    if found != type {
      throw TokenizerModelError.unsupported(
        place: "model.type", value: JSONReader.quoted(found.utf8))
    }
  }

  /// The type of a model of which a member tells before anything large that only this type has it; to
  /// find a type in an old file that has none, all of it would have to be gone over first.
  private static func likelyType(_ copy: JSONReader) -> String? {
    var reader = copy
    var likely: String?
    try? reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": throw TypeFound()
      case "dropout", "fuse_unk", "end_of_word_suffix", "ignore_merges": likely = "BPE"
      case "max_input_chars_per_word": likely = "WordPiece"
      case "unk_id": likely = "Unigram"
      default: break
      }
      let kind = try reader.peekKind()
      if likely != nil || kind == .array || kind == .object { throw TypeFound() }
      try reader.skipValue()
    }
    return likely
  }

  /// The type of a model: what `type` says, which may stand anywhere, or in old files, which have none,
  /// what the other members amount to. The reader is a copy, so nothing is taken from the file.
  private static func type(_ copy: JSONReader) throws -> String {
    do {
      return try type(copy, checks: false)
    } catch {
      // A checked reading knows better what is wrong, and where.
      return try type(copy, checks: true)
    }
  }

  private static func type(_ copy: JSONReader, checks: Bool) throws -> String {
    var reader = copy
    var type: String?
    var members = Set<String>()
    var hasListOfTokens = false
    do {
      try reader.readObject { reader, key in
        let name = String(decoding: key, as: UTF8.self)
        members.insert(name)
        if name == "type" {
          type = try reader.readText()
          // The rest is read later.
          throw TypeFound()
        }
        let kind = try reader.peekKind()
        if name == "vocab" { hasListOfTokens = kind == .array }
        // What is large is read again, and checked then.
        if !checks, kind == .array || kind == .object {
          try reader.skipUnchecked()
        } else {
          try reader.skipValue()
        }
      }
    } catch is TypeFound {}
    if let type { return type }
    if members.contains("merges") { return "BPE" }
    if hasListOfTokens { return "Unigram" }
    return members.contains("max_input_chars_per_word") ? "WordPiece" : "WordLevel"
  }

  /// Thrown, and caught, where the type is known.
  private struct TypeFound: Error {}

  /// The model, checked against the other parts.
  func assemble(with parts: TokenizerJSONParts) throws(TokenizerModelError) -> TokenModel {
    switch self {
    case .bytePair(let model): try model.assemble(with: parts)
    case .wordLevel(let model): .wordLevel(try model.assemble(with: parts))
    case .wordPiece(let model): .wordPiece(try model.assemble(with: parts))
    case .unigram(let model): .unigram(try model.assemble(with: parts))
    }
  }
}

extension TokenTexts {
  /// The tokens as a vocabulary, checked against the added tokens.
  ///
  /// A special token has no text for the model, so that no plain text can become it; `keeps` names
  /// those that keep theirs all the same.
  func vocabulary(
    _ addedTokens: [AddedToken], keeps: (ArraySlice<UInt8>) -> Bool = { _ in false }
  ) throws(TokenizerModelError) -> Vocabulary {
    let isGap = try gaps(addedTokens) { !$0.isSpecial || keeps($1) }
    guard let vocabulary = packed(without: isGap, []) else {
      preconditionFailure("without an alphabet no text is outside of it")
    }
    return vocabulary
  }

  /// The tokens as the bytes that they spell in GPT-2's alphabet, checked against the added tokens; nil where
  /// one that is not added has another character, for then bytes do not tell what it is.
  ///
  /// Neither special tokens nor added ones with other characters have a text for the model, which meets no
  /// others than the alphabet's.
  func byteVocabulary(_ addedTokens: [AddedToken]) throws(TokenizerModelError) -> Vocabulary? {
    let isGap = try gaps(addedTokens) { !$0.isSpecial && ByteAlphabet.bytes(of: $1) != nil }
    return packed(without: isGap, ByteAlphabet.byteOfScalar)
  }

  /// The ids whose texts the model does not have: those of added tokens, unless the model keeps them.
  private func gaps(
    _ addedTokens: [AddedToken], keeps: (AddedToken, ArraySlice<UInt8>) -> Bool
  ) throws(TokenizerModelError) -> [Bool] {
    var isGap = [Bool](repeating: false, count: upperBound)
    for token in addedTokens {
      let content = Array(token.content.utf8)
      if let id = id(of: content[...]), id != token.id.rawValue {
        throw .invalid(
          place: "added_tokens",
          problem: "\(JSONReader.quoted(content)) has the id \(token.id.rawValue) there and \(id) "
            + "in model.vocab")
      }
      guard let text = text(ofID: token.id.index) else { continue }
      guard text.elementsEqual(content) else {
        throw .invalid(
          place: "added_tokens",
          problem: "\(JSONReader.quoted(content)) has the id \(token.id.rawValue), which "
            + "model.vocab gives to \(JSONReader.quoted(text))")
      }
      if !keeps(token, text) { isGap[token.id.index] = true }
    }
    return isGap
  }

  /// The texts in the order of their ids, those of gaps left out; with the table `ByteAlphabet.byteOfScalar`
  /// the bytes that they spell, or nil where one is not in the alphabet.
  private func packed(without isGap: [Bool], _ byteOfScalar: [Int16]) -> Vocabulary? {
    // No text becomes longer.
    var packedBytes = [UInt8](repeating: 0, count: bytes.count)
    var packedEnds = [UInt32](repeating: 0, count: upperBound)
    guard let end = pack(without: isGap.span, byteOfScalar, &packedBytes, &packedEnds) else {
      return nil
    }
    packedBytes.removeLast(packedBytes.count - end)
    guard let vocabulary = Vocabulary(bytes: packedBytes, ends: packedEnds) else {
      preconditionFailure("texts that were packed one after another end in this order")
    }
    return vocabulary
  }

  private func pack(
    without isGap: Span<Bool>, _ byteOfScalar: [Int16], _ packedBytes: inout [UInt8],
    _ packedEnds: inout [UInt32]
  ) -> Int? {
    let bytes = bytes.span
    let table = byteOfScalar.span
    var packed = packedBytes.mutableSpan
    var ends = packedEnds.mutableSpan
    var end = 0
    for id in 0..<isGap.count {
      if !isGap[id], let range = range(ofID: id) {
        if table.isEmpty {
          for index in range {
            packed[end] = bytes[index]
            end &+= 1
          }
        } else if !ByteAlphabet.write(bytes, range, table, to: &packed, at: &end) {
          return nil
        }
      }
      ends[id] = UInt32(truncatingIfNeeded: end)
    }
    return end
  }
}
