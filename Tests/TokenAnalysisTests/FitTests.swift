import TestSupport
import Testing
import Tokenization

@testable import TokenAnalysis

@Suite("Fitting")
struct FitTests {
  @Test(
    "texts may be cut where readers see a border",
    arguments: [
      (
        TextBorder.syllable, "\u{1112}\u{1161}\u{11AB}a\u{301}b👩\u{200D}👧c", [0, 9, 12, 13, 24, 25]
      ),
      (.syllable, "한글", [0, 3, 6]), (.eojeol, "가 나  다", [0, 4, 9, 12]),
      (.sentence, "하나. 둘? \"셋.\" 넷 다섯\n여섯", [0, 8, 13, 20, 31, 37]), (.sentence, "3.14 는", [0, 8]),
      (.eojeol, "", [0]),
    ])
  func borders(_ border: TextBorder, _ text: String, _ places: [Int]) {
    #expect(border.places(in: Array(text.utf8)) == places)
  }

  @Test(
    "head, tail or middle goes",
    arguments: [
      (TextFit.Part.tail, "", "a b "), (.head, "", "c d e"), (.middle, "", "a d e"),
    ])
  func parts(_ part: TextFit.Part, _ marker: String, _ expected: String) {
    let fit = TextFit(cutting: part, at: .eojeol, marker: Array(marker.utf8))
    let result = fit.fit(Array("a b c d e".utf8), budget: 5) { $0.count }
    let allowed: Set<String> = part == .middle ? ["a e"] : [expected]
    #expect(allowed.contains(result.map { String(decoding: $0, as: UTF8.self) } ?? "none"))
  }

  @Test("what is written is within the budget, as long as can be, and cut at a border")
  func withinBudget() throws {
    var generator = SeededGenerator(seed: 5)
    let words = ["말모이", " ", "는 ", "말을. ", "모은다!\n", "ab ", "c"].map { Array($0.utf8) }
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...30, using: &generator)).flatMap { _ in
        words.randomElement(using: &generator) ?? []
      }
      let budget = Int.random(in: 0...60, using: &generator)
      for part in TextFit.Part.allCases {
        for border in TextBorder.allCases {
          let fit = TextFit(cutting: part, at: border)
          let result = try #require(fit.fit(text, budget: budget) { $0.count })
          #expect(result.count <= budget || text.count <= budget)
          if text.count <= budget { #expect(result == text) }
          guard part == .tail, text.count > budget else { continue }
          let best = border.places(in: text).last { $0 <= budget } ?? 0
          #expect(result == Array(text[..<best]))
        }
      }
    }
  }

  @Test("a marker that is too long alone leaves nothing")
  func marker() {
    let fit = TextFit(cutting: .middle, at: .syllable, marker: Array("…".utf8))
    #expect(fit.fit(Array("abcdef".utf8), budget: 2) { $0.count } == nil)
    #expect(fit.fit(Array("abcdef".utf8), budget: 5) { $0.count } == Array("a…f".utf8))
  }

  @Test(
    "messages go by priority and age, with the answers to their calls",
    arguments: [
      (9, 0, ["s", "q1", "call", "r", "q2", "keep", "last"]),
      (6, 1, ["s", "call", "r", "q2", "keep", "last"]),
      (5, 3, ["s", "q2", "keep", "last"]), (3, 4, ["s", "keep", "last"]), (2, 5, ["s", "last"]),
    ])
  func chat(_ budget: Int, _ removed: Int, _ kept: [String]) throws {
    let json = """
      {"model": "m", "messages": [
        {"role": "system", "content": "s"}, {"role": "user", "content": "q1"},
        {"role": "assistant", "content": "call", "tool_calls": []},
        {"role": "tool", "content": "r"}, {"role": "user", "content": "q2"},
        {"role": "user", "content": "keep", "priority": 5}, {"role": "user", "content": "last"}]}
      """
    let fit = try ChatFit(json: Array(json.utf8))
    let fitted = try fit.fit(budget: budget) { $0.messages.count }
    let result = try #require(fitted)
    #expect(result.removed == removed)
    let chat = try Chat(json: result.json)
    #expect(chat.messages.map { String(decoding: $0.texts.first ?? [], as: UTF8.self) } == kept)
    #expect(!String(decoding: result.json, as: UTF8.self).contains("priority"))
    #expect(String(decoding: result.json, as: UTF8.self).contains(#""model":"m""#))
  }

  @Test("what may not go can be too long")
  func tooLong() throws {
    let fit = try ChatFit(json: Array(#"[{"role": "user", "content": "a"}]"#.utf8))
    #expect(try fit.fit(budget: 0) { $0.messages.count } == nil)
  }
}
