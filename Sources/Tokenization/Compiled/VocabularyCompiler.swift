import TokenizerModel

/// Makes the tables of a vocabulary from its definition.
///
/// The compiler decides how the vocabulary is encoded (`MergeStrategy`): it replays the making of all
/// tokens in the order of ranks. Where every token is made of tokens with lower ranks, each token
/// that merging can make has exactly one split, and backtracking is exact. Otherwise the vocabulary
/// is encoded by merging, which is exact for any.
struct VocabularyCompiler {
  /// One more than the highest id that tables can hold.
  static let idLimit = Int(TokenRecord.limit) - 1

  private let model: BytePairModel
  private var parts = VocabularyParts()
  /// For each id below the model's bound, whether it has a token.
  private var isModelToken: [Bool] = []
  private var cellOfToken: [UInt32] = []
  private var prefixOfToken: [UInt32] = []

  /// The tables of a definition.
  ///
  /// - Throws: `TokenizationError` where the definition contradicts itself.
  static func compile(
    _ definition: TokenizerDefinition
  ) throws(TokenizationError) -> CompiledVocabulary {
    guard let model = definition.model.bytePair else {
      throw .unsupported(part: "a trie of anything but byte pairs")
    }
    var compiler = VocabularyCompiler(model)
    let added = try AddedTokenTable.byID(definition)
    try compiler.collectTokens(added, upperBound: definition.idUpperBound)
    compiler.startRecords()
    switch model.mergeRule {
    case .merges(let merges): try compiler.buildTrie(and: merges)
    case .ranks:
      try compiler.take(compiler.trie())
      if !compiler.replayRanks() { compiler.mergeByRank() }
    }
    if compiler.parts.strategy == .backtracking { compiler.markUnreachableTokens() }
    return compiler.vocabulary(definition, added)
  }

  /// The tables as they stand.
  func vocabulary(
    _ definition: TokenizerDefinition, _ added: [AddedToken]
  ) -> CompiledVocabulary {
    CompiledVocabulary(
      parts,
      CompiledDefinition(
        definition.model, definition.byteLevel, addedTokens: added,
        framing: definition.framingRules))
  }

  /// Tables that hold the texts of all tokens and nothing else, for models that are encoded elsewhere.
  static func texts(
    of definition: TokenizerDefinition
  ) throws(TokenizationError) -> CompiledVocabulary {
    var parts = VocabularyParts()
    let upperBound = definition.idUpperBound
    guard upperBound <= Self.idLimit else {
      throw .idTooLarge(TokenID(upperBound - 1), limit: Self.idLimit)
    }
    let added = try AddedTokenTable.byID(definition)
    parts.collectTexts(definition.model.vocabulary, added, upperBound)
    return CompiledVocabulary(
      parts,
      CompiledDefinition(
        definition.model, nil, addedTokens: added, framing: definition.framingRules))
  }

  /// A compiler that has done nothing yet.
  init(_ model: BytePairModel) {
    self.model = model
    parts.takesWholePreTokens = model.takesWholePreTokens
  }

  // MARK: Tokens and trie

  /// Collects the texts of all tokens, and the tokens of single bytes.
  mutating func collectTokens(
    _ added: [AddedToken], upperBound: Int
  ) throws(TokenizationError) {
    guard upperBound <= Self.idLimit else {
      throw .idTooLarge(TokenID(upperBound - 1), limit: Self.idLimit)
    }
    isModelToken.reserveCapacity(model.vocabulary.upperBound)
    for index in 0..<model.vocabulary.upperBound {
      let id = TokenID(index)
      let isToken = model.vocabulary.contains(id)
      if isToken, model.vocabulary.range(of: id).isEmpty { throw .emptyToken(id: id) }
      isModelToken.append(isToken)
    }
    parts.collectTexts(model.vocabulary, added, upperBound)
    for id in (0..<UInt32(model.vocabulary.upperBound)).reversed()
    where isModelToken[Int(id)] {
      if parts.length(id) == 1 {
        parts.byteTokens[Int(parts.text[Int(parts.starts[Int(id)])])] = id
      }
    }
    if let byte = parts.byteTokens.firstIndex(of: TokenRecord.none) {
      throw .missingByteToken(UInt8(byte))
    }
  }

