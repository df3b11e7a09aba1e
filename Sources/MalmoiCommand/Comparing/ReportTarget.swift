import ArgumentParser
import TokenAnalysis
import VocabularyStore

/// A file that a comparison is written to; its suffix says how.
struct ReportTarget: ExpressibleByArgument {
  private enum Format: String {
    case html, md, csv, json
  }

  private let path: String
  private let format: Format

  init?(argument: String) {
    guard let suffix = argument.split(separator: ".").last, argument.contains("."),
      let format = Format(rawValue: suffix.lowercased())
    else { return nil }
    path = argument
    self.format = format
  }

  /// Writes the report whole or not at all.
  func write(_ comparison: Comparison, _ language: ReportLanguage, _ facts: ReportFacts) throws {
    let bytes: [UInt8]
    switch format {
    case .html:
      bytes = Array(try HTMLReport(comparison, language: language, facts: facts).page().utf8)
    case .md:
      bytes = Array(MarkdownReport(comparison, language: language, facts: facts).text.utf8)
    case .csv: bytes = Array(CSVReport(comparison).text.utf8)
    case .json: bytes = comparison.json
    }
    try AtomicFile.write(bytes, to: path)
    Talk.line("wrote \(path)")
  }
}

extension String {
  /// The text as one word of a POSIX shell.
  var asShellWord: String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./=:,+@%".utf8)
    if !isEmpty, utf8.allSatisfy(plain.contains) { return self }
    return "'" + replacing("'", with: "'\\''") + "'"
  }
}
