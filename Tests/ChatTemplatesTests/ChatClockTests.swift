import Testing

@testable import ChatTemplates

@Suite("The time that templates are told")
struct ChatClockTests {
  @Test(
    "is the civil time of seconds since 1970",
    arguments: [
      (0, "1970-01-01 00:00:00 Thursday"), (951_782_400, "2000-02-29 00:00:00 Tuesday"),
      (1_795_245_296, "2026-11-21 07:14:56 Saturday"), (-1, "1969-12-31 23:59:59 Wednesday"),
      (4_107_542_400, "2100-03-01 00:00:00 Monday"),
    ])
  func civil(_ seconds: Int, _ text: String) throws {
    let bytes = try ChatClock(secondsSince1970: seconds).text(Array("%F %T %A".utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }
}
