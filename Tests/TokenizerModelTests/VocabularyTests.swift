import TestSupport
import Testing

@testable import TokenizerModel

@Suite("Vocabulary and its texts")
struct VocabularyTests {
  @Test("finds every token by its bytes, and the smallest id where bytes are equal")
  func index() {
    var generator = SeededGenerator(seed: 7)
    var vocabulary = Vocabulary()
    var first: [[UInt8]: Int] = [:]
    for id in 0..<2000 {
      if id % 17 == 3 {
        vocabulary.appendGap()
        continue
      }
      let length = Int.random(in: 1...4, using: &generator)
      let token = (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
      vocabulary.append(token)
      if first[token] == nil { first[token] = id }
    }
    let index = TokenIndex(vocabulary)
    for (token, id) in first { #expect(index.id(of: token) == TokenID(id)) }
    #expect(index.id(of: [9]) == nil)
    #expect(index.id(of: []) == nil)
    #expect(vocabulary[TokenID(3)] == nil)
    #expect(vocabulary[TokenID(5000)] == nil)
  }

  @Test("the byte alphabet is GPT-2's")
  func alphabet() {
    #expect(ByteAlphabet.text(of: [0x20, 0x0A, 0x41, 0x7F, 0xAD, 0xFF]) == Array("ĠĊAġŃÿ".utf8))
    #expect(ByteAlphabet.bytesByCharacter.prefix(3) == [0x21, 0x22, 0x23])
    #expect(ByteAlphabet.bytesByCharacter.last == 0xAD)
    let all = Array(UInt8.min...UInt8.max)
    #expect(ByteAlphabet.bytes(of: ByteAlphabet.text(of: all)) == all)
    #expect(ByteAlphabet.bytes(of: Array("가".utf8)) == nil)
    #expect(ByteAlphabet.bytes(of: [0xC4]) == nil)
  }

  @Test(
    "a piece shows bytes that are no text",
    arguments: [
      (Array("말모이".utf8), "말모이"), ([0xEA, 0xB0], "<0xEA><0xB0>"),
      ([0x20, 0xEA, 0xB0, 0x80, 0xEA], " 가<0xEA>"), ([0xED, 0xA0, 0x80], "<0xED><0xA0><0x80>"),
      ([0x0A], "\n"), ([], ""),
    ] as [([UInt8], String)])
  func piece(_ bytes: [UInt8], _ text: String) {
    #expect(Array(ReadablePiece.text(of: bytes).utf8) == Array(text.utf8))
  }

  @Test("the listing names every token")
  func listing() throws {
    let definition = try TokenizerJSON.read(try TokenizerJSONTests.golden("nfc-split.json"))
      .definition
    let lines = String(decoding: VocabularyListing.write(definition), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 280)
    #expect(lines[0] == "0\t\"<|끝|>\"\tspecial")
    #expect(lines[2] == "2\t\"!\"")
    #expect(lines[3] == "3\t\"\\\"\"")
  }

  @Test("a training record comes back as it was written")
  func record() throws {
    let record = TrainingRecord(
      malmoiVersion: "0.1.0", algorithm: "bpe",
      options: [("vocab-size", "300"), ("normalizer", "nfc")], unicodeVersion: "16.0",
      normalizerUnicodeVersion: nil,
      inputs: [.init(name: "가.txt", bytes: 3, sha256: "ab", weight: "1.5")],
      results: [("documents", 2)])
    #expect(try TrainingRecord.read(record.write()) == record)
    #expect(throws: TokenizerModelError.missing(place: "malmoi")) {
      try TrainingRecord.read(Array("{}".utf8))
    }
  }
}
