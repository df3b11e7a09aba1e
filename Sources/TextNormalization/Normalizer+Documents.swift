extension Normalizer {
  /// The most bytes of several documents that are checked at a time.
  private static let longestStretch = 1 << 15

  /// The end of the successive documents, from one on, that the quick check finds to be in the form.
  ///
  /// Many that follow one another are checked at a time: the first and the last bytes of a check take longest.
  /// Where a stretch of text passes, every part of it does: a scalar of a part is a scalar of the whole, and
  /// what is left of one that was cut is ill-formed, which passes. The check asks for nothing but the scalar
  /// and the class of the one before it.
  ///
  /// - Parameters:
  ///   - first: The place of the first of them in `documents`.
  ///   - documents: Where each document lies in `buffer`.
  ///   - buffer: The text.
  /// - Returns: The place behind the last of which a check of this document alone would say the same; `first`
  ///   where it does not even of that one. Behind the result there may be more.
  /// - Complexity: O(bytes + documents) of those that pass.
  package func endOfNormalDocuments(
    from first: Int, of documents: ArraySlice<Range<Int>>, in buffer: Span<UInt8>
  ) -> Int {
    if form == .none { return documents.endIndex }
    let start = documents[first].lowerBound
    var (end, number) = (documents[first].upperBound, first + 1)
    while number < documents.endIndex, end...end + 1 ~= documents[number].lowerBound,
      documents[number].upperBound - start <= Self.longestStretch
    {
      end = documents[number].upperBound
      number += 1
    }
    let normal = start + normalPrefix(of: buffer.extracting(start..<end))
    if normal == end { return number }
    let passing = documents[first..<number].firstIndex { $0.upperBound > normal } ?? number
    // The first may fail only because of what stands behind it.
    if passing == first, number > first + 1,
      passesQuickCheck(buffer.extracting(documents[first]))
    {
      return first + 1
    }
    return passing
  }
}
