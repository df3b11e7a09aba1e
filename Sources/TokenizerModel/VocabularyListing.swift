/// `vocabulary.txt` of a vocabulary folder: every id and its token, for reading and for `diff`.
///
/// A line is the id, a tab and the token as a JSON string of readable text (`ReadablePiece`), so that
/// white space and control characters show; a special token is followed by a tab and `special`.
package enum VocabularyListing {
  /// The bytes of the listing, by rising id.
  package static func write(_ definition: TokenizerDefinition) -> [UInt8] {
    let added = Dictionary(
      definition.addedTokens.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var result: [UInt8] = []
    for index in 0..<definition.idUpperBound {
      let id = TokenID(index)
      var writer = JSONWriter(indented: false)
      if let token = added[id] {
        writer.string(token.content)
      } else if let token = definition.model.vocabulary[id] {
        writer.string(ReadablePiece.text(of: token))
      } else {
        continue
      }
      result.append(contentsOf: "\(index)\t".utf8)
      result.append(contentsOf: writer.bytes)
      if added[id]?.isSpecial == true { result.append(contentsOf: "\tspecial".utf8) }
      result.append(0x0A)
    }
    return result
  }
}
