import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("Streamed text is whole text, cut where it can be shown")
struct StreamingDecoderTests {
  private let tokenizer: Tokenizer

  init() throws { tokenizer = try Tokenizer(smallDefinition(addedTokens: [("<|end|>", true)])) }

  /// Bytes as single-byte tokens, the worst that can come.
  private func ids(_ bytes: some Sequence<UInt8>) -> [TokenID] { bytes.map { TokenID(Int($0)) } }

  private func stream(_ ids: [TokenID]) throws -> [String] {
    var decoder = StreamingDecoder(tokenizer)
    return try ids.map { id in try decoder.append(id) } + [decoder.finish()]
  }

  @Test(arguments: [
    ("가", ["", "", "가", ""]),
    ("a가b", ["a", "", "", "가", "b", ""]),
    // 한 as jamo waits until its final consonant is there, 하 until something else comes.
    (
      "\u{1112}\u{1161}\u{11AB}", ["", "", "", "", "", "", "", "", "\u{1112}\u{1161}\u{11AB}", ""]
    ),
    ("\u{1112}\u{1161}a", ["", "", "", "", "", "", "\u{1112}\u{1161}a", ""]),
    ("\u{1112}a", ["", "", "", "\u{1112}a", ""]),
    // Of two leading consonants only the last can still begin a syllable.
    ("\u{1112}\u{1112}", ["", "", "", "", "", "\u{1112}", "\u{1112}"]),
    ("\u{1161}", ["", "", "\u{1161}", ""]),
  ])
  func `a syllable comes whole`(_ text: String, _ pieces: [String]) throws {
    let given = try stream(ids(text.utf8))
    #expect(given.map { Array($0.utf8) } == pieces.map { Array($0.utf8) })
  }

  @Test(
    arguments: [
      ([0xEA, 0xB0], "\u{FFFD}"), ([0xEA, 0x61], "\u{FFFD}a"), ([0xFF, 0x61], "\u{FFFD}a"),
      ([0xF0, 0x9F, 0x98, 0xEA, 0xB0, 0x80], "\u{FFFD}가"), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xE1, 0x84, 0x92, 0xE1], "\u{1112}\u{FFFD}"),
    ] as [([UInt8], String)])
  func `ill-formed bytes are replaced as whole decoding replaces them`(
    _ bytes: [UInt8], _ text: String
  ) throws {
    #expect(try stream(ids(bytes)).joined().utf8.elementsEqual(text.utf8))
    #expect(try tokenizer.decodeText(ids(bytes)).utf8.elementsEqual(text.utf8))
  }

  @Test
  func `text that is composed comes as whole decoding composes it`() throws {
    var definition = smallDefinition(addedTokens: [("<|end|>", true)])
    definition.decoder = [.composedByteLevel]
    let composing = try Tokenizer(definition)
    var random = SeededGenerator(seed: 41)
    let parts = [
      "\u{1112}\u{1161}\u{11AB}", "\u{1100}\u{1173}", "\u{11AF}", "가", "e", "\u{301}", "\u{327}",
      "漢",
      "か", "\u{3099}", " ", "😀", "\u{1161}", "é",
    ]
    for _ in 0..<400 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...9, using: &random) {
        bytes += (parts.randomElement(using: &random) ?? "").utf8
        if Int.random(in: 0..<9, using: &random) == 0 { bytes.append(0xE1) }
      }
      let whole = try composing.decode(ids(bytes))
      #expect(whole == Normalizer(.nfc).normalize(bytes).bytes)
      var decoder = StreamingDecoder(composing)
      var streamed: [UInt8] = []
      for id in ids(bytes) { streamed += try decoder.appendGivingBytes(id) }
      #expect(streamed + decoder.finishGivingBytes() == whole, "\(bytes)")
    }
    // A syllable is out when the next one begins.
    var decoder = StreamingDecoder(composing)
    let given = try ids("\u{1112}\u{1161}\u{11AB}\u{1100}".utf8).map { try decoder.append($0) }
    #expect(given.joined().utf8.elementsEqual("한".utf8))
  }

  /// Whether a place in a text lies between jamo of one modern syllable.
  private func isInsideSyllable(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard place > 0, place < text.count else { return false }
    let leads = ("\u{1100}" as Unicode.Scalar)..."\u{1112}"
    let vowels = ("\u{1161}" as Unicode.Scalar)..."\u{1175}"
    if leads.contains(text[place - 1]) { return vowels.contains(text[place]) }
    return place > 1 && leads.contains(text[place - 2]) && vowels.contains(text[place - 1])
      && ("\u{11A8}"..."\u{11C2}").contains(text[place])
  }

  @Test func `random ids stream to what they decode to, and no piece ends inside a scalar`() throws
  {
    let scraps: [[UInt8]] = [
      Array("가".utf8), Array("\u{1112}\u{1161}\u{11AB}".utf8), Array("😀".utf8), [0xEA],
      [0xB0],
      [0x80], [0xF0, 0x9F], [0xE1, 0x84], [0xE1, 0x85], [0x92], [0xA1], [0xFF], [0x61],
      [0xF4, 0x90],
    ]
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<500 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        bytes += scraps.randomElement(using: &generator) ?? []
      }
      let whole = Array(try tokenizer.decodeText(ids(bytes)).unicodeScalars)
      var given: [Unicode.Scalar] = []
      for piece in try stream(ids(bytes)) {
        given += piece.unicodeScalars
        #expect(given == Array(whole.prefix(given.count)))
        #expect(!isInsideSyllable(whole, given.count), "\(bytes) cut at \(given.count)")
      }
      #expect(given == whole)
      var decoder = StreamingDecoder(tokenizer)
      let raw = try ids(bytes).flatMap { id in try decoder.appendGivingBytes(id) }
      #expect(raw.count >= bytes.count - 9)
      #expect(raw + decoder.finishGivingBytes() == bytes)
    }
  }

  @Test func `an unknown id is named with its position, and the stream goes on`() throws {
    var decoder = StreamingDecoder(tokenizer, skippingSpecialTokens: true)
    let unknown = TokenID(tokenizer.idUpperBound)
    #expect(try decoder.append(TokenID(0x61)) == "a")
    #expect(throws: TokenizationError.unknownID(unknown, position: 1)) {
      try decoder.append(unknown)
    }
    let special = TokenID(tokenizer.idUpperBound - 1)
    #expect(try decoder.append(special) == "")
    #expect(try decoder.append(TokenID(0x62)) == "b")
  }
}
