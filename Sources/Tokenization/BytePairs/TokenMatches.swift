public import TokenizerModel

/// Tokens that match a beginning, found one after another in the trie as they are asked for.
///
/// They come in the order of their bytes. Special tokens are none of them, since they stand for no
/// text; other added tokens come last. Of several tokens with the same bytes, only the one with the
/// smallest id is given, as in encoding.
///
/// - Complexity: O(length of the beginning) for the first, and for all of them O(inner nodes of the trie
///   below it); the rest of the vocabulary is not looked at.
public struct TokenMatches: Sequence, Sendable {
  let tokenizer: Tokenizer
  let paths: TokenPaths
  /// What the tokens begin with.
  let prefix: [UInt8]
  /// Whether tokens that are a beginning of `prefix` match too.
  let takesShorter: Bool

  /// An iterator at the first token.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// The tokens as a set of bits: bit `id % 64` of word `id / 64`, with a word for every id below
  /// ``Tokenizer/idUpperBound``. It can be laid over a model's scores.
  public var bits: [UInt64] {
    var words = [UInt64](repeating: 0, count: (tokenizer.idUpperBound + 63) / 64)
    for id in self { words[id.index / 64] |= 1 << UInt64(id.index % 64) }
    return words
  }

  /// Whether a token is one of them.
  ///
  /// - Complexity: O(length of the token + added tokens).
  public func contains(_ id: TokenID) -> Bool {
    if tokenizer.added.tokens.contains(where: { $0.id == id && $0.isSpecial }) { return false }
    return tokenizer.withTokenBytes(of: id) { Self.matches($0, prefix, takesShorter) } ?? false
  }

  /// Whether a token's bytes begin with all others, or are where they end alike.
  private static func matches(
    _ token: Span<UInt8>, _ prefix: [UInt8], _ takesShorter: Bool
  ) -> Bool {
    guard token.count >= prefix.count || takesShorter else { return false }
    return (0..<Swift.min(token.count, prefix.count)).allSatisfy { token[$0] == prefix[$0] }
  }

  /// Walks the trie below a beginning.
  public struct Iterator: IteratorProtocol {
    private let paths: TokenPaths
    private let special: Set<TokenID>
    /// Tokens at hand, the last of them first.
    private var ready: [TokenID] = []
    /// The nodes from the beginning down to where the walk is, each with the next label to look for.
    private var stack: [(base: Int, label: Int)] = []
    /// What remains of the added tokens.
    private var added: ArraySlice<TokenID>
    /// So many more nodes may be entered. Tables from outside may join paths again, and a walk over all
    /// of those would not end.
    private var nodesLeft: Int

    fileprivate init(_ matches: TokenMatches) {
      paths = matches.paths
      nodesLeft = paths.cellCount
      special = matches.tokenizer.specialIDs
      added = []
      var base = paths.rootBase
      var onPath: [TokenID] = []
      var isWhole = true
      for (place, byte) in matches.prefix.enumerated() {
        guard let cell = paths.child(of: base, byte) else {
          isWhole = false
          break
        }
        base = cell.base
        if matches.takesShorter || place == matches.prefix.count - 1,
          cell.token != TokenRecord.none
        {
          onPath.append(TokenID(rawValue: cell.token))
        }
      }
      ready = onPath.reversed()
      if isWhole { stack.append((base, 0)) }
      added = matches.addedTokens()[...]
    }

    /// The next token.
    public mutating func next() -> TokenID? {
      while let id = nextInTrie() {
        if !special.contains(id) { return id }
      }
      return added.popFirst()
    }

    private mutating func nextInTrie() -> TokenID? {
      if let id = ready.popLast() { return id }
      while let (base, label) = stack.last {
        guard let cell = paths.child(of: base, from: label), nodesLeft > 0 else {
          stack.removeLast()
          continue
        }
        nodesLeft -= 1
        stack[stack.count - 1].label = Int(cell.label) + 1
        if cell.base != 0 { stack.append((cell.base, 0)) }
        if cell.token != TokenRecord.none { return TokenID(rawValue: cell.token) }
      }
      return nil
    }
  }

  /// The added tokens that match, are not special, and are not found in the trie.
  private func addedTokens() -> [TokenID] {
    tokenizer.added.tokens.compactMap { token in
      guard contains(token.id) else { return nil }
      var cell: TrieCell?
      var base = paths.rootBase
      for byte in token.content.utf8 {
        cell = paths.child(of: base, byte)
        base = cell?.base ?? 0
      }
      return cell?.token == token.id.rawValue ? nil : token.id
    }
  }
}

extension Tokenizer {
  /// All tokens whose bytes begin with some bytes, those themselves included.
  ///
  /// The bytes of tokens are those of ``tokenBytes(of:)``: for byte-level vocabularies the text itself,
  /// for others as their vocabulary writes them (`##s`, `▁the`).
  ///
  /// ```swift
  /// for id in try tokenizer.tokens(startingWith: "안녕") { … }  // 안녕, 안녕하세요, …
  /// ```
  ///
  /// - Throws: `TokenizationError.vocabularyTooLarge` where a trie has to be made and cannot hold them.
  /// - Complexity: As ``TokenMatches`` says. The first call for a vocabulary that is not byte-level makes
  ///   the trie, in O(bytes of the vocabulary + tokens · log tokens).
  public func tokens(
    startingWith prefix: some Sequence<UInt8>
  ) throws(TokenizationError) -> TokenMatches {
    TokenMatches(
      tokenizer: self, paths: try paths(self), prefix: Array(prefix), takesShorter: false)
  }

  /// All tokens whose bytes begin with a text.
  ///
  /// - Throws: As ``tokens(startingWith:)-(Sequence<UInt8>)``.
  /// - Complexity: As ``tokens(startingWith:)-(Sequence<UInt8>)``.
  public func tokens(startingWith prefix: String) throws(TokenizationError) -> TokenMatches {
    try tokens(startingWith: Array(prefix.utf8))
  }
}
