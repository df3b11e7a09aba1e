/// Successive pre-tokens of a document, the ends of which stand in a list.
package struct CutRun: BitwiseCopyable, Sendable {
  /// Where the first of the pre-tokens begins in the document's buffer.
  package let start: Int
  /// How many ends stand in the list up to the last of theirs; the first comes behind those of the run before.
  package let end: Int

  /// A run of pre-tokens.
  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}
