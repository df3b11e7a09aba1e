/// The `model` of a tokenizer.json as it stands, before it is held against the other parts.
enum ModelParts {
  case bytePair(BytePairParts)
  case wordLevel(WordLevelParts)
  case wordPiece(WordPieceParts)
  case unigram(UnigramParts)

  init(reading reader: inout JSONReader) throws {
    let type = try Self.type(reader)
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
  /// those that keep theirs all the same. With `isByteLevel`, a text in GPT-2's alphabet stands for the
  /// bytes that it spells.
  func vocabulary(
    _ addedTokens: [AddedToken], keeps: (ArraySlice<UInt8>) -> Bool = { _ in false },
    isByteLevel: Bool = false
  ) throws(TokenizerModelError) -> Vocabulary {
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
      if token.isSpecial, !keeps(text) { isGap[token.id.index] = true }
    }
    var vocabulary = Vocabulary(expectedCount: upperBound, byteCount: bytes.count)
    for id in 0..<upperBound {
      guard let range = range(ofID: id), !isGap[id] else {
        vocabulary.appendGap()
        continue
      }
      vocabulary.append { result in
        if isByteLevel, ByteAlphabet.append(bytes, range, to: &result) { return }
        for index in range { result.append(bytes[index]) }
      }
    }
    return vocabulary
  }
}
