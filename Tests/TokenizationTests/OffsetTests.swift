import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("Tokens know the source bytes they came from")
struct OffsetTests {
  @Test func `without a normalizer the offsets cut the text into the tokens' bytes`() throws {
    let tokenizer = try Tokenizer(smallDefinition())
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let bytes: [UInt8] = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        [0x20, 0x74, 0x68, 0x65, 0xEC, 0x95, 0x88, 0x0A].randomElement(using: &generator) ?? 0
      }
      let whole = try tokenizer.tokenize(bytes)
      #expect(whole.ids == (try tokenizer.encode(bytes)))
      #expect(whole.offsets.first?.lowerBound ?? 0 == 0)
      #expect(whole.offsets.last?.upperBound ?? 0 == bytes.count)
      for (id, range) in zip(whole.ids, whole.offsets) {
        #expect(tokenizer.tokenBytes(of: id) == Array(bytes[range]))
      }
    }
  }

  @Test func `composed syllables came from their jamo`() throws {
    let tokenizer = try Tokenizer(
      smallDefinition(normalizer: .nfc, addedTokens: [("<|end|>", true)]))
    // 안녕 in jamo is 18 bytes; the token 안녕 came from all of them.
    let text = "\u{110B}\u{1161}\u{11AB}\u{1102}\u{1167}\u{11BC}<|end|>안녕"
    let whole = try tokenizer.tokenize(text, allowedSpecial: .all)
    #expect(whole.offsets == [0..<18, 18..<25, 25..<31])
    #expect(try tokenizer.decodeText(whole.ids) == "안녕<|end|>안녕")
  }

  @Test func `decomposed syllables share their source`() throws {
    let tokenizer = try Tokenizer(smallDefinition(normalizer: .nfd, words: []))
    let whole = try tokenizer.tokenize("a한")
    #expect(whole.ids.count == 10)
    #expect(whole.offsets == [0..<1] + [Range<Int>](repeating: 1..<4, count: 9))
  }
}
