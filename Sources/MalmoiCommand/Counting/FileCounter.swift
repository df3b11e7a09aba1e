import CorpusReading
import TokenAnalysis
import TokenizerModel

/// Counts the documents of files, one file after the other.
struct FileCounter {
  let columns: [CountingColumn]
  private let options: CountingOptions
  private let input: DocumentInput
  private let log: VendorCountLog?

  /// A counter; tokenizers are loaded.
  init(_ options: CountingOptions, _ input: DocumentInput) throws {
    columns = try options.columns()
    self.options = options
    self.input = input
    log = options.askVendor ? VendorCountLog() : nil
  }

  /// Counts the documents of one file.
  func count(_ path: String) throws -> CountReport.File {
    var file = CountReport.File(
      path: path, bytes: 0, tokens: [Int](repeating: 0, count: columns.count))
    var line = 0
    try input.forEachDocument(of: path) { document in
      file.bytes += document.count
      line += 1
      let counts = try counts(document, "\(path)\(input.lines ? ":\(line)" : "")")
      for (index, count) in counts.enumerated() { file.tokens[index] += count.tokens }
      if options.chat, !input.lines { file.chats = counts.map(\.chat) }
      log?.record(counts, columns, of: document, isChat: options.chat)
    }
    return file
  }

  private func counts(_ document: [UInt8], _ place: String) throws -> [CountingColumn.Count] {
    do {
      guard options.chat else {
        return try columns.map { try $0.count(document, allowing: options.special.policy) }
      }
      let chat = try Chat(json: document)
      return try columns.map { try $0.count(chat, json: document) }
    } catch let error as TokenAnalysisError { throw CommandFailure("\(place): \(error)") }
  }
}
