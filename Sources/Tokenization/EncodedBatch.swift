public import TokenizerModel

/// The ids of many documents, in their order.
///
/// ```swift
/// let batch = try tokenizer.encodeBatch(documents, threads: 2)
/// for ids in batch { print(ids.count) }
/// ```
public struct EncodedBatch: Sendable {
  /// The ids of successive documents, one after another, and where those of each end.
  package struct Part: Sendable {
    /// The number of the first document.
    package var firstDocument: Int
    /// All ids.
    package var ids: [TokenID]
    /// Where the ids of each document end in `ids`.
    package var ends: [Int]
  }

  /// The parts in the order of their documents; none is without documents.
  package let parts: [Part]
  /// The number of ids of all documents.
  public let tokenCount: Int

  /// Joins the parts.
  init(_ parts: [Part]) {
    self.parts = parts
    tokenCount = parts.reduce(0) { $0 + $1.ids.count }
  }
}

extension EncodedBatch: RandomAccessCollection {
  /// The number of the first document: 0.
  public var startIndex: Int { 0 }

  /// The number of documents.
  public var endIndex: Int { parts.last.map { $0.firstDocument + $0.ends.count } ?? 0 }

  /// The ids of a document.
  ///
  /// - Complexity: O(log n) in the number of parts, of which there are some for each thread and one for
  ///   each sixteen mebibytes.
  public subscript(document: Int) -> ArraySlice<TokenID> {
    precondition(document >= 0 && document < endIndex, "no document \(document) among \(endIndex)")
    var (low, high) = (0, parts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].firstDocument <= document { low = middle } else { high = middle }
    }
    let place = document - parts[low].firstDocument
    let start = place == 0 ? 0 : parts[low].ends[place - 1]
    return parts[low].ids[start..<parts[low].ends[place]]
  }
}
