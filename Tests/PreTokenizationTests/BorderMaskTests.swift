import TestSupport
import Testing

@testable import PreTokenization

@Suite("Borders found by masks are those of the scanner")
struct BorderMaskTests {
  static let patterns: [SplitPattern] = [.cl100k, .o200k]

  /// What masks know apart, and what they do not know.
  private static let units: [[UInt8]] =
    [
      "a", "s", "A", "1", " ", "\n", "(", "'", "/", "\t", "가", "ㅋ", "“", "漢", "あ", "\u{1112}",
      "\u{A0}",
    ]
    .map { Array($0.utf8) } + [[0x80], [0xEA]]

  @Test(
    "in every text of up to four units, across the edge of the first window and of the second",
    arguments: patterns, [57, 116])
  func shortTexts(_ pattern: SplitPattern, _ edge: Int) throws {
    let preTokenizer = try PreTokenizer(pattern)
    let count = Self.units.count
    for number in 0..<count * count * count * count {
      var text = [UInt8](repeating: 0x62, count: edge)
      text[edge - 2 + number % 2] = 0x20
      var rest = number
      for _ in 0..<4 {
        text += Self.units[rest % count]
        rest /= count
      }
      try expectAlike(text, preTokenizer)
    }
  }

  /// Units that have rules of their own when they stand together, and how many of them.
  private static let families: [(units: [String], length: Int)] = [
    (["1", "a", "\u{663}"], 9),
    (["'", "s", "a", " ", "L"], 6),
    (["'", "t", "가", "\u{301}"], 7),
    ([" ", "\n", "a", "(", "\t"], 6),
    (["  ", "\n", "\r", "1", "/"], 6),
  ]

  @Test(
    "in every text of one family, across the edge of a window",
    arguments: patterns, [0, 1, 2, 3, 4])
  func familyTexts(_ pattern: SplitPattern, _ number: Int) throws {
    let preTokenizer = try PreTokenizer(pattern)
    let (units, length) = Self.families[number]
    let bytes = units.map { Array($0.utf8) }
    let texts = repeatElement(units.count, count: length).reduce(1, *)
    for number in 0..<texts {
      // So that the edge falls between any two of them.
      let start = 50 + number % 14
      var text = [UInt8](repeating: 0x62, count: start)
      if number % 3 > 0 { text[start - 1] = number % 3 == 1 ? 0x20 : 0x0A }
      var rest = number
      for _ in 0..<length {
        text += bytes[rest % units.count]
        rest /= units.count
      }
      try expectAlike(text, preTokenizer)
    }
  }

  @Test("in long random texts", arguments: patterns)
  func longTexts(_ pattern: SplitPattern) throws {
    let preTokenizer = try PreTokenizer(pattern)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<400 {
      // Some units are rare, so that runs of blocks without doubts occur too.
      let rare = Int.random(in: 0...40, using: &generator)
      var text: [UInt8] = []
      while text.count < 2_000 {
        let isRare = Int.random(in: 0...40, using: &generator) < rare
        let index = Int.random(in: 0..<(isRare ? Self.units.count : 5), using: &generator)
        for _ in 0..<Int.random(in: 1...4, using: &generator) { text += Self.units[index] }
      }
      try expectAlike(text, preTokenizer)
    }
  }

  /// With room for one end the scanner works alone, but for a last byte. What stands behind a document in its
  /// buffer, be it the rest of a scalar, is no part of it.
  private func expectAlike(_ text: [UInt8], _ preTokenizer: PreTokenizer) throws {
    let expected = try ends(of: text, by: preTokenizer, room: 1)
    for neighbour in [
      [], [0x80], [0x80, 0xBF], Array("가a가a가a".utf8), [UInt8](repeating: 0x80, count: 200),
    ] {
      let found = try ends(of: text, by: preTokenizer, room: 1_000, between: neighbour)
      if found != expected { Issue.record("\(text), then \(neighbour): \(found), not \(expected)") }
    }
  }

  private func ends(
    of text: [UInt8], by preTokenizer: PreTokenizer, room: Int, between neighbour: [UInt8] = []
  ) throws -> [Int] {
    let buffer = neighbour + text + neighbour
    let document = neighbour.count..<neighbour.count + text.count
    var found: [Int] = []
    var ends = [Int](repeating: 0, count: room)
    while (found.last ?? 0) < text.count {
      var span = ends.mutableSpan
      let count = try preTokenizer.fillEnds(
        of: document, in: buffer.span, from: neighbour.count + (found.last ?? 0), into: &span)
      found += ends[..<count].map { $0 - neighbour.count }
    }
    return found
  }
}
