/// The lower case of each scalar without regard to context, as tokenizers 0.23 has it.
enum LowercaseTable {
  /// The lower case of a scalar, which is itself where there is none. U+0130 is left to the caller:
  /// its lower case is two scalars.
  ///
  /// - Complexity: O(log runs)
  static func lowercase(of scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar + 0x20 : scalar }
    let scalar = Int32(scalar)
    var (low, high) = (0, runs.count / 4)
    while low < high {
      let middle = (low + high) / 2
      if runs[4 * middle + 1] < scalar { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count / 4, case let run = runs[(4 * low)..<(4 * low + 4)],
      scalar >= run[4 * low], (scalar - run[4 * low]) % run[4 * low + 2] == 0
    else { return UInt32(scalar) }
    return UInt32(scalar + run[4 * low + 3])
  }
}
