import Testing
import TextNormalization

@Suite("The conformance test of Unicode Standard Annex #15")
struct ConformanceTests {
  /// For a form, the column that the columns must become; the others become `compatibility`.
  struct Expectation: CustomTestStringConvertible, Sendable {
    var form: NormalizationForm
    /// The column that columns 1 to 3 become, counted from 0.
    var first: Int
    /// The column that columns 4 and 5 become.
    var last: Int
    var testDescription: String { form.rawValue }
  }

  static let expectations = [
    Expectation(form: .nfc, first: 1, last: 3), Expectation(form: .nfd, first: 2, last: 4),
    Expectation(form: .nfkc, first: 3, last: 3), Expectation(form: .nfkd, first: 4, last: 4),
  ]

  /// 19,074 rows of five columns; Unicode 15.0.
  static let checksPerForm = 95_370

  @Test(
    "every row in every form",
    .enabled(
      if: NormalizationTestFile.isInstalled, "needs Debian's package unicode-data and bzip2"),
    arguments: expectations)
  func rows(_ expectation: Expectation) throws {
    let file = try NormalizationTestFile.installed()
    let normalizer = Normalizer(expectation.form)
    var checks = 0
    var wrong = 0
    for row in file.rows {
      for (index, column) in row.columns.enumerated() {
        let expected = row.columns[index < 3 ? expectation.first : expectation.last].utf8
        checks += 1
        let text = normalizer.normalize(column.utf8)
        if text.bytes != expected { wrong += 1 }
      }
    }
    #expect(wrong == 0)
    #expect(checks == Self.checksPerForm)
  }
}
