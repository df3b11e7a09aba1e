/// A run of whole documents: their bytes one after another, and where each ends.
///
/// A reader fills the same block again and again, so that its memory is taken once:
/// ```swift
/// block.removeAll()
/// block.append(contentsOf: line)
/// ```
/// Blocks of about a mebibyte keep several counting threads busy; a document is never split.
public struct TrainingBlock: Sendable {
  /// The bytes of all documents.
  public var bytes: [UInt8] = []
  /// Where each document ends in `bytes`, in rising order; the last one ends where the bytes do.
  public var documentEnds: [Int] = []
  /// How often each document counts, in units of the trainer's `weightScale`; at least 1.
  public var weight = 1

  /// A block without documents.
  public init() {}

  /// Removes all documents and keeps the memory; the weight stays.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    documentEnds.removeAll(keepingCapacity: true)
  }

  /// Appends one document.
  ///
  /// - Complexity: Amortized O(bytes of the document).
  public mutating func append(contentsOf document: some Sequence<UInt8>) {
    bytes.append(contentsOf: document)
    documentEnds.append(bytes.count)
  }
}
