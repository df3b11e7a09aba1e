/// Successive pre-tokens of a document, the ends of which stand in a list.
package struct CutRun: BitwiseCopyable, Sendable {
  /// Where the document begins in its buffer.
  package let start: Int
  /// Where the first of the pre-tokens begins in the document.
  package let first: Int
  /// How many ends stand in the list up to the last of theirs; the first comes behind those of the run before.
  package let end: Int

  /// A run of pre-tokens.
  package init(start: Int, first: Int, end: Int) {
    self.start = start
    self.first = first
    self.end = end
  }
}
