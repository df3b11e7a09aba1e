import PreTokenization
import TextNormalization

extension BytePairParts {
  /// The model, checked against the other parts: over bytes where the steps before it and the tokens are
  /// written in GPT-2's alphabet and nothing can be unknown, otherwise over characters.
  func assemble(with parts: TokenizerJSONParts) throws(TokenizerModelError) -> TokenModel {
    if parts.writesByteAlphabet, continuingPrefix.isEmpty, endSuffix.isEmpty,
      let model = try bytePairs(parts), hasNothingUnknown(model)
    {
      return .bytePair(model)
    }
    return .characterPair(try characterPairs(parts))
  }

  /// Whether each byte has a token, or one that has none is just left out, which it is not of a whole
  /// pre-token.
  private func hasNothingUnknown(_ model: BytePairModel) -> Bool {
    if model.missingBytes.isEmpty { return true }
    return !ignoresMerges && !fallsBackToBytes && unknown.flatMap { tokens.id(of: $0[...]) } == nil
  }

  /// The model over bytes; nil where a token is not in the alphabet.
  private func bytePairs(
    _ parts: TokenizerJSONParts
  ) throws(TokenizerModelError) -> BytePairModel? {
    guard let vocabulary = try tokens.byteVocabulary(parts.addedTokens) else { return nil }
    if pairs.isEmpty, !ignoresMerges, vocabulary.count > 256 {
      throw .invalid(
        place: "model.merges",
        problem: "empty, though the vocabulary has \(vocabulary.count - 256) longer tokens")
    }
    return BytePairModel(
      vocabulary: vocabulary, mergeRule: .merges(merges(in: vocabulary)),
      takesWholePreTokens: ignoresMerges)
  }

  private func characterPairs(
    _ parts: TokenizerJSONParts
  ) throws(TokenizerModelError) -> CharacterPairModel {
    let keepsBytes = fallsBackToBytes
    let vocabulary = try tokens.vocabulary(
      parts.addedTokens, keeps: { keepsBytes && $0.count == 6 && $0.starts(with: "<0x".utf8) })
    return CharacterPairModel(
      vocabulary: vocabulary, merges: merges(in: vocabulary), unknownToken: try unknownToken(),
      fusesUnknown: fusesUnknown, fallsBackToBytes: fallsBackToBytes,
      continuingPrefix: continuingPrefix, endSuffix: endSuffix, takesWholePieces: ignoresMerges)
  }

  private func unknownToken() throws(TokenizerModelError) -> TokenID? {
    guard let unknown else { return nil }
    guard let id = tokens.id(of: unknown[...]) else {
      throw .invalid(
        place: "model.unk_token", problem: "\(JSONReader.quoted(unknown)) is not in model.vocab")
    }
    return TokenID(rawValue: id)
  }

  /// The merges, without those that would make or use a special token.
  private func merges(in vocabulary: Vocabulary) -> [Merge] {
    var merges: [Merge] = []
    merges.reserveCapacity(pairs.count)
    for pair in pairs {
      let merge = Merge(
        left: TokenID(rawValue: pair.left), right: TokenID(rawValue: pair.right),
        result: TokenID(rawValue: pair.result))
      guard vocabulary.contains(merge.left), vocabulary.contains(merge.right),
        vocabulary.contains(merge.result)
      else { continue }
      merges.append(merge)
    }
    return merges
  }
}

extension TokenizerJSONParts {
  /// Whether some step before the model writes bytes in GPT-2's alphabet.
  fileprivate var writesByteAlphabet: Bool {
    normalizer.contains(.byteLevel)
      || preTokenizer.contains { if case .byteLevel = $0 { true } else { false } }
  }
}
