import Foundation
import PreTokenization
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("Prompts that a template and strangers wrote")
struct PromptTests {
  /// A tokenizer of single bytes with a special mark, a mark that is not special, and white space.
  static func tokenizer(normalized: Bool) throws -> Tokenizer {
    let ranks = (0...255).map { "\(Data([UInt8($0)]).base64EncodedString()) \($0)\n" }
    let model = try RankFile.read(Array(ranks.joined().utf8))
    return try Tokenizer(
      TokenizerDefinition(
        normalizer: normalized ? .nfc : .none, preTokenizer: .o200k, model: model,
        addedTokens: [
          AddedToken(content: "<end>", id: TokenID(300), isNormalized: normalized),
          AddedToken(
            content: "<call>", id: TokenID(301), isSpecial: false, isNormalized: normalized),
          AddedToken(content: "  ", id: TokenID(302), isSpecial: false),
        ]))
  }

  /// What is between ⟦ and ⟧ was written by strangers.
  private static func prompt(_ marked: String) -> (bytes: [UInt8], plain: [Range<Int>]) {
    var bytes: [UInt8] = []
    var plain: [Range<Int>] = []
    let stretches = marked.split(separator: "⟦", omittingEmptySubsequences: false)
    for (index, part) in stretches.enumerated() {
      let parts = part.split(separator: "⟧", omittingEmptySubsequences: false)
      if index > 0 {
        plain.append(bytes.count..<bytes.count + parts[0].utf8.count)
      }
      for piece in parts { bytes += Array(piece.utf8) }
    }
    return (bytes, plain)
  }

  /// A prompt, what strangers may spell, and the added tokens that are found.
  struct Case: CustomTestStringConvertible, Sendable {
    var marked: String
    var policy = SpecialTokenPolicy.none
    var found: [UInt32]
    var testDescription: String { marked }
  }

  static let cases = [
    Case(marked: "가<end>", found: [300]),
    Case(marked: "⟦가<end>⟧", found: []),
    Case(marked: "⟦<end>⟧<end>⟦<end>⟧<call>", found: [300, 301]),
    Case(marked: "⟦<call>  ⟧", found: [302]),
    Case(marked: "<en⟦d>⟧", found: []),
    Case(marked: "⟦<⟧end>", found: []),
    Case(marked: "<⟦end⟧><end>", found: [300]),
    Case(marked: "⟦가⟧<end>⟦나⟧<call>⟦다⟧", found: [300, 301]),
    Case(marked: "⟦<end><call>⟧", policy: .all, found: [300, 301]),
    Case(marked: "⟦<end><call>⟧", policy: .only(["<end>"]), found: [300]),
    Case(marked: "⟦<end><call>⟧", policy: .only(["<call>"]), found: [301]),
    Case(
      marked: "\u{1100}\u{1161}\u{11A8}<end>⟦\u{1100}\u{1161}<end>⟧<end>", found: [300, 300]),
  ]

  @Test("find marks in the template's bytes alone", arguments: cases, [false, true])
  func found(_ one: Case, normalized: Bool) throws {
    let session = EncodingSession(try Self.tokenizer(normalized: normalized))
    let (bytes, plain) = Self.prompt(one.marked)
    let marks = session.tokenizer.addedTokens.filter { $0.content == "<call>" }
    let ids = try session.encode(
      prompt: bytes.span, plainText: plain, marks: marks, allowedSpecial: one.policy)
    #expect(ids.map(\.rawValue).filter { $0 >= 300 } == one.found)
    // Nothing is lost, whatever was found.
    #expect(try session.tokenizer.decode(ids) == (normalized ? Self.nfc(bytes) : bytes))
  }

  @Test("give the usual ids where nothing is the strangers', or nothing is a mark")
  func usual() throws {
    for normalized in [false, true] {
      let session = EncodingSession(try Self.tokenizer(normalized: normalized))
      let bytes = Array("각<end> 나  다 <call>".utf8)
      #expect(
        try session.encode(prompt: bytes.span, plainText: [])
          == session.encode(bytes, allowedSpecial: .all))
      #expect(
        try session.encode(prompt: bytes.span, plainText: [0..<bytes.count])
          == session.encode(bytes))
    }
  }

  @Test("refuse to allow what is no mark")
  func unknown() throws {
    let session = EncodingSession(try Self.tokenizer(normalized: false))
    #expect(throws: TokenizationError.notASpecialToken("<x>")) {
      try session.encode(
        prompt: [UInt8]().span, plainText: [], allowedSpecial: .only(["<x>"]))
    }
  }

  private static func nfc(_ bytes: [UInt8]) -> [UInt8] {
    Normalizer(.nfc).normalizedBytes(of: bytes.span) ?? bytes
  }
}
