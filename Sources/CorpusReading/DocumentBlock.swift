/// Whole documents of one file, one behind the other in one buffer.
///
/// Document `i` is `bytes[documentEnds[i - 1]..<documentEnds[i]]` (the first begins at 0), and the
/// last one ends where the buffer ends. Both arrays keep their memory from one filling to the next;
/// they may be swapped with those of another owner.
package struct DocumentBlock: Sendable {
  /// The bytes of all documents.
  package var bytes: [UInt8] = []
  /// Where each document ends in `bytes`, rising.
  package var documentEnds: [Int] = []
  /// The place of the file in `CorpusReader.sources`.
  package internal(set) var source = 0
  /// The number of the line (from 1) that the first document was.
  package internal(set) var firstLine = 1
  /// How the file's lines became documents.
  package internal(set) var format = CorpusFormat.text
  private(set) var selection = CorpusReadingOptions.Selection.all

  /// An empty block.
  package init() {}

  /// Where a document lies in `bytes`.
  package func range(ofDocument index: Int) -> Range<Int> {
    (index == 0 ? 0 : documentEnds[index - 1])..<documentEnds[index]
  }

  /// Where a document lies in `bytes`, without the LF that ended the line if it is a line.
  package func rangeWithoutLineEnd(ofDocument index: Int) -> Range<Int> {
    let range = range(ofDocument: index)
    guard format == .text, !range.isEmpty, bytes[range.upperBound - 1] == 0x0A else {
      return range
    }
    return range.lowerBound..<range.upperBound - 1
  }

  /// The number of the line (from 1) in its file that a document was.
  package func line(ofDocument index: Int) -> Int {
    precondition(documentEnds.indices.contains(index), "no such document in the block")
    return selection.line(index, after: firstLine)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    documentEnds.removeAll(keepingCapacity: true)
    selection = .all
  }

  /// Empties the block, and takes over from a block of lines which lines its documents were.
  mutating func beginDocuments(ofLines lines: DocumentBlock) {
    removeAll()
    firstLine = lines.firstLine
    selection = lines.selection
  }

  /// Drops the lines that are not selected; the block holds every line from `firstLine` on.
  mutating func select(_ selection: CorpusReadingOptions.Selection) {
    precondition(self.selection == .all, "a block is selected from once")
    guard selection != .all else { return }
    let lineOfFirst = firstLine
    var kept = 0
    var length = 0
    var start = 0
    // Neighbouring lines that stay move together, once, to where the lines before them end.
    var run = (start: 0, destination: 0)
    for index in documentEnds.indices {
      let end = documentEnds[index]
      if selection.includes(line: lineOfFirst + index) {
        if kept == 0 { firstLine = lineOfFirst + index }
        length += end - start
        documentEnds[kept] = length
        kept += 1
      } else {
        bytes.move(run.start..<start, to: run.destination)
        run = (end, length)
      }
      start = end
    }
    bytes.move(run.start..<start, to: run.destination)
    documentEnds.removeLast(documentEnds.count - kept)
    bytes.removeLast(bytes.count - length)
    self.selection = selection
  }
}
