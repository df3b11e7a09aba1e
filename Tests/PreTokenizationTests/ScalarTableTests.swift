import Testing

@testable import PreTokenization

@Suite("Scalar tables")
struct ScalarTableTests {
  /// How many scalars tokenizers 0.23.3 and tiktoken 0.14.0 both match by `\p{name}`.
  static let propertyCounts = [
    ("L", 141_028), ("Nd", 760), ("P", 855), ("S", 8_514), ("White_Space", 25),
    ("Alphabetic", 142_759), ("Han", 99_030), ("Hangul", 11_739), ("Latin", 1_487),
    ("Common", 9_053),
  ]

  @Test("have as many scalars of a property as the references", arguments: propertyCounts)
  func counts(name: String, count: Int) throws {
    let set = try #require(ScalarSet.property(named: name))
    #expect(set.ranges.reduce(0) { $0 + $1.count } == count)
  }

  @Test("are of Unicode 16.0")
  func areOfTheirVersion() {
    #expect(ScalarClassTable.unicodeVersion == "16.0")
    // Letters of 15.1, of 16.0 and of 17.0.
    #expect(ScalarClassTable.shared[0x2EBF0] == .otherLetter)
    #expect(ScalarClassTable.shared[0x10D4A] == .otherLetter)
    #expect(ScalarClassTable.shared[0x16EA0] == .other)
  }

  @Test("put every scalar into the class of its properties")
  func classesFollowProperties() {
    var wrong: [UInt32] = []
    for run in ScalarPropertyTable.runs() {
      for scalar in [run.scalars.lowerBound, run.scalars.upperBound - 1] {
        let expected = ScalarClass(scalar: scalar, properties: run.properties)
        if ScalarClassTable.shared[scalar] != expected { wrong.append(scalar) }
      }
    }
    #expect(wrong == [])
  }

  @Test("give sets that keep the laws of sets")
  func setsKeepLaws() {
    let letters = ScalarSet.word
    let odd = ScalarSet(ranges: [5..<7, 0..<2, 6..<9, 0x10FFFF..<0x110000])
    #expect(odd.ranges == [0..<2, 5..<9, 0x10FFFF..<0x110000])
    for set in [letters, odd, .all, ScalarSet()] {
      #expect(set.complement.complement == set)
      #expect(set.union(set.complement) == .all)
      #expect(set.intersection(set.complement) == ScalarSet())
    }
    let caseless = ScalarSet("k", "S", "1").withASCIICaseVariants
    #expect(caseless == ScalarSet("k", "K", "\u{212A}", "s", "S", "\u{17F}", "1"))
  }
}
