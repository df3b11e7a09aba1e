import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Tokens by their beginning are those that a look at every token finds")
struct PrefixTests {
  /// Tokens in the order that is promised: by bytes, then the added ones that the trie does not have.
  private static func oracle(
    _ tokenizer: Tokenizer, _ matches: ([UInt8]) -> Bool
  ) -> [TokenID] {
    let added = Set(tokenizer.addedTokens.map { $0.id })
    let special = Set(tokenizer.addedTokens.filter { $0.isSpecial }.map { $0.id })
    let ids = (0..<tokenizer.idUpperBound).map { TokenID($0) }.filter { id in
      !special.contains(id) && (tokenizer.tokenBytes(of: id).map(matches) ?? false)
    }
    let sorted = ids.filter { !added.contains($0) }.sorted { left, right in
      (tokenizer.tokenBytes(of: left) ?? []).lexicographicallyPrecedes(
        tokenizer.tokenBytes(of: right) ?? [])
    }
    return sorted + ids.filter { added.contains($0) }
  }

  private func check(_ tokenizer: Tokenizer, _ prefix: [UInt8]) throws {
    let longer = Self.oracle(tokenizer) { $0.starts(with: prefix) }
    #expect(try Array(tokenizer.tokens(startingWith: prefix)) == longer)
    let allowed = Self.oracle(tokenizer) { $0.starts(with: prefix) || prefix.starts(with: $0) }
    let required = try RequiredPrefix(prefix, in: tokenizer)
    let found = required.allowedTokens
    #expect(Array(found) == allowed)
    let set = Set(allowed)
    let bits = found.bits
    for number in 0..<tokenizer.idUpperBound {
      let id = TokenID(number)
      #expect(found.contains(id) == set.contains(id))
      #expect((bits[number / 64] >> UInt64(number % 64) & 1 != 0) == set.contains(id))
      if !prefix.isEmpty { #expect(required.allows(id) == set.contains(id)) }
    }
  }

  @Test(arguments: RandomVocabulary.Kind.allCases)
  func `random vocabularies`(_ kind: RandomVocabulary.Kind) throws {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<8 {
      let vocabulary = RandomVocabulary(kind, using: &generator)
      let tokenizer = try Tokenizer(vocabulary.definition)
      for _ in 0..<4 { try check(tokenizer, vocabulary.text(upTo: 8, using: &generator)) }
    }
  }

  @Test func `added tokens`() throws {
    let tokenizer = try Tokenizer(
      smallDefinition(addedTokens: [("안녕!", false), ("<|end|>", true), ("안", false)]))
    for prefix in ["", "안", "안녕", "안녕!", "안녕!!", "<", "<|end|>", "the", "\u{10FFFF}"] {
      try check(tokenizer, Array(prefix.utf8))
    }
    #expect(try tokenizer.tokens(startingWith: "안녕!").count { _ in true } == 1)
  }

  @Test func `a compiled vocabulary gives the same`() throws {
    let tokenizer = try Tokenizer(smallDefinition())
    let compiled = try Tokenizer(compiled: tokenizer.compiled())
    #expect(
      try Array(compiled.tokens(startingWith: " ")) == Array(tokenizer.tokens(startingWith: " ")))
  }

  @Test func `a vocabulary that is not byte-level`() throws {
    var vocabulary = Vocabulary()
    for token in ["[UNK]", "안녕", "##하", "##하세요", "the", "them"] {
      vocabulary.append(Array(token.utf8))
    }
    let tokenizer = try Tokenizer(
      TokenizerDefinition(
        normalizer: [], preTokenizer: [],
        model: .wordLevel(WordLevelModel(vocabulary: vocabulary, unknownToken: TokenID(0))),
        decoder: [],
        addedTokens: [AddedToken(content: "[UNK]", id: TokenID(0))]))
    for prefix in ["", "the", "##", "x", "[UNK]", "themes"] {
      try check(tokenizer, Array(prefix.utf8))
    }
  }

  @Test func `what is required shrinks with each token, to the end`() throws {
    var generator = SeededGenerator(seed: 32)
    for _ in 0..<40 {
      let vocabulary = RandomVocabulary(.trained, using: &generator)
      let tokenizer = try Tokenizer(vocabulary.definition)
      let text = vocabulary.text(upTo: 20, using: &generator)
      var required = try RequiredPrefix(text, in: tokenizer)
      var ids: [TokenID] = []
      while !required.isMet {
        let refused = (0..<tokenizer.idUpperBound).map { TokenID($0) }.first {
          !required.allows($0)
        }
        if let refused {
          let accepted = required.accept(refused)
          #expect(!accepted)
        }
        let id = try #require(Array(required.allowedTokens).randomElement(using: &generator))
        let accepted = required.accept(id)
        #expect(accepted)
        ids.append(id)
      }
      #expect(try tokenizer.decode(ids).starts(with: text))
      #expect(required.allows(TokenID(0)) && !required.allows(TokenID(1 << 20)))
    }
  }

  @Test func `as many tokens are taken back as one could take the place of`() throws {
    var generator = SeededGenerator(seed: 33)
    var taken = 0
    for _ in 0..<200 {
      let vocabulary = RandomVocabulary(.trained, using: &generator)
      let tokenizer = try Tokenizer(vocabulary.definition)
      let ids = try tokenizer.encode(vocabulary.text(upTo: 20, using: &generator))
      let healed = try tokenizer.healed(ids)
      let kept = try (0...ids.count).first { kept in
        let tail = try tokenizer.decode(ids[kept...])
        return kept == ids.count
          || vocabulary.tokens.contains { $0.count > tail.count && $0.starts(with: tail) }
      }
      #expect(healed.ids.count == kept)
      #expect(healed.ids == Array(ids[..<healed.ids.count]))
      #expect(try healed.requiredPrefix == tokenizer.decode(ids[healed.ids.count...]))
      taken += ids.count - healed.ids.count
    }
    #expect(taken > 100)
  }

  @Test func `added tokens and unknown ids at the end of a prompt`() throws {
    let tokenizer = try Tokenizer(smallDefinition(addedTokens: [("안", true)]))
    let special = try #require(tokenizer.addedTokens.first?.id)
    let ids = [TokenID(0x61), special]
    #expect(try tokenizer.healed(ids) == HealedPrompt(ids: ids, requiredPrefix: []))
    #expect(try tokenizer.healed([]) == HealedPrompt(ids: [], requiredPrefix: []))
    #expect(throws: TokenizationError.self) { try tokenizer.healed([TokenID(1 << 20)]) }
  }

  @Test func `the bytes of a token without a copy`() throws {
    let tokenizer = try Tokenizer(smallDefinition(addedTokens: [("<|end|>", true)]))
    for number in 0...tokenizer.idUpperBound {
      let bytes = tokenizer.withTokenBytes(of: TokenID(number)) { span in
        span.indices.map { span[$0] }
      }
      #expect(bytes == tokenizer.tokenBytes(of: TokenID(number)))
    }
  }
}
