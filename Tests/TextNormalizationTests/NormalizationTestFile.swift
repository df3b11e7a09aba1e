import Foundation

/// NormalizationTest.txt of the Unicode Character Database, from Debian's package unicode-data.
struct NormalizationTestFile {
  /// Source, NFC, NFD, NFKC and NFKD of one row, as scalars.
  struct Row {
    var columns: [[Unicode.Scalar]]
    /// Whether it is one of the rows for single scalars, all that are missing there stay themselves.
    var isPartOne: Bool
  }

  /// The version in its name, for example "15.0".
  var unicodeVersion: String
  var rows: [Row]

  private static let plainPath = "/usr/share/unicode/NormalizationTest.txt"
  private static let packedPath = plainPath + ".bz2"

  static var isInstalled: Bool {
    [plainPath, packedPath].contains { FileManager.default.isReadableFile(atPath: $0) }
  }

  /// Reads the file where the package puts it.
  static func installed() throws -> NormalizationTestFile {
    if let data = FileManager.default.contents(atPath: plainPath) {
      return NormalizationTestFile(String(decoding: data, as: UTF8.self))
    }
    let unpacking = Process()
    let output = Pipe()
    unpacking.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unpacking.arguments = ["bzip2", "-dc", packedPath]
    unpacking.standardOutput = output
    try unpacking.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    unpacking.waitUntilExit()
    return NormalizationTestFile(String(decoding: data, as: UTF8.self))
  }

  init(_ text: String) {
    unicodeVersion = ""
    rows = []
    var isPartOne = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# NormalizationTest-") {
        let version = line.dropFirst("# NormalizationTest-".count).split(separator: ".")
        unicodeVersion = version.prefix(2).joined(separator: ".")
      } else if line.hasPrefix("@") {
        isPartOne = line.hasPrefix("@Part1")
      } else if !line.hasPrefix("#") {
        let columns = line.split(separator: ";").prefix(5).map { column in
          column.split(separator: " ").compactMap { UInt32($0, radix: 16) }
            .compactMap(Unicode.Scalar.init)
        }
        rows.append(Row(columns: columns, isPartOne: isPartOne))
      }
    }
  }
}

extension [Unicode.Scalar] {
  /// The scalars in UTF-8.
  var utf8: [UInt8] { flatMap(\.utf8) }
}
