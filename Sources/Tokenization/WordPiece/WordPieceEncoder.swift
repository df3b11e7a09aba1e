/// Finds the longest tokens of pieces, from the left (Song et al. 2021, Algorithm 1).
struct WordPieceEncoder: PieceEncoder {
  private let tables: WordPieceTables
  private var automaton: WordPieceAutomaton?
  private var index: WordPieceIndex?

  /// An encoder of the given tables.
  init(_ tables: WordPieceTables) {
    self.tables = tables
  }

  mutating func encode(_ piece: Span<UInt8>, ids: inout [UInt32], ends: inout [Int]) {
    let first = ids.count
    guard appendTokens(of: piece, to: &ids) else {
      ids.removeSubrange(first...)
      ids.append(tables.unknown)
      ends.append(piece.count)
      return
    }
    var end = 0
    for place in first..<ids.count {
      // Tables from outside may say of a token what they like.
      let length = max(0, tables.length(of: ids[place], isFirst: place == first))
      end = min(end + length, piece.count)
      ends.append(end)
    }
  }

  /// Appends the tokens of a piece; false where it is unknown.
  private mutating func appendTokens(of piece: Span<UInt8>, to ids: inout [UInt32]) -> Bool {
    if automaton == nil {
      automaton = tables.index == nil ? tables.automaton() : tables.automaton(forBytes: piece.count)
    }
    if let automaton {
      return automaton.appendTokens(of: piece, atMost: tables.longestPiece, to: &ids)
    }
    index = index ?? tables.index?()
    return index?.appendTokens(of: piece, atMost: tables.longestPiece, to: &ids) ?? false
  }
}
