import Testing

@testable import TokenizerModel

@Suite("Work that another thread may do")
struct AheadTests {
  @Test func `gives its result as often as it is asked for, whoever does it`() {
    for number in 0..<2_000 {
      let work = Ahead { number * number }
      #expect(work() == number * number)
      #expect(work() == number * number)
    }
  }
}
