import Testing

import TokenAnalysis

@Suite("Dates")
struct CivilDateTests {
  @Test(
    "a date knows its weekday",
    arguments: [
      ("2026-11-21", 6), ("2000-02-29", 2), ("1900-03-01", 4), ("2024-12-31", 2), ("1970-01-01", 4),
    ])
  func weekdays(_ text: String, _ weekday: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.weekday == weekday)
    #expect(date.description == text)
  }

  @Test(
    "days that do not exist are refused",
    arguments: [
      "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-01-01", "2026-1-01",
      "0000-01-01", "2026-01-+1", "tomorrow", "",
    ])
  func refuses(_ text: String) {
    #expect(CivilDate(text) == nil)
  }
}
