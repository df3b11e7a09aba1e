extension Normalizer {
  /// The most bytes that are checked at a time, but for a document that has more.
  private static let longestStretch = 1 << 15

  /// The end of the successive documents, from one on, that the quick check finds to be in the form.
  ///
  /// The text is checked across their ends: the first and the last bytes of a check take longest. Where a stretch
  /// of text passes, every part of it does: a scalar of a part is a scalar of the whole, and what is left of one
  /// that was cut is ill-formed, which passes. The check asks for nothing but the scalar and the class of the one
  /// before it.
  ///
  /// - Parameters:
  ///   - first: The place of the first of them in `documents`.
  ///   - documents: Where each document lies in `buffer`.
  ///   - buffer: The text.
  /// - Returns: The place behind the last of which a check of this document alone would say the same; `first`
  ///   where it does not even of that one. Behind the result there may be more.
  /// - Complexity: O(bytes + documents) of those that pass, and `longestStretch` bytes at most.
  package func endOfNormalDocuments(
    from first: Int, of documents: ArraySlice<Range<Int>>, in buffer: Span<UInt8>
  ) -> Int {
    if form == .none { return documents.endIndex }
    let document = documents[first]
    let start = document.lowerBound
    let end = max(document.upperBound, min(start + Self.longestStretch, buffer.count))
    let normal = start + normalPrefix(of: buffer.extracting(start..<end))
    if normal < document.upperBound {
      // It may fail only because of what stands behind it.
      let passes = end > document.upperBound && passesQuickCheck(buffer.extracting(document))
      return passes ? first + 1 : first
    }
    return documents[first...].firstIndex { $0.lowerBound < start || $0.upperBound > normal }
      ?? documents.endIndex
  }
}
