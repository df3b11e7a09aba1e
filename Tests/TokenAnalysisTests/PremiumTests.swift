import TestSupport
import Testing

@testable import TokenAnalysis

@Suite("Premium on parallel text")
struct PremiumTests {
  @Test("equals the example worked by hand, blank pairs aside")
  func example() {
    let premium = ParallelPremium(tokens: [30, 0, 12, 5], over: [20, 3, 12, 0])
    #expect(premium.ratios == [1.5, 1])
    #expect(premium.places == [0, 2])
    #expect(premium.mean == 1.25)
    #expect(premium.quantile(0.5) == 1.25)
    #expect(premium.total == 1.3125)
  }

  @Test("says no difference where there is none, and a difference where there is one")
  func difference() throws {
    var generator = SeededGenerator(seed: 8)
    let english = (0..<200).map { _ in Int.random(in: 10...30, using: &generator) }
    let korean = english.map { $0 + Int.random(in: 0...10, using: &generator) }
    let alike = korean.map { $0 + Int.random(in: -1...1, using: &generator) }
    let dearer = korean.map { $0 + Int.random(in: 0...2, using: &generator) }
    let base = ParallelPremium(tokens: korean, over: english)
    func interval(_ tokens: [Int]) throws -> ConfidenceInterval {
      try #require(base.intervalOfDifference(ParallelPremium(tokens: tokens, over: english)))
    }
    #expect(try interval(korean) == ConfidenceInterval(low: 0, high: 0))
    #expect(try interval(alike).contains(0))
    #expect(try !interval(dearer).contains(0))
  }

  @Test("has nothing to say about nothing")
  func nothing() {
    let premium = ParallelPremium(tokens: [], over: [])
    #expect(premium.mean == nil && premium.interval == nil && premium.total == nil)
  }
}

@Suite("Bootstrap")
struct BootstrapTests {
  @Test("gives the same interval every time, around the value, the width that theory expects")
  func interval() throws {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<400).map { _ in Double(Int.random(in: 0...100, using: &generator)) }
    let mean = values.reduce(0, +) / 400
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400
    let interval = try #require(Bootstrap(unitCount: 400).mean(values))
    #expect(interval == Bootstrap(unitCount: 400).mean(values))
    #expect(interval.contains(mean))
    let expected = 2 * 1.96 * (variance / 400).squareRoot()
    #expect(abs((interval.high - interval.low) / expected - 1) < 0.15)
  }

  @Test("knows nothing from a single unit")
  func single() {
    #expect(Bootstrap(unitCount: 1).mean([5]) == nil)
  }
}
