import Testing

@testable import CorpusReading

@Suite("Patterns for paths")
struct PathPatternTests {
  /// By gitignore(5).
  @Test(
    "match as gitignore's do",
    arguments: [
      ("*.md", "a.md", true), ("*.md", "x/y/a.md", true), ("*.md", "a.mdx", false),
      ("docs/*.md", "docs/a.md", true), ("docs/*.md", "docs/b/a.md", false),
      ("docs/*.md", "x/docs/a.md", false), ("docs/**/*.md", "docs/a.md", true),
      ("docs/**/*.md", "docs/b/c/a.md", true), ("**/test", "a/b/test", true),
      ("a/**", "a/b/c", true),
      ("a/**", "a", false), ("build/", "build/x/y", true), ("build/", "build", false),
      ("build", "build", true), ("/top.txt", "top.txt", true), ("/top.txt", "a/top.txt", false),
      ("f?o", "foo", true), ("f?o", "f/o", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
      ("[!a-c]x", "dx", true), ("a\\*b", "a*b", true), ("a\\*b", "axb", false),
      ("*a*b*c*", "xxaxxbxxcxx", true), ("*a*b*c*", "xxaxxcxxbxx", false), ("한*", "한글.txt", true),
      ("[x", "[x", true),
    ])
  func matching(_ pattern: String, _ path: String, _ isMatch: Bool) throws {
    #expect(try #require(PathPattern(pattern)).matches(path) == isMatch)
  }

  @Test("the last pattern that matches decides")
  func order() {
    let patterns = ["*.md", "!keep.md", "# a comment", ""].compactMap { PathPattern($0) }
    #expect(patterns.count == 2)
    #expect(PathPattern.selects("a/x.md", by: patterns))
    #expect(!PathPattern.selects("a/keep.md", by: patterns))
    #expect(!PathPattern.selects("a/x.txt", by: patterns))
  }

  @Test("many stars take no exponential time")
  func stars() throws {
    let pattern = try #require(PathPattern(String(repeating: "a*", count: 30) + "b"))
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }
}
