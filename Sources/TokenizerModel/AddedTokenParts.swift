/// Reads the `added_tokens` of a tokenizer.json.
enum AddedTokenParts {
  /// The tokens in the order of the file; those without text, and those that stand twice in all their
  /// parts, count for nothing, as in `tokenizers`.
  static func read(_ reader: inout JSONReader) throws -> [AddedToken] {
    var tokens: [AddedToken] = []
    var seen: Set<[UInt8]> = []
    var seenIDs: Set<TokenID> = []
    var whole: Set<AddedToken> = []
    try reader.readArray { reader, index in
      let token = try readToken(&reader, at: "added_tokens[\(index)]")
      if token.content.isEmpty || !whole.insert(token).inserted { return }
      guard seen.insert(Array(token.content.utf8)).inserted, seenIDs.insert(token.id).inserted
      else {
        throw TokenizerModelError.invalid(
          place: "added_tokens[\(index)]",
          problem: "the id or the content of \(JSONReader.quoted(token.content.utf8)) stands twice")
      }
      tokens.append(token)
    }
    return tokens
  }

  private static func readToken(
    _ reader: inout JSONReader, at place: String
  ) throws -> AddedToken {
    var token = AddedToken(content: "", id: TokenID(0), isSpecial: false)
    var id: Int?
    var hasContent = false
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "id": id = try reader.readInteger()
      case "content":
        token.content = try reader.readText()
        hasContent = true
      case "special": token.isSpecial = try reader.readBool()
      case "normalized": token.isNormalized = try reader.readBool()
      case "single_word": token.isSingleWord = try reader.readBool()
      case "lstrip": token.takesSpaceBefore = try reader.readBool()
      case "rstrip": token.takesSpaceAfter = try reader.readBool()
      case let name:
        throw TokenizerModelError.unsupported(
          place: "\(place).\(name)", value: "a member of no known meaning")
      }
    }
    guard let id else { throw TokenizerModelError.missing(place: "\(place).id") }
    guard (0..<TokenizerJSON.idLimit).contains(id) else {
      throw TokenizerModelError.invalid(
        place: "\(place).id", problem: "\(id) is not between 0 and \(TokenizerJSON.idLimit - 1)")
    }
    if !hasContent { throw TokenizerModelError.missing(place: "\(place).content") }
    token.id = TokenID(id)
    return token
  }
}
