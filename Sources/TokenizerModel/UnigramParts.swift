/// The `model` of a tokenizer.json of scored tokens as it stands.
struct UnigramParts {
  private var tokens = TokenTexts()
  private var scores: [Double] = []
  private var unknown: Int?
  private var fallsBackToBytes = false

  init(reading reader: inout JSONReader) throws {
    var hasVocabulary = false
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": try ModelParts.expect("Unigram", &reader)
      case "unk_id": if try !reader.readNull() { unknown = try reader.readInteger() }
      case "byte_fallback": fallsBackToBytes = try reader.readBool()
      case "vocab":
        hasVocabulary = true
        try reader.readArray { reader, index in try readToken(&reader, index) }
      case let name:
        throw TokenizerModelError.unsupported(
          place: "model.\(name)", value: "no member of a Unigram model")
      }
    }
    guard hasVocabulary else { throw TokenizerModelError.missing(place: "model.vocab") }
  }

  /// Reads a pair of a text and its score; its place is its id.
  private mutating func readToken(_ reader: inout JSONReader, _ id: Int) throws {
    try reader.readArray { reader, part in
      switch part {
      case 0: try tokens.read(&reader, id: id, at: "model.vocab")
      case 1:
        let digits = try reader.readNumber()
        guard let score = ScoreNumber.value(of: digits) else {
          throw TokenizerModelError.invalid(
            place: "model.vocab[\(id)]",
            problem: "the score \(String(decoding: digits, as: UTF8.self)) is too large")
        }
        scores.append(score)
      default: try reader.skipValue()
      }
      if part > 1 {
        throw TokenizerModelError.invalid(
          place: "model.vocab[\(id)]", problem: "more than a token and a score")
      }
    }
    guard scores.count == id + 1 else {
      throw TokenizerModelError.invalid(
        place: "model.vocab[\(id)]", problem: "not a token and a score")
    }
  }

  /// The model, checked against the added tokens.
  func assemble(with parts: TokenizerJSONParts) throws(TokenizerModelError) -> UnigramModel {
    if let unknown, !scores.indices.contains(unknown) {
      throw .invalid(
        place: "model.unk_id",
        problem: "\(unknown) is not the place of one of \(scores.count) tokens")
    }
    let vocabulary = try tokens.vocabulary(parts.addedTokens)
    // Tokens without text at the end have no place in the vocabulary.
    return UnigramModel(
      vocabulary: vocabulary, scores: Array(scores.prefix(vocabulary.upperBound)),
      unknownToken: unknown.map { TokenID($0) }, fallsBackToBytes: fallsBackToBytes)
  }
}
