import PreTokenization
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("Definitions that contradict themselves are refused")
struct DefinitionTests {
  @Test func `but a byte without a token is left out, as the reference does`() throws {
    var definition = smallDefinition(words: [])
    var vocabulary = Vocabulary()
    for byte in UInt8.min...0xFE { vocabulary.append([byte]) }
    definition.model.bytePair?.vocabulary = vocabulary
    let tokenizer = try Tokenizer(definition)
    #expect(try tokenizer.encode([0x61, 0xFF, 0x62]).map(\.rawValue) == [0x61, 0x62])
    let tokens = try tokenizer.tokenize([0x61, 0xFF, 0x62])
    #expect(tokens.offsets == [0..<1, 2..<3])
    #expect(tokenizer.idUpperBound == 255)
  }

  @Test func `a token without bytes`() throws {
    var definition = smallDefinition(words: [])
    definition.model.bytePair?.vocabulary.append([])
    #expect(throws: TokenizationError.emptyToken(id: TokenID(256))) { try Tokenizer(definition) }
    definition = smallDefinition(addedTokens: [("", false)])
    let id = definition.addedTokens[0].id
    #expect(throws: TokenizationError.emptyToken(id: id)) { try Tokenizer(definition) }
  }

  @Test func `a merge that does not give the joined bytes`() throws {
    var definition = smallDefinition(words: ["ab"])
    let merges = [
      Merge(left: TokenID(97), right: TokenID(99), result: TokenID(256)),
      Merge(left: TokenID(98), right: TokenID(98), result: TokenID(256)),
      Merge(left: TokenID(97), right: TokenID(98), result: TokenID(257)),
      Merge(left: TokenID(400), right: TokenID(98), result: TokenID(256)),
      Merge(left: TokenID(256), right: TokenID(256), result: TokenID(97)),
    ]
    for merge in merges {
      definition.model.bytePair?.mergeRule = .merges([merge])
      #expect(throws: TokenizationError.badMerge(merge, place: 0)) { try Tokenizer(definition) }
    }
  }

  @Test func `added tokens that take the id or the text of another`() throws {
    var definition = smallDefinition(addedTokens: [("<a>", true)])
    let id = definition.addedTokens[0].id
    definition.addedTokens.append(AddedToken(content: "<b>", id: id))
    #expect(throws: TokenizationError.idTakenTwice(id, addedToken: "<b>")) {
      try Tokenizer(definition)
    }
    definition.addedTokens[1] = AddedToken(content: "<a>", id: TokenID(id.index + 1))
    #expect(throws: TokenizationError.addedTokenTwice("<a>")) { try Tokenizer(definition) }
    definition.addedTokens = [AddedToken(content: "<a>", id: TokenID(65))]
    #expect(throws: TokenizationError.idTakenTwice(TokenID(65), addedToken: "<a>")) {
      try Tokenizer(definition)
    }
  }

  @Test func `an id of four thousand million`() throws {
    var definition = smallDefinition()
    definition.addedTokens = [AddedToken(content: "<a>", id: TokenID(rawValue: .max))]
    #expect(
      throws: TokenizationError.idTooLarge(
        TokenID(rawValue: .max), limit: VocabularyCompiler.idLimit)
    ) { try Tokenizer(definition) }
  }

  @Test func `gaps between ids are no tokens`() throws {
    var definition = smallDefinition(words: [])
    definition.model.bytePair?.vocabulary.appendGap()
    definition.addedTokens = [AddedToken(content: "<a>", id: TokenID(300))]
    let tokenizer = try Tokenizer(definition)
    #expect(tokenizer.idUpperBound == 301)
    #expect(tokenizer.tokenBytes(of: TokenID(256)) == nil)
    #expect(tokenizer.tokenBytes(of: TokenID(299)) == nil)
    #expect(tokenizer.tokenBytes(of: TokenID(300)) == Array("<a>".utf8))
  }
}
