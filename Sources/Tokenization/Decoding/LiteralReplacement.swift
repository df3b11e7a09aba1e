extension [UInt8] {
  /// The bytes with each occurrence of a literal replaced, from the left and without overlaps. An empty
  /// literal occurs before each scalar and at the end.
  ///
  /// - Complexity: O(bytes times the literal's length).
  func replacingEach(_ literal: [UInt8], with replacement: [UInt8]) -> [UInt8] {
    guard let first = literal.first else {
      return flatMap { $0 & 0xC0 == 0x80 ? [$0] : replacement + [$0] } + replacement
    }
    var result: [UInt8] = []
    var index = 0
    while let start = self[index...].firstIndex(of: first) {
      let end = start + literal.count
      if end <= count, self[start..<end].elementsEqual(literal) {
        result += self[index..<start]
        result += replacement
        index = end
      } else {
        result += self[index...start]
        index = start + 1
      }
    }
    if index == 0 { return self }
    result += self[index...]
    return result
  }
}
