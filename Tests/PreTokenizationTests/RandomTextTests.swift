import Testing

@testable import PreTokenization

@Suite("Scanners on random text of all scripts")
struct RandomTextTests {
  /// A pattern, and the textbook for it.
  struct Case: CustomTestStringConvertible, Sendable {
    var pattern: SplitPattern
    var oracle: @Sendable () -> PatternOracle
    var testDescription: String { "\(pattern)" }
  }

  static let cases = [
    Case(pattern: .gpt2) { .gpt2 }, Case(pattern: .cl100k) { .cl100k },
    Case(pattern: .o200k) { .o200k }, Case(pattern: .whitespace) { .whitespace },
  ]

  @Test("cut as a textbook matcher does", arguments: cases)
  func equalsTextbook(_ example: Case) throws {
    let preTokenizer = try PreTokenizer(example.pattern)
    let oracle = example.oracle()
    var texts = RandomText(seed: 1)
    for round in 0..<1_500 {
      let text = texts.next(runs: 1 + round % 12, isWellFormed: round % 3 != 0)
      let expected = oracle.ends(of: PatternOracle.units(of: text))
      try #require(try preTokenizer.preTokens(of: text).map(\.upperBound) == expected, "\(text)")
    }
  }

  @Test("cut as ICU does with our sets, by each spelling", arguments: ScalarBorderTests.names)
  func equalsRegularExpression(name: String) throws {
    let golden = try ScalarBorderGolden.committed.get()
    for spelling in try #require(golden.huggingFace[name]) {
      let preTokenizer = try PreTokenizer(SplitPattern.recognizing(spelling))
      let expression = try PreTokenizer(withoutScanner: spelling)
      var texts = RandomText(seed: 2)
      for round in 0..<600 {
        let text = texts.next(runs: 1 + round % 40, isWellFormed: round % 3 != 0)
        try #require(
          try expression.preTokens(of: text) == preTokenizer.preTokens(of: text), "\(text)")
      }
    }
  }

  @Test("go on where the room for ends was full", arguments: cases)
  func resumes(_ example: Case) throws {
    let scanner = try PreTokenizer(example.pattern)
    let expression = try PreTokenizer(withoutScanner: example.pattern.patternText)
    var texts = RandomText(seed: 3)
    for round in 0..<200 {
      let text = texts.next(runs: 30, isWellFormed: round % 2 != 0)
      let whole = try scanner.preTokens(of: text).map(\.upperBound)
      #expect(try ends(of: text, by: scanner, room: 1 + round % 7) == whole)
      #expect(try ends(of: text, by: expression, room: 1 + round % 7) == whole)
    }
  }

  @Test(
    "cut documents in one buffer as each alone",
    arguments: [
      .gpt2, .cl100k, .o200k, .whitespace, .none, .regularExpression("가+|[^가]"),
      .regularExpression(KoreanParticles.pattern), .regularExpression(KnownPattern.deepSeek),
    ] as [SplitPattern])
  func documents(_ pattern: SplitPattern) throws {
    let preTokenizer = try PreTokenizer(pattern)
    var random = RandomText(seed: 6)
    var (mostAtOnce, whereNone) = (0, 0)
    for round in 0..<40 {
      let texts: [[UInt8]] = (0..<60).map {
        $0 % 7 == 0 ? [] : random.next(runs: 1 + $0 % 9, isWellFormed: $0 % 5 != 0)
      }
      let buffer = texts.flatMap { text -> [UInt8] in [0x0A] + text }
      var documents: [Range<Int>] = []
      for text in texts {
        let start = (documents.last?.upperBound ?? 0) + 1
        documents.append(start..<start + text.count)
      }
      var ends = [Int](repeating: 0, count: 1 + round * 25)
      var runs = [CutRun](repeating: CutRun(start: 0, end: 0), count: 1 + round % 30)
      var done = 0
      while done < texts.count {
        var endSpan = ends.mutableSpan
        var runSpan = runs.mutableSpan
        let count = try preTokenizer.fillEnds(
          of: documents[done...], in: buffer.span, into: &endSpan, runs: &runSpan)
        mostAtOnce = max(mostAtOnce, count)
        for number in 0..<count {
          let first = number == 0 ? 0 : runs[number - 1].end
          let start = documents[done + number].lowerBound
          #expect(runs[number].start == start)
          let preTokens = try preTokenizer.preTokens(of: texts[done + number])
          #expect(ends[first..<runs[number].end] == preTokens.map { start + $0.upperBound }[...])
        }
        if count == 0 {
          #expect(texts[done].count > ends.count)
          whereNone += 1
        }
        done += max(count, 1)
      }
    }
    #expect(mostAtOnce == 30)
    #expect(whereNone > 0)
  }

  @Test("may be used from many threads")
  func isSharedByThreads() async throws {
    let scanner = try PreTokenizer(.o200k)
    let expression = try PreTokenizer(withoutScanner: SplitPattern.o200k.patternText)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for seed in UInt64(10)..<20 {
        group.addTask {
          var texts = RandomText(seed: seed)
          for _ in 0..<40 {
            let text = texts.next(runs: 40)
            let expected = try scanner.preTokens(of: text).map(\.upperBound)
            guard try ends(of: text, by: expression, room: 3) == expected else { return false }
          }
          return true
        }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }

  private func ends(of text: [UInt8], by preTokenizer: PreTokenizer, room: Int) throws -> [Int] {
    var found: [Int] = []
    var ends = [Int](repeating: 0, count: room)
    while (found.last ?? 0) < text.count {
      var span = ends.mutableSpan
      let count = try preTokenizer.fillEnds(of: text.span, from: found.last ?? 0, into: &span)
      found += ends[..<count]
    }
    return found
  }
}

@Suite("Scanners of published patterns without a name")
struct PublishedPatternTests {
  private static let cl100kRest = #"\s*[\r\n]+|\s+(?!\S)|\s+"#
  static let patterns = [
    KnownPattern.deepSeek,
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}"#
      + #"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|"# + cl100kRest,
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}{1,3}"#
      + #"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|"# + cl100kRest,
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"#
      + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|"# + cl100kRest,
  ]

  @Test("cut as ICU does with our sets", arguments: patterns)
  func equalsRegularExpression(_ pattern: String) throws {
    let preTokenizer = try PreTokenizer(.regularExpression(pattern))
    try #require(preTokenizer.hasScanner)
    let expression = try PreTokenizer(withoutScanner: pattern)
    var texts = RandomText(seed: 5)
    for round in 0..<1_200 {
      let text = texts.next(runs: 1 + round % 40, isWellFormed: round % 3 != 0)
      try #require(
        try expression.preTokens(of: text) == preTokenizer.preTokens(of: text),
        "\(String(decoding: text, as: UTF8.self).debugDescription)")
    }
  }
}
