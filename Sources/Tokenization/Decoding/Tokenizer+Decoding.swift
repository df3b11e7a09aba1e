import TextNormalization
public import TokenizerModel

extension Tokenizer {
  /// The bytes that ids stand for.
  ///
  /// - Parameters:
  ///   - ids: Any ids of this tokenizer, in any order.
  ///   - skippingSpecialTokens: Whether special tokens are left out.
  /// - Returns: The bytes, or the text, of all tokens in order.
  /// - Throws: `TokenizationError.unknownID` with the id and its position where an id has no token.
  /// - Complexity: O(ids + bytes).
  public func decode(
    _ ids: some Sequence<TokenID>, skippingSpecialTokens: Bool = false
  ) throws(TokenizationError) -> [UInt8] {
    let joined = try decodeUncomposed(ids, skippingSpecialTokens)
    return composer?.normalize(joined).bytes ?? joined
  }

  private func decodeUncomposed(
    _ ids: some Sequence<TokenID>, _ skippingSpecialTokens: Bool
  ) throws(TokenizationError) -> [UInt8] {
    if let chain { return try decode(ids, skippingSpecialTokens, chain) }
    if skippingSpecialTokens { return try decodeWithoutSpecial(ids) }
    let ids = Array(ids)
    let shortTokens = shortTokens(for: ids)
    return try texts.withTables { tables throws(TokenizationError) in
      try ids.span.withTable { ids throws(TokenizationError) in
        try TokenBytes.joined(ids, tables, shortTokens)
      }
    }
  }

  /// The short tokens, where there are ids enough to be worth them.
  private func shortTokens(for ids: [TokenID]) -> ShortTokens? {
    // A few ids are decoded sooner than counted.
    ids.count < 1 << 12 ? nil : shortTokens(forBytes: ids.count * MemoryLayout<TokenID>.size)
  }

  private func decodeWithoutSpecial(
    _ ids: some Sequence<TokenID>
  ) throws(TokenizationError) -> [UInt8] {
    let special = specialIDs
    var result: [UInt8] = []
    var position = 0
    for id in ids {
      if !special.contains(id), !texts.append(id, to: &result) {
        throw .unknownID(id, position: position)
      }
      position += 1
    }
    return result
  }

  private func decode(
    _ ids: some Sequence<TokenID>, _ skippingSpecialTokens: Bool, _ chain: TokenChain
  ) throws(TokenizationError) -> [UInt8] {
    let special = skippingSpecialTokens ? specialIDs : []
    var tokens: [[UInt8]] = []
    var position = 0
    for id in ids {
      guard let token = chainToken(of: id) else { throw .unknownID(id, position: position) }
      if !special.contains(id) { tokens.append(token) }
      position += 1
    }
    return try chain.text(of: tokens)
  }

  /// The text that ids stand for. Bytes that are not well-formed UTF-8 become U+FFFD, one for each
  /// maximal subpart (Unicode Standard, section 3.9); use ``decode(_:skippingSpecialTokens:)`` to get
  /// them as they are.
  ///
  /// - Parameters:
  ///   - ids: Any ids of this tokenizer, in any order.
  ///   - skippingSpecialTokens: Whether special tokens are left out.
  /// - Returns: The bytes, or the text, of all tokens in order.
  /// - Throws: `TokenizationError.unknownID` with the id and its position where an id has no token.
  /// - Complexity: O(ids + bytes).
  public func decodeText(
    _ ids: some Sequence<TokenID>, skippingSpecialTokens: Bool = false
  ) throws(TokenizationError) -> String {
    String(
      decoding: try decode(ids, skippingSpecialTokens: skippingSpecialTokens), as: UTF8.self)
  }

  /// The text of a token as the steps of a decoder take it; nil where the id has none.
  ///
  /// Bytes are written in GPT-2's alphabet, and an added token that is found in normalized text as it
  /// stands there. So in huggingface/tokenizers 0.23, which then fails to leave such a token out where
  /// special tokens are to be left out; here it is.
  func chainToken(of id: TokenID) -> [UInt8]? {
    if let content = normalizedContents[id] { return content }
    guard let bytes = tokenBytes(of: id), let stepwise, stepwise.model.isBytePairs,
      !added.contains(id)
    else { return tokenBytes(of: id) }
    return ByteAlphabet.text(of: bytes)
  }

  /// The ids of the special tokens.
  var specialIDs: Set<TokenID> {
    Set(added.tokens.lazy.filter { $0.isSpecial }.map { $0.id })
  }
}
