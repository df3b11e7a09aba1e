import Tokenization
import TokenizerModel
import VocabularyStore

/// Documents, alone or each with a second one, that become inputs of a model batch by batch.
struct FramedDocuments {
  let loaded: RunnableTokenizer
  let framing: Framing
  let policy: SpecialTokenPolicy
  let threads: Int
  /// How many documents are filled up together, or nil for all.
  let batchSize: Int?

  /// Calls `body` with every input and the number of its document, in order. The files of `pair` hold
  /// the second documents; there are none where documents are alone.
  func forEach(
    of input: DocumentInput, pair: [String], _ body: (FramedText, Int) throws -> Void
  ) throws {
    var seconds: [[UInt8]] = []
    for path in pair { try input.forEachDocument(of: path) { seconds.append($0) } }
    var batch: [([UInt8], pair: [UInt8]?)] = []
    var (bytes, count) = (0, 0)
    func finish() throws {
      let first = count - batch.count
      for (place, framed) in try framed(batch).enumerated() { try body(framed, first + place) }
      batch.removeAll(keepingCapacity: true)
      bytes = 0
    }
    try input.forEachDocument { document in
      if !pair.isEmpty, count >= seconds.count { throw differentCounts(pair, seconds.count) }
      batch.append((document, pair: pair.isEmpty ? nil : seconds[count]))
      bytes += document.count
      count += 1
      let isFull = batchSize.map { batch.count == $0 } ?? (!padsTogether && bytes >= 1 << 22)
      if isFull { try finish() }
    }
    if count < seconds.count { throw differentCounts(pair, seconds.count) }
    try finish()
  }

  /// Whether documents must wait for each other.
  private var padsTogether: Bool { framing.padding != nil && framing.padding?.length == nil }

  private func framed(_ batch: [([UInt8], pair: [UInt8]?)]) throws -> [FramedText] {
    do {
      return try loaded.tokenizer.frameBatch(
        batch, as: framing, allowedSpecial: policy, threads: threads)
    } catch {
      throw CommandFailure("\(loaded.path): \(error)")
    }
  }

  private func differentCounts(_ paths: [String], _ count: Int) -> CommandFailure {
    CommandFailure(
      "\(paths.joined(separator: ", ")): \(count) second texts are not as many as there are first texts"
    )
  }
}
