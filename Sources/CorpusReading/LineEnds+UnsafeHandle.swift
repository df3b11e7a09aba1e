#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension [UInt8] {
  /// Appends the place behind every LF from `start` on to `ends`.
  ///
  /// This is the one pass over text that is not compressed, so the search is the C library's.
  func appendLineEnds(from start: Int, to ends: inout [Int]) {
    // SAFETY: `start` and every later position are at most `count`, so memchr searches within the
    // buffer, which lives as long as the closure; what it returns lies in the buffer.
    unsafe withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      precondition(start >= 0 && start <= buffer.count)
      var position = start
      while let found = unsafe memchr(base + position, 0x0A, buffer.count - position) {
        position = unsafe UnsafeRawPointer(found) - base + 1
        ends.append(position)
      }
    }
  }

  /// Moves a range of bytes to a place that is not behind it.
  mutating func move(_ range: Range<Int>, to destination: Int) {
    guard destination != range.lowerBound, !range.isEmpty else { return }
    precondition(
      destination >= 0 && destination < range.lowerBound && range.upperBound <= count)
    // SAFETY: both ranges lie within the buffer by the precondition; memmove lets them overlap.
    unsafe withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe memmove(base + destination, base + range.lowerBound, range.count)
    }
  }
}
