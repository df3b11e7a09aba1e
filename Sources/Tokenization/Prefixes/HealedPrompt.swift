public import TokenizerModel

/// A prompt whose last tokens were taken back, and the bytes that generated text has to begin with
/// instead.
///
/// A model has seldom seen `http` `:` go on with `//`, because `://` is a token: where a prompt ends
/// inside what would be one token, the model is pushed to unlikely text. Taking the last tokens back and
/// requiring their bytes (``RequiredPrefix``) lets it choose a token that goes on beyond the prompt's
/// end.
public struct HealedPrompt: Sendable, Equatable {
  /// The ids that stay.
  public var ids: [TokenID]
  /// The bytes of the tokens that were taken back; none where no token goes on from the prompt's end.
  public var requiredPrefix: [UInt8]
}

extension Tokenizer {
  /// Takes back the last tokens of a prompt that a longer token could take the place of.
  ///
  /// As many tokens as possible are taken back such that their bytes together are a proper beginning of
  /// some token: so every token that starts where one of the prompt's tokens starts, and goes on
  /// beyond its end, can be generated. Added tokens stay.
  ///
  /// ```swift
  /// let prompt = try tokenizer.healed(tokenizer.encode("see http:"))
  /// var required = try RequiredPrefix(prompt.requiredPrefix, in: tokenizer)
  /// ```
  ///
  /// - Parameter ids: The ids of a prompt.
  /// - Returns: The ids that stay, and the bytes of the others.
  /// - Throws: `TokenizationError.unknownID` where one of the last ids has no token;
  ///   `.vocabularyTooLarge` where a trie has to be made and cannot hold the tokens.
  /// - Complexity: O(ids + square of the length of the longest token).
  public func healed(_ ids: [TokenID]) throws(TokenizationError) -> HealedPrompt {
    let paths = try paths(self)
    let kept = Set(added.tokens.map { $0.id })
    var healed = HealedPrompt(ids: ids, requiredPrefix: [])
    var tail: [UInt8] = []
    for position in ids.indices.reversed() where tail.count < paths.longest {
      if kept.contains(ids[position]) { break }
      guard let token = tokenBytes(of: ids[position]) else {
        throw .unknownID(ids[position], position: position)
      }
      tail = token + tail
      if paths.goesOn(tail) {
        healed = HealedPrompt(ids: Array(ids[..<position]), requiredPrefix: tail)
      }
    }
    return healed
  }
}
