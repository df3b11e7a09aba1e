import Testing
import TextNormalization

@Suite(
  "The conformance test of Unicode Standard Annex #15",
  .enabled(
    if: NormalizationTestFile.isInstalled, "needs Debian's package unicode-data and bzip2"))
struct ConformanceTests {
  /// What a form makes of the five columns of a row.
  struct Expectation {
    var form: NormalizationForm
    /// The column, counted from 0, that source, NFC and NFD become.
    var canonical: Int
    /// The column that NFKC and NFKD become.
    var compatibility: Int
  }

  static let expectations = [
    Expectation(form: .nfc, canonical: 1, compatibility: 3),
    Expectation(form: .nfd, canonical: 2, compatibility: 4),
    Expectation(form: .nfkc, canonical: 3, compatibility: 3),
    Expectation(form: .nfkd, canonical: 4, compatibility: 4),
  ]

  /// How much there is to check in the file of Unicode 15.0.
  static let known = (unicodeVersion: "15.0", rowChecks: 381_480, namedScalars: 17_029)

  @Test("All rows in all forms")
  func rows() throws {
    let file = try NormalizationTestFile.installed()
    var checks = 0
    var wrong: [String] = []
    for row in file.rows where isKnown(row) {
      for expectation in Self.expectations {
        let normalizer = Normalizer(expectation.form)
        for (index, column) in row.columns.enumerated() {
          let expected = row.columns[
            index < 3 ? expectation.canonical : expectation.compatibility]
          checks += 1
          if normalizer.normalize(column).bytes != expected {
            wrong.append("\(expectation.form) of column \(index + 1) of \(row.columns)")
          }
        }
      }
    }
    #expect(wrong == [])
    // Of a newer file, rows with scalars that ICU does not know are left out, so nobody can say how
    // many remain.
    if file.unicodeVersion == Self.known.unicodeVersion {
      #expect(checks == Self.known.rowChecks)
    } else {
      #expect(
        checks > Self.known.rowChecks / 2,
        "Unicode \(file.unicodeVersion) in the file, \(Normalizer.unicodeVersion) in ICU")
    }
  }

  @Test("Scalars that part 1 does not name stay themselves")
  func implicitRows() throws {
    let file = try NormalizationTestFile.installed()
    let named = Set(file.rows.filter(\.isPartOne).map { $0.columns[0] })
    var checks = 0
    for plane in 0...UInt32(0x10) {
      // A line end keeps a scalar from its neighbours.
      var text: [UInt8] = []
      for low in 0...UInt32(0xFFFF) {
        guard let scalar = Unicode.Scalar(plane << 16 | low) else { continue }
        let bytes = Array(scalar.utf8)
        if !named.contains(bytes) {
          text += bytes + [0x0A]
          checks += 1
        }
      }
      for expectation in Self.expectations {
        let changed = Normalizer(expectation.form).normalizedBytes(of: text.span)
        #expect(changed == nil, "plane \(plane) in \(expectation.form)")
      }
    }
    #expect(checks == 0x110000 - 0x800 - named.count)
    if file.unicodeVersion == Self.known.unicodeVersion {
      #expect(named.count == Self.known.namedScalars)
    }
  }

  /// Whether ICU knows all scalars of a row.
  private func isKnown(_ row: NormalizationTestFile.Row) -> Bool {
    row.columns.allSatisfy { Normalizer(.nfc).firstUnknownScalar(in: $0.span) == nil }
  }
}
