/// How the tokens of a pre-token are found.
enum MergeStrategy: UInt32, Sendable {
  /// By longest match, neighbour check and backtracking (`BacktrackingEncoder`). Every token that
  /// merging makes is made of tokens with lower ranks.
  case backtracking = 0
  /// By merging, with a queue, the pairs of a list: some merge uses a token that a later merge makes.
  case mergingByList = 1
  /// By merging, with a queue, whatever joins to a token: some token is made of one with a higher
  /// rank.
  case mergingByRank = 2
}
