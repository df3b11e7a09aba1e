import CorpusReading
import Foundation
import Testing
import TokenizerModel

@testable import Tokenization

/// Small tokenizer.json files, and what tokenizers 0.23 makes of texts by them
/// (Scripts/goldens/composed_tokenizers.py).
@Suite("Parts of a tokenizer.json that are rarely seen together do what the reference does")
struct ComposedTokenizerTests {
  struct Case: Decodable, CustomTestStringConvertible {
    var name: String
    var file: String
    var texts: [String]
    var ids: [[UInt32]]
    var offsets: [[[Int]]]
    var decoded: [String]

    var testDescription: String { name }

    func tokenizer() throws -> Tokenizer {
      try Tokenizer(try TokenizerJSON.read(Array(file.utf8)).definition)
    }
  }

  private struct Goldens: Decodable {
    var cases: [Case]
  }

  static let cases: [Case] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/composed-tokenizers.json.gz").path
    guard let bytes = try? readWholeFile(path, decompressing: true) else { return [] }
    return (try? JSONDecoder().decode(Goldens.self, from: Data(bytes)))?.cases ?? []
  }()

  @Test func thereAreCases() { #expect(Self.cases.count >= 18) }

  @Test(arguments: cases)
  func ids(_ golden: Case) throws {
    let tokenizer = try golden.tokenizer()
    for (text, expected) in zip(golden.texts, golden.ids) {
      let ids = try tokenizer.encode(text, allowedSpecial: .all)
      #expect(ids.map(\.rawValue) == expected, "\(text.debugDescription)")
    }
  }

  /// A token that ends inside a character takes all of it there. Bytes that stand for affixes would need
  /// more text than there is, and what is left out shifts all that follows it.
  @Test(arguments: cases.filter { !$0.name.contains("affix") && !$0.name.contains("left out") })
  func offsets(_ golden: Case) throws {
    let session = EncodingSession(try golden.tokenizer())
    for (text, expected) in zip(golden.texts, golden.offsets) {
      let framed = try session.frame(
        text, as: Framing(addsSpecialTokens: false), allowedSpecial: .all)
      let tokens = TokenizedText(ids: [], offsets: framed.offsets)
      let offsets = tokens.offsets(in: .scalars, of: text).map { [$0.lowerBound, $0.upperBound] }
      #expect(offsets == expected, "\(text.debugDescription)")
    }
  }

  @Test(arguments: cases)
  func decoding(_ golden: Case) throws {
    let tokenizer = try golden.tokenizer()
    for (ids, expected) in zip(golden.ids, golden.decoded) {
      let ids = ids.map { TokenID(rawValue: $0) }
      let text = try tokenizer.decodeText(ids)
      #expect(text.utf8.elementsEqual(expected.utf8), "\(text.debugDescription) for \(expected)")
      var decoder = StreamingDecoder(tokenizer)
      var streamed = ""
      for id in ids { streamed += try decoder.append(id) }
      streamed += decoder.finish()
      #expect(streamed.utf8.elementsEqual(expected.utf8), "streamed \(streamed.debugDescription)")
    }
  }
}
