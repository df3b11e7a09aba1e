import PreTokenization
import TestSupport
import TextNormalization
import Testing

@testable import TokenizerModel

@Suite("Rank file")
struct RankFileTests {
  static let bytesOnly: String = (0..<256).map { "\(base64([UInt8($0)])) \($0)\n" }.joined()

  static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    Base64.append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  static func message(_ text: String) -> String? {
    do throws(TokenizerModelError) {
      _ = try RankFile.read(Array(text.utf8))
      return nil
    } catch { return error.description }
  }

  @Test(
    "names the line that cannot be used",
    arguments: [
      ("IQ== 0 1\n", "line 257: not a token in Base64, a space and a rank"),
      ("IQ==\n", "line 257: not a token in Base64, a space and a rank"),
      ("I*== 300\n", "line 257: \"I*==\" is not Base64"),
      ("IQ= 300\n", "line 257: \"IQ=\" is not Base64"),
      ("IR== 300\n", "line 257: \"IR==\" is not Base64"),
      (" 300\n", "line 257: \"\" is not Base64"),
      ("YWI= -1\n", "line 257: \"-1\" is not a rank below 16777216"),
      ("YWI= 2000000000\n", "line 257: \"2000000000\" is not a rank below 16777216"),
      ("YWI= 0x10\n", "line 257: \"0x10\" is not a rank below 16777216"),
      ("YWI= 255\n", "line 257: the rank 255 stands in line 256 already"),
      ("IQ== 256\n", "line 257: the token of line 34 stands here again"),
      (
        "YWI= 100000\n",
        "line 257: the rank 100000 leaves a gap of more ids than there are tokens"
      ),
    ])
  func namesTheLine(_ extra: String, _ message: String) {
    #expect(Self.message(Self.bytesOnly + extra) == message)
  }

  @Test("needs every single byte, and a rank at all")
  func needsBytes() {
    #expect(Self.message("") == "the file: no ranks in it")
    #expect(Self.message("IQ== 0\n") == "the file: no token for the single byte 0x0")
  }

  @Test("leaves a gap for a token without bytes, which Whisper's last is")
  func emptyToken() throws {
    let model = try RankFile.read(Array((Self.bytesOnly + "= 256\nYWI= 257\n").utf8))
    #expect(model.vocabulary[TokenID(256)] == nil)
    #expect(model.vocabulary[TokenID(257)].map(Array.init) == Array("ab".utf8))
    let last = try RankFile.read(Array((Self.bytesOnly + "= 256\n").utf8))
    #expect(last.vocabulary.upperBound == 257)
  }

  @Test("takes CRLF, a missing last line end and gaps")
  func lenient() throws {
    let text = Self.bytesOnly.replacing("\n", with: "\r\n") + "YWI= 300"
    let model = try RankFile.read(Array(text.utf8))
    #expect(model.vocabulary.count == 257)
    #expect(model.vocabulary.upperBound == 301)
    #expect(model.vocabulary[TokenID(256)] == nil)
    #expect(model.vocabulary[TokenID(300)] == ArraySlice("ab".utf8))
    #expect(model.takesWholePreTokens)
  }

  @Test("writes what it reads")
  func roundTrip() throws {
    let text = Self.bytesOnly + "YWI= 256\nYWJj 260\n"
    let definition = TokenizerDefinition(
      normalizer: .none, preTokenizer: .gpt2, model: try RankFile.read(Array(text.utf8)))
    #expect(try RankFile.write(definition) == Array(text.utf8))
  }

  @Test("refuses what ranks cannot say")
  func refusesToWrite() throws {
    var definition = try TokenizerJSON.read(try TokenizerJSONTests.golden("nfc-split.json"))
      .definition
    #expect(
      throws: TokenizerModelError.notExpressible(
        format: ".tiktoken", reason: "the format has no place for a normalizer")
    ) { try RankFile.write(definition) }
    definition.normalizer = []
    #expect(throws: Never.self) { try RankFile.write(definition) }
    guard case .merges(var merges) = definition.model.bytePair?.mergeRule else { return }
    merges.swapAt(0, 1)
    definition.model.bytePair?.mergeRule = .merges(merges)
    #expect(
      throws: TokenizerModelError.notExpressible(
        format: ".tiktoken",
        reason: "its merges are not what its ids in rising order amount to")
    ) { try RankFile.write(definition) }
  }

  @Test("ranks amount to the merges that a trainer made", arguments: ["gpt2", "nfc-split"])
  func mergesOfRanks(_ name: String) throws {
    let model = try #require(
      TokenizerJSON.read(try TokenizerJSONTests.golden("\(name).json")).definition.model.bytePair)
    #expect(MergeRule.merges(try model.mergesOfRanks()) == model.mergeRule)
  }

  @Test("a token made of one with a higher rank has no place in a list of merges")
  func higherRank() throws {
    let model = try RankFile.read(Array((Self.bytesOnly + "YWJj 256\nYWI= 257\n").utf8))
    #expect(
      throws: TokenizerModelError.notExpressible(
        format: "a list of merges", reason: "token 256 is made of a token with a higher rank")
    ) { try model.mergesOfRanks() }
  }

  @Test("Base64 of random bytes comes back")
  func base64RoundTrip() throws {
    var generator = SeededGenerator(seed: 1)
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Base64.decode(ArraySlice(Self.base64(bytes).utf8)) == bytes)
    }
    // RFC 4648, section 10.
    #expect(Self.base64(Array("foobar".utf8)) == "Zm9vYmFy")
    #expect(Self.base64(Array("foob".utf8)) == "Zm9vYg==")
    #expect(Self.base64(Array("fooba".utf8)) == "Zm9vYmE=")
  }
}
