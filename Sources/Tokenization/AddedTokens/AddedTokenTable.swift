import TokenizerModel

/// The added tokens of a tokenizer, and how a text is searched for them.
///
/// Of the tokens that a caller allows, the one that starts leftmost is found, the longest among those
/// that start there. Hugging Face's library does so too, but looks for the tokens it calls normalized
/// only after all others; tiktoken takes the first that fits in its own order, which differs only where
/// one special token is the beginning of another.
struct AddedTokenTable: Sendable {
  /// All added tokens in the order of their ids.
  let tokens: [AddedToken]
  private let cells: [UInt64]
  private let rootBase: Int

  /// What a caller may find where no special token is allowed.
  let withoutSpecial: AddedTokenFilter
  /// What a caller may find where all special tokens are allowed.
  let withAllSpecial: AddedTokenFilter

  /// A table of added tokens in the order of their ids, with different ids and texts.
  init(_ tokens: [AddedToken]) {
    self.tokens = tokens
    var text: [UInt8] = []
    var starts: [UInt32] = [0]
    for token in tokens {
      text.append(contentsOf: token.content.utf8)
      starts.append(UInt32(text.count))
    }
    let builder = TrieBuilder(Array(0..<UInt32(tokens.count)), text: text, starts: starts)
    cells = builder.cells
    rootBase = builder.rootBase
    withoutSpecial = AddedTokenFilter(tokens, allows: tokens.map { !$0.isSpecial })
    withAllSpecial = AddedTokenFilter(tokens, allows: tokens.map { _ in true })
  }

  /// The added tokens in the order of their ids.
  ///
  /// - Throws: `TokenizationError` where two tokens claim an id or a text, or a text is empty.
  static func byID(
    _ definition: TokenizerDefinition
  ) throws(TokenizationError) -> [AddedToken] {
    let vocabulary = definition.model.vocabulary
    let sorted = definition.addedTokens.sorted { $0.id < $1.id }
    var texts = Set<[UInt8]>()
    var previous: TokenID?
    for token in sorted {
      if token.content.utf8.isEmpty { throw .emptyToken(id: token.id) }
      let isTaken = vocabulary[token.id].map { !$0.elementsEqual(token.content.utf8) } ?? false
      if isTaken || previous == token.id {
        throw .idTakenTwice(token.id, addedToken: token.content)
      }
      guard texts.insert(Array(token.content.utf8)).inserted else {
        throw .addedTokenTwice(token.content)
      }
      previous = token.id
    }
    return sorted
  }

  /// Whether an id is that of an added token.
  ///
  /// - Complexity: O(log tokens).
  func contains(_ id: TokenID) -> Bool {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low].id == id
  }

  /// Which tokens a policy lets be found.
  ///
  /// - Throws: `TokenizationError.notASpecialToken` for a name that no special token has.
  func filter(
    for policy: SpecialTokenPolicy
  ) throws(TokenizationError) -> AddedTokenFilter {
    switch policy {
    case .none: return withoutSpecial
    case .all: return withAllSpecial
    case .only(let names):
      var allows = tokens.map { !$0.isSpecial }
      for name in names {
        let place = tokens.firstIndex {
          $0.isSpecial && $0.content.utf8.elementsEqual(name.utf8)
        }
        guard let place else { throw .notASpecialToken(name) }
        allows[place] = true
      }
      return AddedTokenFilter(tokens, allows: allows)
    }
  }

  /// The first token in a text from `start` on, and where it stands.
  ///
  /// - Complexity: O(distance · longest token).
  func firstMatch(
    in text: Span<UInt8>, from start: Int, _ filter: AddedTokenFilter
  ) -> (token: AddedToken, range: Range<Int>)? {
    var index = start
    while index < text.count {
      if filter.startsToken[Int(text[index])],
        let match = longestMatch(in: text, at: index, filter)
      {
        return match
      }
      index += 1
    }
    return nil
  }

  private func longestMatch(
    in text: Span<UInt8>, at start: Int, _ filter: AddedTokenFilter
  ) -> (token: AddedToken, range: Range<Int>)? {
    var match: (token: AddedToken, range: Range<Int>)?
    var base = rootBase
    var index = start
    while index < text.count {
      let cell = TrieCell(bits: cells[base ^ Int(text[index])])
      guard cell.label == text[index] else { break }
      index += 1
      let place = Int(cell.tokenField) - 1
      if place >= 0, filter.finds(place, at: start..<index) {
        match = (tokens[place], start..<index)
      }
      base = cell.base
    }
    return match
  }
}

/// Which added tokens may be found in a text.
struct AddedTokenFilter: Sendable {
  /// For each token in the order of ids, whether it may be found.
  let allows: [Bool]
  /// For each byte, whether such a token starts with it.
  let startsToken: [Bool]
  /// Whether none may be found.
  let isEmpty: Bool
  /// Where some are not found all the same.
  var plainText: PlainText?

  /// A filter that lets exactly some of the tokens be found.
  init(_ tokens: [AddedToken], allows: [Bool]) {
    var startsToken = [Bool](repeating: false, count: 256)
    for (token, isAllowed) in zip(tokens, allows) where isAllowed {
      if let first = token.content.utf8.first { startsToken[Int(first)] = true }
    }
    self.allows = allows
    self.startsToken = startsToken
    isEmpty = !allows.contains(true)
  }

  /// Whether the token of a place in the order of ids may be found where its text stands, in the source
  /// or in a text that is aligned with it.
  func finds(_ place: Int, at range: Range<Int>, of aligned: AlignedSource? = nil) -> Bool {
    guard allows[place] else { return false }
    guard let plainText, plainText.hides[place] else { return true }
    return !plainText.overlaps(aligned?.sourceRange(of: range) ?? range)
  }
}
