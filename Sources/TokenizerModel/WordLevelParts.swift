/// The `model` of a tokenizer.json of whole words as it stands.
struct WordLevelParts {
  private var tokens = TokenTexts()
  private var unknown: [UInt8]?

  init(reading reader: inout JSONReader) throws {
    var hasVocabulary = false
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": try ModelParts.expect("WordLevel", &reader)
      case "vocab":
        hasVocabulary = true
        try tokens.read(&reader, at: "model.vocab")
      case "unk_token": unknown = try reader.readString()
      case let name:
        throw TokenizerModelError.unsupported(
          place: "model.\(name)", value: "no member of a WordLevel model")
      }
    }
    guard hasVocabulary else { throw TokenizerModelError.missing(place: "model.vocab") }
  }

  /// The model, checked against the added tokens.
  func assemble(with parts: TokenizerJSONParts) throws(TokenizerModelError) -> WordLevelModel {
    let id = unknown.flatMap { tokens.id(of: $0[...]) }
    if let unknown, id == nil {
      throw .invalid(
        place: "model.unk_token", problem: "\(JSONReader.quoted(unknown)) is not in model.vocab")
    }
    return WordLevelModel(
      vocabulary: try tokens.vocabulary(parts.addedTokens),
      unknownToken: id.map { TokenID(rawValue: $0) })
  }
}
