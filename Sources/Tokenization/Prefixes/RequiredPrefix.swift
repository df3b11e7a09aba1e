public import TokenizerModel

/// Bytes that generated text has to begin with, and the tokens that may therefore come next.
///
/// A token may come next if it is a beginning of the bytes that are still required, or begins with all
/// of them: it may go on beyond them. Each token taken shortens what is required.
///
/// ```swift
/// var required = try RequiredPrefix("\"name\": ", in: tokenizer)
/// while !required.isMet {
///   required.accept(model.sample(from: required.allowedTokens.bits))
/// }
/// ```
///
/// Taking a token that is only a beginning can always be gone on from where every byte is a token, as in
/// byte-level vocabularies.
public struct RequiredPrefix: Sendable {
  /// The tokenizer of the generating model.
  public let tokenizer: Tokenizer
  /// The bytes that are still required.
  public private(set) var remaining: [UInt8]
  private let paths: TokenPaths

  /// Requires bytes, in the form in which ``Tokenizer/tokenBytes(of:)`` gives them.
  ///
  /// - Throws: `TokenizationError.vocabularyTooLarge` where a trie has to be made and cannot hold the
  ///   tokens.
  /// - Complexity: O(bytes), and once for a vocabulary that is not byte-level the making of a trie.
  public init(
    _ bytes: some Sequence<UInt8>, in tokenizer: Tokenizer
  ) throws(TokenizationError) {
    self.tokenizer = tokenizer
    remaining = Array(bytes)
    paths = try tokenizer.paths(tokenizer)
  }

  /// Requires a text.
  ///
  /// - Throws: As ``init(_:in:)-(Sequence<UInt8>,_)``.
  public init(_ text: String, in tokenizer: Tokenizer) throws(TokenizationError) {
    try self.init(Array(text.utf8), in: tokenizer)
  }

  /// Whether nothing is required any more.
  public var isMet: Bool { remaining.isEmpty }

  /// The tokens that may come next: first those that are a beginning of what is required, then those
  /// that begin with it. Where nothing is required these are all tokens but the special ones.
  ///
  /// - Complexity: As ``TokenMatches`` says.
  public var allowedTokens: TokenMatches {
    TokenMatches(tokenizer: tokenizer, paths: paths, prefix: remaining, takesShorter: true)
  }

  /// Whether a token may come next. Where nothing is required every token may, special ones too.
  ///
  /// - Complexity: O(length of the token + added tokens).
  public func allows(_ id: TokenID) -> Bool {
    isMet ? tokenizer.hasToken(id) : allowedTokens.contains(id)
  }

  /// Takes the token that came next, if it was allowed; otherwise nothing changes.
  ///
  /// - Returns: Whether it was allowed.
  /// - Complexity: O(length of the token + added tokens + bytes still required).
  @discardableResult
  public mutating func accept(_ id: TokenID) -> Bool {
    guard allows(id) else { return false }
    let length = tokenizer.withTokenBytes(of: id) { $0.count } ?? 0
    remaining.removeFirst(min(length, remaining.count))
    return true
  }
}
