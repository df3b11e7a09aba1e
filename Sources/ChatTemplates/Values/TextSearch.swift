/// Finds a text in others in linear time, whatever a template searches for (Knuth, Morris and Pratt
/// 1977).
struct TextSearch {
  private let wanted: [UInt8]
  /// For each number of bytes that match, how many still do after a mismatch behind them.
  private var fallbacks: [Int]

  /// A search for bytes, at least one.
  init(_ wanted: [UInt8]) {
    precondition(!wanted.isEmpty, "an empty text stands everywhere")
    self.wanted = wanted
    fallbacks = [0, 0]
    fallbacks.reserveCapacity(wanted.count + 1)
    var length = 0
    for index in wanted.indices.dropFirst() {
      while length > 0, wanted[index] != wanted[length] { length = fallbacks[length] }
      if wanted[index] == wanted[length] { length += 1 }
      fallbacks.append(length)
    }
  }

  /// Where the bytes first stand, from a place on.
  func firstPlace(in bytes: [UInt8], from start: Int) -> Int? {
    var length = 0
    for index in start..<max(start, bytes.count) {
      while length > 0, bytes[index] != wanted[length] { length = fallbacks[length] }
      if bytes[index] == wanted[length] { length += 1 }
      if length == wanted.count { return index + 1 - length }
    }
    return nil
  }
}