  /// A token of which nothing is known yet has a split all the same, so that every number in the tables
  /// leads somewhere.
  private mutating func startRecords() {
    let byte = parts.byteTokens[0]
    parts.records = [TokenRecord](
      repeating: TokenRecord(
        left: byte, right: byte, rank: TokenRecord.unreachable, link: TokenRecord.none),
      count: parts.starts.count - 1)
    for token in parts.byteTokens { make(token, token, token, rank: 0) }
  }

  private func trie() -> TrieBuilder {
    let ids = (0..<UInt32(model.vocabulary.upperBound)).filter { isModelToken[Int($0)] }
    return TrieBuilder(ids, text: parts.text, starts: parts.starts)
  }

  private mutating func take(_ trie: TrieBuilder) throws(TokenizationError) {
    guard trie.cells.count <= TrieCell.baseLimit else {
      throw .vocabularyTooLarge(bytes: parts.text.count, limit: TrieCell.baseLimit)
    }
    parts.cells = trie.cells
    parts.rootBase = trie.rootBase
    cellOfToken = trie.cellOfToken
    prefixOfToken = trie.prefixOfToken
  }

  // MARK: Merges

  /// Builds the trie and replays the merges. Neither needs the other, so that a long list's are made at once;
  /// what is wrong with the trie is told first all the same.
  private mutating func buildTrie(and merges: [Merge]) throws(TokenizationError) {
    guard merges.count >= Self.longList else {
      try take(trie())
      return try makeTokens(merges)
    }
    let start = self
    let made = Ahead { () -> Result<VocabularyParts, TokenizationError> in
      var compiler = start
      do throws(TokenizationError) {
        try compiler.makeTokens(merges)
        return .success(compiler.parts)
      } catch { return .failure(error) }
    }
    try take(trie())
    let parts = try made().get()
    self.parts.strategy = parts.strategy
    self.parts.records = parts.records
    self.parts.pairHash = parts.pairHash
    self.parts.slots = parts.slots
  }

  /// Makes the tokens in the order of the list, or has them found by it where that is not exact.
  private mutating func makeTokens(_ merges: [Merge]) throws(TokenizationError) {
    try check(merges)
    if !replay(merges) { mergeByList(merges) }
  }

  /// Refuses merges that do not give what they say.
  func check(_ merges: [Merge]) throws(TokenizationError) {
    guard merges.count < Self.idLimit else {
      throw .tooManyMerges(merges.count, limit: Self.idLimit)
    }
    let bad = Self.firstBad(
      merges.span, isModelToken.span, parts.starts.span, parts.text.span)
    if let bad { throw .badMerge(merges[bad], place: bad) }
  }

  /// The place of the first merge of ids without tokens, or whose result does not have the bytes of both.
  private static func firstBad(
    _ merges: Span<Merge>, _ isToken: Span<Bool>, _ starts: Span<UInt32>, _ text: Span<UInt8>
  ) -> Int? {
    for place in merges.indices {
      let merge = merges[place]
      let (left, right) = (merge.left.index, merge.right.index)
      let result = merge.result.index
      guard max(left, right, result) < isToken.count, isToken[left], isToken[right],
        isToken[result]
      else { return place }
      let start = Int(starts[result])
      let border = start + Int(starts[left + 1] - starts[left])
      let end = border + Int(starts[right + 1] - starts[right])
      guard end == Int(starts[result + 1]) else { return place }
      var other = Int(starts[left])
      for index in start..<end {
        if index == border { other = Int(starts[right]) }
        if text[index] != text[other] { return place }
        other &+= 1
      }
    }
    return nil
  }

  /// Makes the tokens in the order of the list; false where some merge uses a token made later.
  private mutating func replay(_ merges: [Merge]) -> Bool {
    startPairs(merges.count)
    var waiting: [Merge] = []
    for (place, merge) in merges.enumerated() {
      let (left, right) = (merge.left.rawValue, merge.right.rawValue)
      guard isReachable(left), isReachable(right) else {
        waiting.append(merge)
        continue
      }
      let rank = UInt32(place) + 1
      if isReachable(merge.result.rawValue) || parts.joinsAcross(left, right, before: rank) {
        continue
      }
      make(merge.result.rawValue, left, right, rank: rank)
      // A merge of this pair with a lower rank would have joined across.
      parts.insertNewPair(merge.result.rawValue)
    }
    return !waiting.contains { isReachable($0.left.rawValue) && isReachable($0.right.rawValue) }
  }

