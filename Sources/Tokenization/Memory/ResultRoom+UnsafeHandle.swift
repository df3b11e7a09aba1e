import CVector
import TokenizerModel

/// Makes room for the ids of many documents at once, as soon as there are enough to tell how many will come,
/// so that they are not moved again and again while their array grows. Room that is not needed is never
/// touched, and so takes no memory but for the rest of a large page.
struct ResultRoom {
  private let idsBefore: Int
  /// How many ids came from each byte of documents before these, if many did.
  private let earlierRate: Double?
  /// How many bytes the documents have.
  let bytes: Int
  /// How many bytes of the documents the ids so far came from.
  var encoded = 0

  /// So many ids tell how many will come.
  private static let sample = 1 << 16

  /// Room for what documents become, which may lie anywhere in a buffer.
  init(_ documents: ArraySlice<Range<Int>>, idsBefore: Int, earlierRate: Double?) {
    self.idsBefore = idsBefore
    self.earlierRate = earlierRate
    bytes = documents.reduce(0) { $0 + $1.count }
  }

  /// How many ids come from each byte, by the documents so far or those before; nil where too few came.
  func rate(idsSoFar: Int) -> Double? {
    let count = idsSoFar - idsBefore
    return count > Self.sample && encoded > 0 ? Double(count) / Double(encoded) : earlierRate
  }

  /// Makes room for those that are expected, where there is none for `most` ids that may come now.
  func reserve(forAtMost most: Int, in result: inout [TokenID]) {
    let needed = result.count + most
    guard result.capacity < needed, encoded < bytes, let rate = rate(idsSoFar: result.count) else {
      return
    }
    // Never more than an id for each byte, whatever the texts so far were.
    let idsPerByte = min(1, rate)
    // Half more than expected, for texts whose end is not as their beginning.
    let expected = idsPerByte * Double(bytes - encoded) * 1.5
    result.reserveRoom(max(2 * result.capacity, needed + Int(expected)))
  }
}

extension [TokenID] {
  /// Reserves room for so many ids in all, in large pages where it is large: a small page costs more to
  /// touch for the first time than to fill.
  mutating func reserveRoom(_ count: Int) {
    reserveCapacity(count)
    let size = capacity * MemoryLayout<TokenID>.stride
    // SAFETY: the array's memory has `size` bytes from its first element on, and advice changes none.
    unsafe withUnsafeMutableBufferPointer { ids in
      unsafe cvector_advise_huge_pages(ids.baseAddress, size)
    }
  }
}
