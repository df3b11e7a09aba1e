/// The marks that tokenizers' `StripAccents` drops: those of Unicode 9.
enum CombiningMarkTable {
  /// Whether a scalar is such a mark.
  ///
  /// - Complexity: O(log runs)
  static func contains(_ scalar: UInt32) -> Bool {
    if scalar < 0x300 { return false }
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    return low % 2 == 1
  }
}
