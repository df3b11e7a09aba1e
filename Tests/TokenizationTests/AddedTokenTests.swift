import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("Added tokens are found where the caller lets them be")
struct AddedTokenTests {
  private let definition = smallDefinition(addedTokens: [
    ("<|end|>", true), ("<|end|>>", true), ("<name>", false), ("한", false),
  ])

  /// The pieces of a text, each as text.
  private func pieces(
    _ text: String, _ policy: SpecialTokenPolicy, _ definition: TokenizerDefinition? = nil
  ) throws -> [String] {
    let tokenizer = try Tokenizer(definition ?? self.definition)
    return try tokenizer.encode(text, allowedSpecial: policy).map { id in
      String(decoding: tokenizer.tokenBytes(of: id) ?? [], as: UTF8.self)
    }
  }

  @Test func `a special token is text unless it is allowed`() throws {
    #expect(try !pieces("a<|end|>", .none).contains("<|end|>"))
    #expect(try pieces("a<|end|>", .all) == ["a", "<|end|>"])
    #expect(try pieces("a<|end|>", .only(["<|end|>"])) == ["a", "<|end|>"])
  }

  @Test func `tokens that are not special are always found`() throws {
    #expect(try pieces("<name>한", .none) == ["<name>", "한"])
  }

  @Test func `of tokens that start together the longest is found, if it is allowed`() throws {
    #expect(try pieces("<|end|>>", .all) == ["<|end|>>"])
    #expect(try pieces("<|end|>>", .only(["<|end|>"])) == ["<|end|>", ">"])
    #expect(try pieces("<|end|<|end|>", .all).last == "<|end|>")
  }

  @Test func `a name that no special token has is refused`() throws {
    for name in ["<|END|>", "<name>", ""] {
      #expect(throws: TokenizationError.notASpecialToken(name)) {
        try pieces("a", .only([name]))
      }
    }
    let accented = smallDefinition(addedTokens: [("<\u{E9}>", true)])
    #expect(throws: TokenizationError.notASpecialToken("<e\u{301}>")) {
      try pieces("a", .only(["<e\u{301}>"]), accented)
    }
  }

  @Test func `a normalizer makes none`() throws {
    let definition = smallDefinition(normalizer: .nfkc, addedTokens: [("<end>", true)])
    let fullWidth = "\u{FF1C}end\u{FF1E}"
    #expect(try !pieces(fullWidth, .all, definition).contains("<end>"))
    #expect(try pieces(fullWidth, .all, definition).joined() == "<end>")
    #expect(try pieces("<end>", .all, definition) == ["<end>"])
  }

  @Test func `text around added tokens is cut as documents of their own`() throws {
    // Before a word the pattern leaves the last space to the word; before a token none.
    let tokenizer = try Tokenizer(definition)
    let whole = try tokenizer.tokenize("a  <name>  b")
    #expect(whole.offsets == [0..<1, 1..<2, 2..<3, 3..<9, 9..<10, 10..<11, 11..<12])
    #expect(try tokenizer.count("a  <name>  b") == whole.ids.count)
    #expect(try tokenizer.encode("a  <name>  b") == whole.ids)
  }
}
