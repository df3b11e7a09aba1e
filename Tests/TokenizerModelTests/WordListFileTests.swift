import Testing
import TextNormalization

@testable import TokenizerModel

@Suite("A vocab.txt is read and written")
struct WordListFileTests {
  private static let list = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##a\n가\n"

  @Test func `line numbers are ids, and special tokens stand beside the model`() throws {
    let definition = try WordListFile.read(Array(Self.list.utf8), normalization: .cased)
    #expect(definition.normalizer == [.bert(.cased)])
    #expect(definition.addedTokens.map(\.content) == WordListFile.specialTokens)
    #expect(definition.model.vocabulary[TokenID(6)]?.elementsEqual("##a".utf8) == true)
    #expect(!definition.model.vocabulary.contains(TokenID(1)))
    #expect(try WordListFile.write(definition) == Array(Self.list.utf8))
  }

  @Test func `line ends are of two kinds, and of two equal lines the last counts`() throws {
    let definition = try WordListFile.read(
      Array("[UNK]\r\na\r\nb\r\na\r\n".utf8), normalization: .cased)
    #expect(!definition.model.vocabulary.contains(TokenID(1)))
    #expect(definition.model.vocabulary[TokenID(3)]?.elementsEqual("a".utf8) == true)
    #expect(definition.postProcessor == nil)
  }

  @Test(arguments: [Array("a\nb\n".utf8), [], Array("[UNK]\n".utf8) + [0xFF, 0x0A]])
  func `what is no such list is refused`(_ bytes: [UInt8]) {
    #expect(throws: TokenizerModelError.self) {
      try WordListFile.read(bytes, normalization: .cased)
    }
  }
}

@Suite("WordPiece is read from a tokenizer.json")
struct WordPieceReadingTests {
  private static func file(_ members: String) -> [UInt8] {
    Array(
      #"{"model":{"type":"WordPiece","vocab":{"[UNK]":0,"a":1,"@@a":2}\#(members)}}"#.utf8)
  }

  @Test func `all members are obeyed`() throws {
    let reading = try TokenizerJSON.read(
      Self.file(#","unk_token":"a","continuing_subword_prefix":"@@","max_input_chars_per_word":7"#))
    guard case .wordPiece(let model) = reading.definition.model else {
      Issue.record("another model")
      return
    }
    #expect(model.unknownToken == TokenID(1))
    #expect(model.continuingPrefix == Array("@@".utf8))
    #expect(model.longestPiece == 7)
  }

  @Test(arguments: [
    #","unk_token":"b""#, #","max_input_chars_per_word":-1"#, #","merges":[]"#,
  ])
  func `what contradicts itself is refused`(_ members: String) {
    #expect(throws: TokenizerModelError.self) { try TokenizerJSON.read(Self.file(members)) }
  }
}
