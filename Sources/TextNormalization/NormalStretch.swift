/// Tells which documents in one buffer are in a form, by a quick check of many at a time that follow one
/// another: the first and the last bytes of a check take longest.
///
/// Where a stretch of text passes, every part of it does: a scalar of a part is a scalar of the whole, and
/// what is left of one that was cut is ill-formed, which passes. The check asks for nothing but the scalar
/// and the class of the one before it.
package struct NormalStretch {
  private let normalizer: Normalizer
  private var stretch = 0..<0
  private var isNormal = false

  /// The most bytes of a stretch of several documents.
  private static let longest = 1 << 15

  /// Nothing has been checked yet.
  package init(_ normalizer: Normalizer) { self.normalizer = normalizer }

  /// Whether the quick check finds the document with a number to be in the form.
  ///
  /// - Parameters:
  ///   - number: The place of the document in `documents`.
  ///   - documents: Where each document lies in `buffer`; the same at every call.
  ///   - buffer: The text.
  /// - Returns: What a check of this document alone says.
  /// - Complexity: O(bytes + documents) for all documents together.
  package mutating func passesQuickCheck(
    _ number: Int, of documents: ArraySlice<Range<Int>>, in buffer: Span<UInt8>
  ) -> Bool {
    if normalizer.form == .none { return true }
    let document = documents[number]
    if document.lowerBound < stretch.lowerBound || document.upperBound > stretch.upperBound {
      stretch = Self.stretch(from: number, of: documents)
      isNormal = normalizer.passesQuickCheck(buffer.extracting(stretch))
      if stretch == document { return isNormal }
    }
    return isNormal || normalizer.passesQuickCheck(buffer.extracting(document))
  }

  /// A document and those that follow it with a byte between them at most.
  private static func stretch(from number: Int, of documents: ArraySlice<Range<Int>>) -> Range<Int>
  {
    let start = documents[number].lowerBound
    var end = documents[number].upperBound
    for next in documents[(number + 1)...] {
      guard end...end + 1 ~= next.lowerBound, next.upperBound - start <= longest else { break }
      end = next.upperBound
    }
    return start..<end
  }
}
