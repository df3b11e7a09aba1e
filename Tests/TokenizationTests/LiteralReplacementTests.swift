import TestSupport
import Testing

@testable import Tokenization

@Suite("A literal is replaced")
struct LiteralReplacementTests {
  @Test("where the standard library finds it")
  func random() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<3_000 {
      func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 97...98, using: &generator) }
      }
      let (text, literal) = (bytes(.random(in: 0...12)), bytes(.random(in: 1...3)))
      #expect(text.replacingEach(literal, with: [0x20]) == text.replacing(literal, with: [0x20]))
    }
  }

  @Test("before each scalar and at the end where it is empty")
  func empty() {
    #expect(Array("가b".utf8).replacingEach([], with: [0x2D]) == Array("-가-b-".utf8))
  }
}
