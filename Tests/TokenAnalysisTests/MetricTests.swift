import TestSupport
import Testing
import TokenizerModel

@testable import TokenAnalysis

/// Measures of a text cut into tokens of the given lengths; ids count up, every token another.
private func measures(_ text: String, tokenLengths: [Int]) -> TextMeasures {
  let bytes = Array(text.utf8)
  var offsets: [Range<Int>] = []
  for length in tokenLengths {
    let start = offsets.last?.upperBound ?? 0
    offsets.append(start..<(start + length))
  }
  precondition((offsets.last?.upperBound ?? 0) == bytes.count, "the tokens cover the text")
  let units = TextUnits(bytes)
  var result = TextMeasures(vocabularySize: 1000, idUpperBound: 1000)
  result.counts = TextCounts(
    units, byteCount: bytes.count, offsets: offsets, isKnown: offsets.map { _ in true })
  result.frequencies.add(offsets.indices.map { TokenID($0) })
  var cursor = TouchingTokens(offsets)
  var words: [[UInt8]: Bool] = [:]
  for range in units.words {
    let word = Array(bytes[range])
    words[word] = (words[word] ?? false) || cursor.touching(range).count == 1
  }
  result.wordTypes = words.count
  result.singleTokenWordTypes = words.values.count { $0 }
  return result
}

@Suite("Metrics of a text")
struct MetricTests {
  @Test("count what no known token carries as lost")
  func lostText() {
    let bytes = Array("한국어를 좋아해요".utf8)
    let offsets = [0..<6, 6..<12, 12..<19, 19..<25]
    func share(_ isKnown: [Bool], _ offsets: [Range<Int>]) -> Double? {
      var measures = TextMeasures(vocabularySize: 10, idUpperBound: 10)
      measures.counts = TextCounts(
        TextUnits(bytes), byteCount: bytes.count, offsets: offsets, isKnown: isKnown)
      return measures.value(of: .lostShare)
    }
    #expect(share([true, true, true, true], offsets) == 0)
    #expect(share([true, false, true, true], offsets) == 0.25)
    #expect(share([false, false, false, false], offsets) == 1)
    // A token that covers what another one covers counts once; what none covers is lost.
    #expect(share([true, true, true], [0..<6, 3..<6, 13..<25]) == 0.25)
    #expect(share([], []) == 1)
  }

  /// The examples in the comments of `Metric`.
  @Test(
    "equal the examples worked by hand",
    arguments: [
      (Metric.tokens, 4.0, 5.0), (.bytesPerToken, 6.25, 5), (.charactersPerToken, 2.25, 1.8),
      (.fertilityEojeol, 2, 2.5), (.fertilityWord, 2, 2.5), (.tokensPerSyllable, 0.5, 0.625),
      (.wholeEojeolShare, 0, 0.5), (.singleTokenRetention, 0, 0.5), (.continuedWordShare, 1, 0.5),
      (.cutSyllableShare, 0, 0.125), (.incompleteHangulShare, 0, 0.4), (.renyiEfficiency, 1, 1),
      (.vocabularyUse, 0.004, 0.005),
    ])
  func workedByHand(metric: Metric, wholeSyllables: Double, cut: Double) throws {
    let text = "한국어를 좋아해요"
    let first = measures(text, tokenLengths: [6, 6, 7, 6]).value(of: metric)
    let second = measures(text, tokenLengths: [3, 2, 4, 3, 13]).value(of: metric)
    #expect(abs(try #require(first) - wholeSyllables) < 1e-12)
    #expect(abs(try #require(second) - cut) < 1e-12)
  }

  @Test("count jamo and emoji that stand alone")
  func jamoAndEmoji() {
    #expect(measures("ㅋㅋㅋㅋ", tokenLengths: [6, 6]).value(of: .tokensPerJamo) == 0.5)
    #expect(measures("👍🏽", tokenLengths: [4, 4]).value(of: .tokensPerEmoji) == 2)
    #expect(TextUnits(Array("👨‍👩‍👧 🇰🇷🇰🇵❤️".utf8)).emoji.count == 4)
  }

