import CorpusReading
import Foundation
import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

/// What tokenizers 0.23 makes of ids (Scripts/goldens/wordpiece_decoding.py).
@Suite("WordPiece ids become the text of the reference")
struct WordPieceDecodingTests {
  private struct Goldens: Decodable {
    struct Case: Decodable {
      var ids: [UInt32]
      /// With special tokens and without, after clean-up.
      var cleaned: [String]
      /// The same without clean-up.
      var plain: [String]
    }
    var cases: [Case]
  }

  private static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/wordpiece-decoding.json.gz").path

  @Test("with and without clean-up", arguments: [true, false])
  func goldens(cleansUp: Bool) throws {
    let bytes = try readWholeFile(Self.path, decompressing: true)
    let cases = try JSONDecoder().decode(Goldens.self, from: Data(bytes)).cases
    var definition = try TokenizerJSON.read(
      try Checkout.read("vocab/malmoi-ko-en-wordpiece-16k/tokenizer.json")
    ).definition
    definition.decoder = [.wordPiece(prefix: Array("##".utf8), cleansUp: cleansUp)]
    let tokenizer = try Tokenizer(definition)
    #expect(cases.count > 300)
    for entry in cases {
      let ids = entry.ids.map(TokenID.init(rawValue:))
      for (place, skips) in [false, true].enumerated() {
        let text = try tokenizer.decodeText(ids, skippingSpecialTokens: skips)
        let expected = (cleansUp ? entry.cleaned : entry.plain)[place]
        #expect(text.utf8.elementsEqual(expected.utf8), "\(entry.ids): \(text) for \(expected)")
      }
    }
  }
}
