import Foundation

/// NormalizationTest.txt of the Unicode Character Database, from Debian's package unicode-data.
struct NormalizationTestFile {
  /// Source, NFC, NFD, NFKC and NFKD of one row, in UTF-8.
  struct Row {
    var columns: [[UInt8]]
    /// Whether it is one of the rows for single scalars; those that have none stay themselves.
    var isPartOne: Bool
  }

  /// The version in its name, for example "15.0".
  var unicodeVersion: String
  var rows: [Row]

  private static let plainPath = "/usr/share/unicode/NormalizationTest.txt"
  private static let packedPath = plainPath + ".bz2"
  private static let unpacker = "/usr/bin/bzip2"

  static var isInstalled: Bool {
    let files = FileManager.default
    return files.isReadableFile(atPath: plainPath)
      || files.isReadableFile(atPath: packedPath) && files.isExecutableFile(atPath: unpacker)
  }

  /// Reads the file where the package puts it.
  static func installed() throws -> NormalizationTestFile {
    if let data = FileManager.default.contents(atPath: plainPath) {
      return NormalizationTestFile(String(decoding: data, as: UTF8.self))
    }
    let unpacking = Process()
    let output = Pipe()
    unpacking.executableURL = URL(fileURLWithPath: unpacker)
    unpacking.arguments = ["-dc", packedPath]
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
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      switch line.first {
      case UInt8(ascii: "#"):
        let name = String(Substring(line))
        guard name.hasPrefix("# NormalizationTest-") else { continue }
        unicodeVersion = name.dropFirst("# NormalizationTest-".count)
          .split(separator: ".").prefix(2).joined(separator: ".")
      case UInt8(ascii: "@"):
        isPartOne = Substring(line).hasPrefix("@Part1")
      default:
        let columns = line.split(separator: UInt8(ascii: ";")).prefix(5).map { column in
          column.split(separator: UInt8(ascii: " "))
            .compactMap { UInt32(Substring($0), radix: 16).flatMap(Unicode.Scalar.init) }.utf8
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
