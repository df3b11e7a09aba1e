/// The `model` of a tokenizer.json of WordPiece as it stands.
struct WordPieceParts {
  private var tokens = TokenTexts()
  private var unknown: [UInt8] = Array("[UNK]".utf8)
  private var prefix: [UInt8] = Array("##".utf8)
  private var longestPiece = 100

  init(reading reader: inout JSONReader) throws {
    var hasVocabulary = false
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": try ModelParts.expect("WordPiece", &reader)
      case "vocab":
        hasVocabulary = true
        try tokens.read(&reader, at: "model.vocab")
      case "unk_token": unknown = try reader.readString()
      case "continuing_subword_prefix": prefix = try reader.readString()
      case "max_input_chars_per_word":
        longestPiece = try reader.readInteger()
        if longestPiece < 0 {
          throw TokenizerModelError.invalid(
            place: "model.max_input_chars_per_word", problem: "\(longestPiece) is below 0")
        }
      case let name:
        throw TokenizerModelError.unsupported(
          place: "model.\(name)", value: "no member of a WordPiece model")
      }
    }
    guard hasVocabulary else { throw TokenizerModelError.missing(place: "model.vocab") }
  }

  /// The model, checked against the added tokens.
  func assemble(with parts: TokenizerJSONParts) throws(TokenizerModelError) -> WordPieceModel {
    guard let id = tokens.id(of: unknown[...]) else {
      throw .invalid(
        place: "model.unk_token", problem: "\(JSONReader.quoted(unknown)) is not in model.vocab")
    }
    return WordPieceModel(
      vocabulary: try tokens.vocabulary(parts.addedTokens), unknownToken: TokenID(rawValue: id),
      continuingPrefix: prefix, longestPiece: longestPiece)
  }
}
