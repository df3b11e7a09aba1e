import Foundation
@testable import TokenAnalysis
import TokenizerModel
import Testing

/// Bills of litellm 1.109.1 for models of our own list, made by Scripts/goldens/price_bills.py.
@Suite("Bills beside litellm's")
struct PriceGoldenTests {
  @Test("our list gives litellm's bills, but for its binary fractions")
  func bills() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/litellm-bills.jsonl")
    let lines = Array(try Data(contentsOf: path)).split(separator: 0x0A)
    #expect(lines.count >= 400)
    for line in lines {
      let golden = try Golden(Array(line))
      let record = try UsageRecord(jsonLine: golden.call)
      let card = try #require(
        PriceBook.malmoi[record.model]?.card(on: record.day, at: record.terms.moment))
      let bill = try Bill(record.usage, by: card, terms: record.terms)
      let place = "\(String(decoding: golden.call, as: UTF8.self))"
      #expect(isNear(bill.input, golden.input), "\(place)")
      #expect(isNear(bill.output, golden.output), "\(place)")
    }
  }

  private struct Golden {
    var call: [UInt8]
    var input: ExactDecimal
    var output: ExactDecimal

    init(_ line: [UInt8]) throws {
      var reader = JSONReader(line)
      guard case .object(let members) = try JSONValue(reading: &reader), members.count == 3,
        case .number(let first) = members[1].value, case .number(let second) = members[2].value,
        let input = ExactDecimal(text: String(decoding: first, as: UTF8.self)),
        let output = ExactDecimal(text: String(decoding: second, as: UTF8.self))
      else { throw TokenAnalysisError.invalid(place: "the golden", problem: "it is broken") }
      (call, self.input, self.output) = (members[0].value.compact, input, output)
    }
  }

  /// Whether two amounts differ by no more than a billionth of the larger.
  private func isNear(_ ours: ExactDecimal?, _ theirs: ExactDecimal) -> Bool {
    guard let ours else { return false }
    let tolerance = max(ours, theirs) * dollars("1e-09")
    return ours - theirs <= tolerance && theirs - ours <= tolerance
  }
}
