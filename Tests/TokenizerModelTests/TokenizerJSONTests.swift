import Foundation
import PreTokenization
import TextNormalization
import Testing

@testable import TokenizerModel

@Suite("tokenizer.json")
struct TokenizerJSONTests {
  static func golden(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  @Test("gives back the bytes that the tokenizers library saved", arguments: ["gpt2", "nfc-split"])
  func canonicalForm(_ name: String) throws {
    let saved = try Self.golden("\(name).json")
    let written = try TokenizerJSON.write(try TokenizerJSON.read(saved).definition)
    #expect(String(decoding: written, as: UTF8.self) == String(decoding: saved, as: UTF8.self))
    #expect(written == saved)
  }

  @Test("reads normalizer, pattern and added tokens")
  func parts() throws {
    let definition = try TokenizerJSON.read(try Self.golden("nfc-split.json")).definition
    #expect(definition.byteLevel?.normalizer == .nfc)
    #expect(
      definition.byteLevel?.preTokenizer == .regularExpression(#"\p{L}+|\s+|[^\s\p{L}]+"#))
    #expect(definition.addedTokens.map(\.content) == ["<|끝|>", "<pad>"])
    #expect(definition.addedTokens.map(\.id.rawValue) == [0, 1])
    #expect(definition.model.vocabulary[TokenID(0)] == nil)
    #expect(definition.idUpperBound == definition.model.vocabulary.upperBound)
  }

  @Test("reads merges in both spellings alike")
  func mergeSpellings() throws {
    let pairs = try TokenizerJSON.read(try Self.golden("gpt2.json"))
    let strings = try TokenizerJSON.read(try Self.golden("gpt2-merges-as-strings.json"))
    #expect(pairs == strings)
    guard case .merges(let merges) = pairs.definition.model.bytePair?.mergeRule else {
      Issue.record("merges expected")
      return
    }
    #expect(merges.count == 24)
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    var replace: String
    var with: String
    var message: String
    var testDescription: String { message }
  }

  static let refusals = [
    Refusal(
      replace: #""type": "BPE""#, with: #""type": "Diagram""#,
      message: #"model.type is "Diagram", which is not supported"#),
    Refusal(
      replace: #""dropout": null"#, with: #""dropout": 0.1"#,
      message: "model.dropout is 0.1, which is not supported"),
    Refusal(
      replace: #""unk_token": null"#, with: #""end_of_word_suffix": "</w>", "unk_token": "<unk>""#,
      message: "line 25, column 5: the key \"end_of_word_suffix\" stands twice"),
    Refusal(
      replace: #""merges""#, with: #""mergers""#,
      message: "model.mergers is no member of a BPE model, which is not supported"),
    Refusal(
      replace: #""!": 0"#, with: #""!": 1"#,
      message: #"model.vocab: "!" and "\"" both have the id 1"#),
    Refusal(
      replace: #""!": 0"#, with: #""!": 2000000000"#,
      message: #"model.vocab: the id 2000000000 of "!" is not between 0 and 16777215"#),
    Refusal(
      replace: #""add_prefix_space": false"#, with: #""add_prefix_space": 1"#,
      message: "pre_tokenizer.add_prefix_space: true or false should stand here"),
    Refusal(
      replace: #""normalizer": null"#, with: #""normalizer": {"type": "Uppercase"}"#,
      message: #"normalizer.type is "Uppercase", which is not supported"#),
    Refusal(
      replace: #""normalizer": null"#, with: #""normalizer": {"type": "NFC", "strict": true}"#,
      message: "normalizer.strict is a member of no known meaning, which is not supported"),
    Refusal(
      replace: #""added_tokens": []"#,
      with: #""added_tokens": [{"id": 5, "content": "x", "lstripped": true}]"#,
      message: "added_tokens[0].lstripped is a member of no known meaning, which is not supported"),
    Refusal(
      replace: #""added_tokens": []"#,
      with: #""added_tokens": [{"id": 5, "content": "x", "lst\n\u202ep": true}]"#,
      message: #"added_tokens[0].lst\u{a}\u{202e}p is a member of no known meaning, "#
        + "which is not supported"),
    Refusal(
      replace: #""added_tokens": []"#, with: #""added_tokens": [{"id": 0, "content": "<a>"}]"#,
      message: #"added_tokens: "<a>" has the id 0, which model.vocab gives to "!""#),
    Refusal(
      replace: #""version": "1.0""#, with: #""version": "1.0", "extra": 1"#,
      message: #""extra" is a member of no known meaning, which is not supported"#),
  ]

  @Test("refuses by name what it cannot honour", arguments: refusals)
  func refuses(_ refusal: Refusal) throws {
    let text = String(decoding: try Self.golden("gpt2.json"), as: UTF8.self)
    let range = try #require(text.range(of: refusal.replace))
    let changed = text.replacingCharacters(in: range, with: refusal.with)
    let error = try #require(throws: TokenizerModelError.self) {
      try TokenizerJSON.read(Array(changed.utf8))
    }
    #expect(error.description == refusal.message.replacing("\\\"", with: "\""))
  }

  @Test("refuses merges that are undefined, doubled, malformed or missing")
  func refusesMerges() throws {
    let text = String(decoding: try Self.golden("gpt2-merges-as-strings.json"), as: UTF8.self)
    let start = try #require(text.range(of: "\"merges\": ["))
    func message(_ merges: String) -> String? {
      let changed = text[..<start.lowerBound] + "\"merges\": [\(merges)]}}"
      do throws(TokenizerModelError) {
        _ = try TokenizerJSON.read(Array(changed.utf8))
        return nil
      } catch { return error.description }
    }
    #expect(message("\"a Zz\"") == "model.merges[0]: \"Zz\" is not in model.vocab")
    #expect(
      message("\"Z Z\"") == "model.merges[0]: their result \"ZZ\" is not in model.vocab")
    #expect(message("\"a\"") == "model.merges[0]: \"a\" is not two tokens and a space")
    #expect(message("\"a b c\"") == "model.merges[0]: \"a b c\" is not two tokens and a space")
    #expect(message("[\"a\"]") == "model.merges[0]: not a pair of tokens")
    #expect(
      message("") == "model.merges: empty, though the vocabulary has 24 longer tokens")
    let first = try #require(text[start.upperBound...].firstIndex(of: ","))
    let merge = String(text[start.upperBound..<first])
    #expect(
      message("\(merge), \(merge)") == "model.merges[1]: the same pair stands there before")
  }

  @Test("a file cut anywhere is refused")
  func truncated() throws {
    let bytes = try Self.golden("gpt2.json")
    for length in stride(from: 0, to: bytes.count - 1, by: 7) {
      #expect(throws: TokenizerModelError.self) {
        try TokenizerJSON.read(Array(bytes[..<length]))
      }
    }
  }
}
