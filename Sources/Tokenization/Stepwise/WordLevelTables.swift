import TokenizerModel

/// Encodes pieces that are tokens as a whole.
struct WordLevelTables: PieceEncoder, Sendable {
  let index: TokenIndex
  let unknown: UInt32?

  /// The tables of a model.
  init(_ model: WordLevelModel) {
    index = TokenIndex(model.vocabulary)
    unknown = model.unknownToken?.rawValue
  }

  func encode(_ piece: Span<UInt8>, ids: inout [UInt32], ends: inout [Int]) {
    guard let id = index.id(of: piece.indices.map { piece[$0] })?.rawValue ?? unknown else {
      return
    }
    ids.append(id)
    ends.append(piece.count)
  }
}
