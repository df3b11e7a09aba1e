import TestSupport
import Testing

@testable import TokenAnalysis

@Suite("Exact decimals")
struct ExactDecimalTests {
  struct Spelling: CustomTestStringConvertible {
    var text: String
    var plain: String
    var testDescription: String { text }
  }

  @Test(
    "a number is printed plainly",
    arguments: [
      Spelling(text: "2.5e-06", plain: "0.0000025"), Spelling(text: "0", plain: "0"),
      Spelling(text: "-0.00", plain: "0"), Spelling(text: "1200", plain: "1200"),
      Spelling(text: "1.50", plain: "1.5"), Spelling(text: "-3E+2", plain: "-300"),
      Spelling(text: "5.599999999999999e-07", plain: "0.0000005599999999999999"),
      Spelling(text: "256000.0", plain: "256000"),
      Spelling(text: "1e100", plain: "1" + String(repeating: "0", count: 100)),
    ])
  func prints(_ spelling: Spelling) {
    #expect(ExactDecimal(text: spelling.text)?.description == spelling.plain)
  }

  @Test(
    "what is no number is refused",
    arguments: [
      "", "-", ".", "1.", ".5", "1e", "e5", "1e999", "1.2.3", "1,5", "NaN", "--1", "0x10",
      "1e9999999999999999999", String(repeating: "9", count: 101),
    ])
  func refuses(_ text: String) {
    #expect(ExactDecimal(text: text) == nil)
  }

  @Test("sums, differences, products and order equal those of integers")
  func arithmetic() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<5000 {
      let (a, b) = (
        Int.random(in: -9_999_999...9_999_999, using: &generator),
        Int.random(in: -9_999...9_999, using: &generator)
      )
      let (i, j) = (
        Int.random(in: 0...6, using: &generator), Int.random(in: 0...6, using: &generator)
      )
      let left = scaled(a, i), right = scaled(b, j)
      let (x, y) = (a * power(6 - i), b * power(6 - j))
      #expect(left + right == scaled(x + y, 6))
      #expect(left - right == scaled(x - y, 6))
      #expect(left * right == scaled(a * b, i + j))
      #expect((left < right) == (x < y))
    }
  }

  @Test("a product beyond 128 bits is exact")
  func longProducts() {
    let nines = ExactDecimal(text: "9999999999999999999999999")
    let product = nines.map { $0 * $0 }
    #expect(product?.description == "99999999999999999999999980000000000000000000000001")
  }

  @Test(
    "ties are rounded to the even digit",
    arguments: [
      ("0.125", "0.12"), ("0.135", "0.14"), ("0.1250001", "0.13"), ("-0.125", "-0.12"),
      ("2.5", "2.50"), ("0.004", "0.00"), ("0.005", "0.00"), ("0.015", "0.02"), ("9.999", "10.00"),
      ("0.0000001", "0.00"), ("12", "12.00"),
    ])
  func rounds(_ text: String, _ rounded: String) {
    #expect(ExactDecimal(text: text)?.text(places: 2) == rounded)
  }

  private func scaled(_ value: Int, _ places: Int) -> ExactDecimal {
    ExactDecimal(text: "\(value)e-\(places)") ?? .zero
  }

  private func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in 10 * power } }
}