  @Test("are nil where a text has nothing of the kind")
  func absent() {
    let english = measures("cat", tokenLengths: [3])
    for metric in [Metric.cutSyllableShare, .tokensPerJamo, .tokensPerEmoji, .renyiEfficiency] {
      #expect(english.value(of: metric) == nil)
    }
  }

  @Test("equal a slow oracle on random texts cut anywhere", arguments: 0..<200)
  func oracle(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let palette = Array("가각힣한국어 \n\u{3000}aZé9.,ㅋㅠ漢👍\u{301}").map(String.init)
    let length = Int.random(in: 1...30, using: &generator)
    let text = (0..<length).map { _ in palette.randomElement(using: &generator) ?? "" }.joined()
    var lengths: [Int] = []
    var rest = text.utf8.count
    while rest > 0 {
      lengths.append(Int.random(in: 1...min(rest, 7), using: &generator))
      rest -= lengths[lengths.count - 1]
    }
    let measured = measures(text, tokenLengths: lengths)
    for (key, expected) in MetricOracle(text, tokenLengths: lengths).figures {
      let value = Metric(rawValue: key).flatMap { measured.value(of: $0) }
      #expect(value == expected, "\(key) of \(text.debugDescription) cut \(lengths)")
    }
  }

  @Test("count the tokens of the decomposed text")
  func decomposition() throws {
    let tokenizer = try smallTokenizer(prefixes(of: ["한국"]))
    let measured = try TextMeasurer(tokenizer).measure([Array("한국".utf8)])
    // NFC is one token; NFD has six jamo of three bytes, of which none is in the vocabulary but in
    // single bytes.
    #expect(measured.value(of: .decompositionBlowUp) == 18)
  }

  @Test("add up over documents, empty ones aside")
  func documents() throws {
    let tokenizer = try smallTokenizer(prefixes(of: ["한국"]))
    let lines = ["한국", "", "한", "국한국"].map { Array($0.utf8) }
    let measured = try TextMeasurer(tokenizer).measure(lines)
    #expect(measured.documentTokens == [1, 0, 1, 4])
    #expect(measured.counts.documents == 3)
    #expect(measured.units.reduce(into: TextCounts()) { $0 += $1 } == measured.counts)
  }
}

@Suite("Rényi efficiency")
struct RenyiTests {
  /// The check values of the project's notes; for α = 3, where 37/343 is the sum of the first text,
  /// worked out by hand.
  @Test(
    "equals the check values to ten digits",
    arguments: [
      ("pick @@ed pick @@l @@ed pick @@les", 2.5, 0.826_506_483_4),
      ("pick @@e @@d pick @@l @@e @@d pick @@l @@e @@s", 2.5, 0.920_484_024_2),
      ("pick @@ed pick @@l @@ed pick @@les", 3, 0.803_152_850_1),
    ])
  func checkValues(text: String, alpha: Double, expected: Double) throws {
    let words = text.split(separator: " ")
    let types = Array(Set(words)).sorted()
    var frequencies = TokenFrequencies(idUpperBound: types.count)
    frequencies.add(words.map { TokenID(types.firstIndex(of: $0) ?? 0) })
    let value = try #require(frequencies.renyiEfficiency(alpha: alpha))
    #expect(abs(value - expected) < 0.5e-10)
  }
}

@Suite("Gini coefficient, quantiles and overlap")
struct SmallFormulaTests {
  @Test("equal their examples worked by hand")
  func examples() {
    #expect(GiniCoefficient.of([150, 100]) == 0.1)
    #expect(GiniCoefficient.of([7, 7, 7]) == 0)
    #expect(GiniCoefficient.of([0, 0]) == nil)
    #expect(Quantile.of(0.5, sorted: [1, 2, 10, 20]) == 6)
    let left = TokenSet(["a", "b", "ab"].map { Array($0.utf8) })
    let right = TokenSet(["a", "b", "bc", "c"].map { Array($0.utf8) })
    #expect(left.jaccardIndex(right) == 0.4)
    #expect(right.jaccardIndex(left) == 0.4)
  }

  @Test("keep tokens apart that are canonically equivalent")
  func bytes() {
    let composed = TokenSet([Array("한".utf8)])
    let decomposed = TokenSet([Array("\u{1112}\u{1161}\u{11AB}".utf8)])
    #expect(composed.jaccardIndex(decomposed) == 0)
  }
}
