import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("The byte trie finds exactly the tokens")
struct TrieTests {
  @Test func `random tokens are found, their prefixes and extensions only if they are tokens`() {
    for seed in 0..<60 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let alphabet = UInt8(Int.random(in: 1...255, using: &generator))
      var tokens = (0..<Int.random(in: 1...400, using: &generator)).map { _ in
        (0..<Int.random(in: 1...9, using: &generator)).map { _ in
          UInt8.random(in: 0...alphabet, using: &generator)
        }
      }
      tokens.append(contentsOf: tokens.prefix(5))
      let trie = Trie(tokens)
      for token in tokens {
        #expect(trie.find(token) == tokens.firstIndex(of: token))
        #expect(trie.find(token.dropLast()) == tokens.firstIndex(of: token.dropLast()))
        #expect(trie.find(token + [1]) == tokens.firstIndex(of: token + [1]))
      }
      for (place, token) in tokens.enumerated() {
        let prefix = (1..<max(1, token.count)).reversed()
          .compactMap { tokens.firstIndex(of: Array(token[..<$0])) }.first
        #expect(trie.prefixes[place] == prefix)
      }
      #expect(trie.isInBounds)
      #expect(trie.leavesHaveNoChildren)
    }
  }

  @Test func `a walk through nodes with one child each stays in few cache lines`() {
    var generator = SeededGenerator(seed: 1)
    let tokens = (0..<400).map { _ in
      (0..<16).map { _ in UInt8.random(in: 0x61...0x7A, using: &generator) }
    }
    let trie = Trie(tokens)
    let lines = tokens.map { Set(trie.cells(of: $0).map { $0 / 8 }).count }
    // Thirteen of the sixteen nodes or more are alone below theirs.
    #expect(lines.reduce(0, +) < 8 * tokens.count)
  }

  @Test func `a trie without tokens finds nothing`() {
    let trie = Trie([])
    #expect(trie.find([0x61]) == nil)
  }
}

/// A trie over some byte strings, with a plain walk over its cells.
private struct Trie {
  private let builder: TrieBuilder

  init(_ tokens: [[UInt8]]) {
    var starts: [UInt32] = [0]
    for token in tokens { starts.append((starts.last ?? 0) + UInt32(token.count)) }
    builder = TrieBuilder(
      Array(0..<UInt32(tokens.count)), text: Array(tokens.joined()), starts: starts)
  }

  var prefixes: [Int?] {
    builder.prefixOfToken.map { $0 == TokenRecord.none ? nil : Int($0) }
  }

  /// Whether no walk can leave the cells.
  var isInBounds: Bool {
    builder.rootBase < builder.cells.count && builder.cells.count % 256 == 0
      && builder.cells.allSatisfy { TrieCell(bits: $0).base < builder.cells.count }
  }

  /// Whether the base of nodes without children, 0, owns no cell.
  var leavesHaveNoChildren: Bool {
    (0..<256).allSatisfy { TrieCell(bits: builder.cells[$0]).label != UInt8($0) }
  }

  /// The cells that a walk along the bytes of a token looks at.
  func cells(of token: [UInt8]) -> [Int] {
    var base = builder.rootBase
    return token.map { byte in
      let cell = base ^ Int(byte)
      base = TrieCell(bits: builder.cells[cell]).base
      return cell
    }
  }

  func find(_ bytes: some Sequence<UInt8>) -> Int? {
    var base = builder.rootBase
    var token = TokenRecord.none
    for byte in bytes {
      let cell = TrieCell(bits: builder.cells[base ^ Int(byte)])
      guard cell.label == byte else { return nil }
      base = cell.base
      token = cell.token
    }
    return token == TokenRecord.none ? nil : Int(token)
  }
}
