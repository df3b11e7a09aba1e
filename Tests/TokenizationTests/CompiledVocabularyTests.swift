import PreTokenization
import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

/// One vocabulary for each way of encoding, with whatever a file can hold.
private func definitions() -> [TokenizerDefinition] {
  var generator = SeededGenerator(seed: 61)
  var all = [
    smallDefinition(preTokenizer: .o200k, words: ["가나", "가나다", "the", " the", "\n\n", "aaaa"])
  ]
  for kind in RandomVocabulary.Kind.allCases {
    all.append(RandomVocabulary(kind, using: &generator).definition)
  }
  all[0].addedTokens = [
    AddedToken(content: "<|끝|>", id: TokenID(all[0].idUpperBound)),
    AddedToken(content: "<a>", id: TokenID(all[0].idUpperBound + 7), isSpecial: false),
  ]
  let frame = FramingToken(content: Array("<a>".utf8), id: TokenID(all[0].idUpperBound - 1))
  all[0].postProcessor = .sequence([
    .byteLevel(addsPrefixSpace: true, trimsOffsets: false, usesPattern: true),
    .roberta(separator: frame, classifier: frame, trimsOffsets: true, addsPrefixSpace: false),
  ])
  all[0].truncation = Truncation(length: 5, strategy: .onlySecond, direction: .left, stride: 2)
  all[0].padding = Padding(length: 7, direction: .left, multiple: 8, token: frame, typeID: 3)
  return all
}

private let texts = ["", "가나다라 the theater aaaaa\n\n<|끝|><a>", "\u{1112}\u{1161}\u{11AB} 👩‍👩‍👧"].map {
  Array($0.utf8)
}

@Suite("Compiled vocabularies")
struct CompiledVocabularyTests {
  @Test("give the ids, the bytes and the definition that were compiled")
  func roundTrip() throws {
    for definition in definitions() {
      let tokenizer = try Tokenizer(definition)
      let origin = CompiledOrigin(name: "작은", digest: "00ff")
      let again = try Tokenizer(compiled: tokenizer.compiled(origin: origin))
      for text in texts {
        #expect(
          try again.encode(text, allowedSpecial: .all)
            == tokenizer.encode(text, allowedSpecial: .all))
      }
      #expect(again.compiledOrigin == origin)
      #expect(try again.compiled() == tokenizer.compiled())
      #expect(try Tokenizer(definition).compiled() == tokenizer.compiled())
      #expect(again.addedTokens == tokenizer.addedTokens)
      if let whole = again.definition { #expect(whole == definition) }
    }
  }

  @Test("are refused or harmless wherever a byte is changed")
  func changedBytes() throws {
    let bytes = try Tokenizer(definitions()[0]).compiled()
    var generator = SeededGenerator(seed: 62)
    for _ in 0..<400 {
      var changed = bytes
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      changed[place] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(throws: TokenizationError.self, "byte \(place)") {
        try Tokenizer(compiled: changed)
      }
    }
  }

  @Test("are harmless even where whoever changed a byte made the checksum fit")
  func forgedChecksum() throws {
    for definition in definitions() {
      let bytes = try Tokenizer(definition).compiled()
      var generator = SeededGenerator(seed: 63)
      var accepted = 0
      for _ in 0..<300 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let place = Int.random(in: CompiledLayout.checkedStart..<bytes.count, using: &generator)
          changed[place] = UInt8.random(in: 0...255, using: &generator)
        }
        guard let tokenizer = try? Tokenizer(compiled: resealed(changed)) else { continue }
        accepted += 1
        for text in texts {
          let ids = try tokenizer.encode(text, allowedSpecial: .all)
          _ = try tokenizer.decode(ids)
        }
        _ = tokenizer.definition
      }
      #expect(accepted > 0)
    }
  }

  @Test("are refused wherever they end too early or too late")
  func cuts() throws {
    let bytes = try Tokenizer(definitions()[0]).compiled()
    for length in [0, 1, 7, 8, 9, 31, 32, 63, 64, 191, 192, 193, bytes.count - 64, bytes.count - 1]
    {
      #expect(throws: TokenizationError.self) { try Tokenizer(compiled: Array(bytes[..<length])) }
    }
    #expect(throws: TokenizationError.self) {
      try Tokenizer(compiled: bytes + [UInt8](repeating: 0, count: 64))
    }
  }
}
