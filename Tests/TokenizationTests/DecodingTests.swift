import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Ids become bytes and text")
struct DecodingTests {
  private let tokenizer: Tokenizer

  init() throws {
    tokenizer = try Tokenizer(
      smallDefinition(addedTokens: [("<|end|>", true), ("<name>", false)]))
  }

  @Test func `all bytes come back, well-formed or not`() throws {
    let bytes = Array(UInt8.min...UInt8.max) + [0xED, 0xA0, 0x80, 0xEA, 0xB0]
    #expect(try tokenizer.decode(tokenizer.encode(bytes)) == bytes)
  }

  @Test func `ids in any order give their tokens' bytes in that order`() throws {
    let tokenizer = try Tokenizer(
      smallDefinition(words: ["a sentence that is longer than sixteen bytes, 열여섯 바이트"]))
    var generator = SeededGenerator(seed: 2)
    for length in [0, 1, 2, 50, 500, 20_000] {
      let ids = (0..<length).map { _ in
        TokenID(Int.random(in: 0..<tokenizer.idUpperBound, using: &generator))
      }
      let expected = ids.flatMap { tokenizer.tokenBytes(of: $0) ?? [] }
      #expect(try tokenizer.decode(ids) == expected)
      #expect(try tokenizer.decode(AnySequence(ids), skippingSpecialTokens: true) == expected)
    }
  }

  /// Of tokens of up to seven bytes eight are joined at once, of tokens of up to fifteen four.
  @Test(arguments: [1, 7, 8, 15, 16, 40])
  func `short tokens are joined as tokens are`(longest: Int) throws {
    let words = (1...longest).map {
      String("tokenizer, 토크나이저는 이렇게 자릅니다 !".unicodeScalars.prefix($0))
    }
    let tokenizer = try Tokenizer(smallDefinition(words: words, addedTokens: [("<|end|>", true)]))
    var generator = SeededGenerator(seed: UInt64(longest))
    try tokenizer.texts.withTables { tables in
      let shortTokens = ShortTokens(tables)
      let known = (0..<UInt32(tables.upperBound)).filter {
        (1...longest).contains(tables.length($0))
      }
      for length in Array(0...40) + [1000, 40_000] {
        var ids = (0..<length).map { _ in
          TokenID(rawValue: known.randomElement(using: &generator) ?? 0)
        }
        let expected = ids.flatMap { tokenizer.tokenBytes(of: $0) ?? [] }
        let joined = try ids.span.withTable { try TokenBytes.joined($0, tables, shortTokens) }
        #expect(joined == expected)
        guard let place = ids.indices.randomElement(using: &generator) else { continue }
        ids[place] = TokenID(tables.upperBound + Int.random(in: 0...1, using: &generator))
        #expect(throws: TokenizationError.unknownID(ids[place], position: place)) {
          try ids.span.withTable { try TokenBytes.joined($0, tables, shortTokens) }
        }
      }
    }
  }

  @Test func `very many ids become the same bytes as few`() throws {
    let some = try tokenizer.encode("한 번 하면 그대로, again and again<|end|>", allowedSpecial: .all)
    let bytes = try tokenizer.decode(some)
    let times = ShortTokens.worthwhile / (4 * some.count) + 1
    for _ in 0..<2 {
      let many = try tokenizer.decode(Array(repeatElement(some, count: times).joined()))
      #expect(many == Array(repeatElement(bytes, count: times).joined()))
    }
  }

  @Test func `a token may be longer than what is joined at once`() throws {
    let long = String(repeating: "가나다", count: 10_000)
    let added = try Tokenizer(
      smallDefinition(addedTokens: [(long, false), ("<end>", false)]))
    let text = "a\(long)b\(long)\(long)<end>"
    let ids = try added.encode(text)
    #expect(ids.count == 6)
    #expect(try added.decodeText(ids) == text)
  }

  @Test func `long tokens at first do not ask for room for as many more`() throws {
    let long = String(repeating: "a", count: 16_000)
    let tokenizer = try Tokenizer(smallDefinition(addedTokens: [(long, false)]))
    let first = try tokenizer.encode(long)
    #expect(first.count == 1)
    let bytes = try tokenizer.decode(first + Array(repeating: TokenID(65), count: 1_000_000))
    #expect(bytes.count == 1_016_000)
    #expect(bytes.capacity < 20_000_000)
  }

  @Test func `ill-formed bytes become replacement characters in text`() throws {
    let bytes: [UInt8] = [0x61, 0xEA, 0xB0, 0x62, 0xFF, 0xF0, 0x9F]
    let text = try tokenizer.decodeText(tokenizer.encode(bytes))
    #expect(text.utf8.elementsEqual("a\u{FFFD}b\u{FFFD}\u{FFFD}".utf8))
  }

  @Test func `an id without a token is named with its position`() throws {
    let unknown = TokenID(tokenizer.idUpperBound)
    #expect(throws: TokenizationError.unknownID(unknown, position: 1)) {
      try tokenizer.decode([TokenID(65), unknown])
    }
    #expect(throws: TokenizationError.unknownID(unknown, position: 70_000)) {
      try tokenizer.decode(Array(repeating: TokenID(65), count: 70_000) + [unknown])
    }
    #expect(throws: TokenizationError.unknownID(TokenID(rawValue: .max), position: 0)) {
      try tokenizer.decodeText([TokenID(rawValue: .max)])
    }
    #expect(tokenizer.tokenBytes(of: unknown) == nil)
  }

  @Test func `special tokens can be left out, other added tokens not`() throws {
    let ids = try tokenizer.encode("a<|end|><name>", allowedSpecial: .all)
    #expect(ids.count == 3)
    #expect(try tokenizer.decodeText(ids) == "a<|end|><name>")
    #expect(try tokenizer.decodeText(ids, skippingSpecialTokens: true) == "a<name>")
  }
}
