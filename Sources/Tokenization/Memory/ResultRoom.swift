import TokenizerModel

/// Makes room for the ids of many documents at once, as soon as there are enough to tell how many will come,
/// so that they are not moved again and again while their array grows. Room that is not needed is never
/// touched, and so takes no memory.
struct ResultRoom {
  private let idsBefore: Int
  private let bytes: Range<Int>
  /// The byte up to which the documents are encoded.
  var position: Int

  /// So many ids tell how many will come.
  private static let sample = 1 << 16

  /// Room for what documents become, which follow each other in a buffer.
  init(_ documents: ArraySlice<Range<Int>>, idsBefore: Int) {
    self.idsBefore = idsBefore
    let start = documents.first?.lowerBound ?? 0
    bytes = start..<max(start, documents.last?.upperBound ?? 0)
    position = start
  }

  /// Makes room for `count` ids that come now, and for those that may come after them.
  func reserve(for count: Int, in result: inout [TokenID]) {
    let needed = result.count + count
    guard result.capacity < needed, needed - idsBefore > Self.sample, bytes.contains(position)
    else {
      return
    }
    let idsPerByte = Double(needed - idsBefore) / Double(position - bytes.lowerBound + 1)
    // An eighth more than expected, for texts whose end is not as their beginning.
    let expected = idsPerByte * Double(bytes.upperBound - position) * 1.125
    result.reserveCapacity(max(2 * result.capacity, needed + Int(expected)))
  }
}
