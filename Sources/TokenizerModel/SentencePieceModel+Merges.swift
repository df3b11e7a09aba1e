extension SentencePieceModel {
  /// The merges that scores amount to: for each token of two characters or more, the best score first,
  /// the two tokens that its characters are just before they become one.
  ///
  /// Such a list encodes every text as the scores do, for the reasons that `BytePairModel.mergesOfRanks`
  /// gives, while no two of these tokens have the same score and none is made of one with a worse score.
  /// One kind of tie is resolved: see `mergesOfRuns`.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` for the first token where that does not hold.
  /// - Complexity: O(tokens · length²), lengths being those of tokens.
  package func mergesOfScores() throws(TokenizerModelError) -> [Merge] {
    let index = TokenIndex(vocabularyOfText)
    var order = vocabularyOrder
    var rank = [Int](repeating: -1, count: vocabulary.upperBound)
    for (place, id) in order.enumerated() { rank[id.index] = place }
    let runs = mergesOfRuns(order, index)
    order.removeLast(runs.count)
    var merges: [Merge] = []
    for (place, id) in order.enumerated() {
      guard let token = vocabulary[id] else { continue }
      if place > 0, scores[order[place - 1].index] == scores[id.index] {
        throw .notExpressible(
          format: "a list of merges",
          reason: "tokens \(order[place - 1].rawValue) and \(id.rawValue) have the same score")
      }
      guard let border = lastBorder(of: token, index, rank) else { continue }
      guard let left = index.id(of: token[..<border]), let right = index.id(of: token[border...])
      else {
        throw .notExpressible(
          format: "a list of merges",
          reason: "token \(id.rawValue) is made of a character that is no token")
      }
      guard rank[left.index] < place, rank[right.index] < place else {
        throw .notExpressible(
          format: "a list of merges",
          reason: "token \(id.rawValue) is made of a token with a worse score")
      }
      merges.append(Merge(left: left, right: right, result: id))
    }
    return merges + runs
  }

  /// The merges of tokens that are one character, repeated 2, 3 and so on to a power of two, and have
  /// one score, worse than all others: as Llama's and Mistral's models have them for spaces.
  ///
  /// By score, the token that begins a run grows by one character at a time until it is the longest, and
  /// then the next begins. The list makes the same tokens in another order: powers of two, which leaves
  /// the binary digits of what remains, and then the digits, the greatest first, become one token.
  ///
  /// - Returns: Nothing where the worst score is not that of such tokens.
  private func mergesOfRuns(_ order: [TokenID], _ index: TokenIndex) -> [Merge] {
    guard let worst = order.last.map({ scores[$0.index] }) else { return [] }
    let tied = order.reversed().prefix { scores[$0.index] == worst }
    guard let shortest = tied.min(by: { length($0) < length($1) }).flatMap({ vocabulary[$0] }),
      shortest.count % 2 == 0
    else { return [] }
    let character = shortest.prefix(shortest.count / 2)
    let longest = tied.count + 1
    guard longest > 2, longest & (longest - 1) == 0 else { return [] }
    var runs: [TokenID] = []
    for count in 1...longest {
      let text = Array(repeatElement(character, count: count).joined())
      guard let id = index.id(of: text), count == 1 || scores[id.index] == worst else { return [] }
      runs.append(id)
    }
    func merge(_ left: Int, _ right: Int) -> Merge {
      Merge(left: runs[left - 1], right: runs[right - 1], result: runs[left + right - 1])
    }
    var merges: [Merge] = []
    var power = 1
    while power < longest {
      merges.append(merge(power, power))
      power *= 2
    }
    // A digit is taken in only after all greater ones: its place tells when.
    let sums = (3..<longest).filter { $0 & ($0 - 1) != 0 }.map { (number: $0, digit: $0 & -$0) }
    for sum in sums.sorted(by: { ($1.digit, $0.number) < ($0.digit, $1.number) }) {
      merges.append(merge(sum.number - sum.digit, sum.digit))
    }
    return merges
  }

  private func length(_ id: TokenID) -> Int { vocabulary[id]?.count ?? 0 }

  /// A token of two characters or more that no merge makes, if there is one. Only as a whole piece could
  /// it be taken.
  package func unmade(by merges: [Merge]) -> TokenID? {
    let made = Set(merges.map(\.result))
    return vocabularyOrder.first { !made.contains($0) }
  }

  /// The tokens that are found by their text, under their ids.
  private var vocabularyOfText: Vocabulary {
    var texts = Vocabulary()
    for index in kinds.indices {
      if kinds[index] == .normal, let token = vocabulary[TokenID(index)] {
        texts.append(token)
      } else {
        texts.appendGap()
      }
    }
    return texts
  }

  /// The tokens that merges make, the best score first.
  private var vocabularyOrder: [TokenID] {
    ids(of: .normal).filter { Self.borders(of: vocabulary[$0] ?? []).count > 2 }
      .sorted { (-scores[$0.index], $0) < (-scores[$1.index], $1) }
  }

  /// Where a token's characters begin, and its end.
  private static func borders(of token: ArraySlice<UInt8>) -> [Int] {
    token.indices.filter { token[$0] & 0xC0 != 0x80 } + [token.endIndex]
  }

  /// Where the last two parts of a token meet before they become it; nil where they never do.
  private func lastBorder(
    of token: ArraySlice<UInt8>, _ index: TokenIndex, _ rank: [Int]
  ) -> Int? {
    var borders = Self.borders(of: token)
    while borders.count > 3 {
      var best: (rank: Int, at: Int)?
      for at in 1..<(borders.count - 1) {
        guard let id = index.id(of: token[borders[at - 1]..<borders[at + 1]]) else { continue }
        if best.map({ rank[id.index] < $0.rank }) ?? true { best = (rank[id.index], at) }
      }
      guard let best else { return nil }
      borders.remove(at: best.at)
    }
    return borders[1]
  }
}