  /// Makes the tokens in the order of their ids; false where some token may be made of later ones.
  private mutating func replayRanks() -> Bool {
    startPairs(model.vocabulary.count)
    var search = SplitSearch(budget: 64 * parts.text.count + (1 << 22))
    var waiting: [UInt32] = []
    for id in 0..<UInt32(model.vocabulary.upperBound)
    where isModelToken[Int(id)] {
      guard parts.length(id) > 1, isFound(id) else { continue }
      if let split = search.split(of: id, prefixOfToken, parts) {
        make(id, split.left, split.right, rank: id + 1)
        parts.insertPair(id)
      } else {
        waiting.append(id)
      }
    }
    return !search.isExhausted
      && !waiting.contains { search.hasLaterSplit($0, prefixOfToken, parts) }
      && !search.isExhausted
  }

  private mutating func startPairs(_ count: Int) {
    parts.pairHash = PairHash(pairs: count, records: parts.records.count)
    parts.slots = [UInt32](repeating: 0, count: parts.pairHash.slotCount)
  }

  private func isReachable(_ id: UInt32) -> Bool {
    parts.records[Int(id)].rank != TokenRecord.unreachable
  }

  /// Whether the trie has this id for its bytes, not a smaller one.
  private func isFound(_ id: UInt32) -> Bool {
    TrieCell(bits: parts.cells[Int(cellOfToken[Int(id)])]).tokenField == Int32(id + 1)
  }

  private mutating func make(_ id: UInt32, _ left: UInt32, _ right: UInt32, rank: UInt32) {
    parts.records[Int(id)] = TokenRecord(
      left: left, right: right, rank: rank, link: TokenRecord.none)
  }

  /// Has all tokens found by the list of merges.
  mutating func mergeByList(_ merges: [Merge]) {
    parts.strategy = .mergingByList
    parts.records = merges.enumerated().map { place, merge in
      TokenRecord(
        left: merge.left.rawValue, right: merge.right.rawValue, rank: UInt32(place) + 1,
        link: merge.result.rawValue)
    }
    startPairs(merges.count)
    for place in merges.indices { parts.insertPair(UInt32(place)) }
  }

  private mutating func mergeByRank() {
    parts.strategy = .mergingByRank
    parts.records = []
    startPairs(0)
  }

  // MARK: Reachability

  /// Marks the tokens that merging never makes, and links each token to the longest of its prefixes
  /// that it does.
  private mutating func markUnreachableTokens() {
    let ids = (0..<UInt32(model.vocabulary.upperBound)).filter { isModelToken[Int($0)] }
    // Where merging makes every token, taking a pre-token whole changes nothing.
    if ids.allSatisfy(isReachable) { parts.takesWholePreTokens = false }
    for id in ids {
      let cell = Int(cellOfToken[Int(id)])
      let isChosen = isReachable(id)
      guard isChosen || isFound(id) else { continue }
      let old = TrieCell(bits: parts.cells[cell])
      parts.cells[cell] =
        TrieCell(label: old.label, base: old.base, token: id, isWholeOnly: !isChosen).bits
    }
    for id in ids where isReachable(id) {
      let record = parts.record(id)
      parts.records[Int(id)] = TokenRecord(
        left: record.left, right: record.right, rank: record.rank, link: reachablePrefix(of: id))
    }
  }

  private func reachablePrefix(of id: UInt32) -> UInt32 {
    var prefix = prefixOfToken[Int(id)]
    while prefix != TokenRecord.none {
      let field = TrieCell(bits: parts.cells[Int(cellOfToken[Int(prefix)])]).tokenField
      if field > 0 { return UInt32(field) - 1 }
      prefix = prefixOfToken[Int(prefix)]
    }
    return TokenRecord.none
  }
}
