import Foundation
import PreTokenization
import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

/// How many bytes of a large compiled vocabulary are changed, one at a time; see
/// `Scripts/mutate-compiled`.
private let mutations = ProcessInfo.processInfo.environment["MALMOI_MUTATIONS"].flatMap { Int($0) }

/// Changes bytes of compiled vocabularies: what comes of it is refused, or encodes and decodes without
/// a trap. Slow, so it runs only where `MALMOI_MUTATIONS` says how often.
@Suite(
  "Mutated compiled vocabularies", .enabled(if: mutations != nil, "MALMOI_MUTATIONS is not set"))
struct CompiledMutationTests {
  private static let text = Array("가나다라 the theater aaaaa\n\n<|끝|>\u{1112}\u{1161} 👩‍👩‍👧".utf8)

  @Test("of a small one: every byte, three ways, with the old and with a fitting checksum")
  func everyByte() throws {
    let definition = smallDefinition(
      preTokenizer: .o200k, words: ["가나", "가나다", "the", " the", "\n\n", "aaaa"])
    let bytes = try Tokenizer(definition).compiled()
    var harmless = 0
    for place in bytes.indices {
      for change: UInt8 in [1, 0x80, 0xFF] {
        var changed = bytes
        changed[place] ^= change
        #expect(throws: TokenizationError.self) { try Tokenizer(compiled: changed) }
        if try isHarmless(resealed(changed)) { harmless += 1 }
      }
    }
    print("\(bytes.count) bytes, three changes each: all refused; resealed, \(harmless) harmless")
  }

  @Test("of one of each kind: every byte and cuts, with the old and with a fitting checksum")
  func everyKind() throws {
    for sample in KindSample.allCases {
      var random = SeededGenerator(seed: 65)
      let bytes = try Tokenizer(sample.definition(&random)).compiled()
      let texts = [KindSample.text(40, &random)]
      var harmless = 0
      for place in bytes.indices {
        var changed = bytes
        changed[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        #expect(throws: TokenizationError.self) { try Tokenizer(compiled: changed) }
        if place % 64 == 0 {
          #expect(throws: TokenizationError.self) {
            try Tokenizer(compiled: Array(bytes[..<place]))
          }
        }
      }
      let places = forgeablePlaces(bytes)
      for place in places {
        var changed = bytes
        changed[place] = UInt8.random(in: 0...255, using: &random)
        if useForgery(changed, texts) { harmless += 1 }
      }
      print(
        "\(sample.rawValue): all of \(bytes.count) bytes refused; \(places.count) resealed, "
          + "\(harmless) harmless")
    }
  }

  @Test("of o200k_base: sampled bytes and cuts", .enabled(if: SharedVectors.isPresent))
  func sampledBytes() throws {
    let rounds = try #require(mutations)
    var bytes = try SharedVectors(name: "o200k_base").tokenizer().compiled()
    var generator = SeededGenerator(seed: 64)
    for _ in 0..<rounds {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let change = UInt8.random(in: 1...255, using: &generator)
      bytes[place] ^= change
      #expect(throws: TokenizationError.self, "byte \(place)") { try Tokenizer(compiled: bytes) }
      bytes[place] ^= change
    }
    var harmless = 0
    for _ in 0..<(rounds / 50) {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: CompiledLayout.checkedStart..<bytes.count, using: &generator)
        changed[place] = UInt8.random(in: 0...255, using: &generator)
      }
      if try isHarmless(resealed(changed)) { harmless += 1 }
    }
    for _ in 0..<(rounds / 100) {
      let length = Int.random(in: 0..<bytes.count, using: &generator)
      #expect(throws: TokenizationError.self) { try Tokenizer(compiled: Array(bytes[..<length])) }
    }
    print(
      "o200k_base: \(rounds) changes and \(rounds / 100) cuts refused; of \(rounds / 50) resealed, "
        + "\(harmless) harmless, the others refused")
  }

  /// Whether the bytes are taken; then they encode and decode.
  private func isHarmless(_ bytes: [UInt8]) throws -> Bool {
    guard let tokenizer = try? Tokenizer(compiled: bytes) else { return false }
    let ids = try tokenizer.encode(Self.text, allowedSpecial: .all)
    _ = try? tokenizer.decode(ids)
    _ = try tokenizer.tokens(startingWith: " ").prefix(1000).count { _ in true }
    encodeWithAids(tokenizer)
    return true
  }

  /// Encodes with what sessions make once they have seen much text.
  private func encodeWithAids(_ tokenizer: Tokenizer) {
    tokenizer.image.withTables { tables in
      guard tables.strategy == .backtracking else { return }
      var encoder = BacktrackingEncoder(memoBits: 8)
      if let aids = tokenizer.aids(tables) { encoder.use(aids) }
      var ids = IDBuffer()
      let places = ids.reserve(Self.text.count)
      for text in [Self.text, Array(Self.text.prefix(12))] {
        _ = text.span.withTable { bytes in
          encoder.encode(bytes, 0..<text.count, tables, into: places)
        }
      }
    }
  }
}

/// The bytes with the checksum that they would have.
func resealed(_ bytes: [UInt8]) -> [UInt8] {
  var sealed = bytes
  let sum = CompiledVocabulary.checksum(of: CompiledBytes(bytes))
  for place in 0..<8 {
    sealed[CompiledHeader.checksumOffset + place] = UInt8(truncatingIfNeeded: sum >> (place * 8))
  }
  return sealed
}
