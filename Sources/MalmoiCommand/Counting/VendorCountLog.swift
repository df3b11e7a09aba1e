import TokenAnalysis
import VocabularyStore

/// Keeps vendors' counts beside our own in `vendor-counts.jsonl` of the user's data folder
/// (`$XDG_DATA_HOME/malmoi`, else `~/.local/share/malmoi`).
struct VendorCountLog {
  private let path: String?
  private let day = ProcessEnvironment.today

  init() {
    path =
      if let data = ProcessEnvironment.variable("XDG_DATA_HOME") {
        "\(data)/malmoi/vendor-counts.jsonl"
      } else if let home = ProcessEnvironment.variable("HOME") {
        "\(home)/.local/share/malmoi/vendor-counts.jsonl"
      } else { nil }
  }

  /// Records the counts of one document: each vendor's beside the estimate for the same model.
  func record(
    _ counts: [CountingColumn.Count], _ columns: [CountingColumn], of document: [UInt8],
    isChat: Bool
  ) {
    guard let path else { return }
    for (index, column) in columns.enumerated() where column.vendor != nil {
      guard let own = columns.firstIndex(where: { $0.vendor == nil && $0.model == column.model })
      else { continue }
      let record = VendorCountRecord(
        day: day, model: column.model ?? column.name, isChat: isChat, bytes: document.count,
        tokenizer: columns[own].tokenizer, uncorrected: counts[own].uncorrected,
        estimate: counts[own].tokens, vendor: counts[index].tokens)
      do throws(VocabularyStoreError) {
        try AppendedFile.add(record.line, to: path)
      } catch { Talk.line("note: \(error)") }
    }
  }
}
