/// The scalars that BERT's normalizer treats specially, as tokenizers 0.23 has them: it follows old
/// tables of Unicode of its own.
enum BertTables {
  /// Whether a scalar lies in one of the runs whose bounds stand in a table.
  ///
  /// - Complexity: O(log runs)
  static func contains(_ scalar: UInt32, in bounds: [UInt32]) -> Bool {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    return low % 2 == 1
  }

  /// What is left of a scalar without its accents if that is one other scalar.
  ///
  /// - Complexity: O(log scalars)
  static func base(of scalar: UInt32) -> UInt32? {
    var (low, high) = (0, bases.count / 2)
    while low < high {
      let middle = (low + high) / 2
      if bases[2 * middle] < scalar { low = middle + 1 } else { high = middle }
    }
    return low < bases.count / 2 && bases[2 * low] == scalar ? bases[2 * low + 1] : nil
  }

  /// What is left of a scalar without its accents if those are several scalars; Hangul aside.
  static func sequence(of scalar: UInt32) -> ArraySlice<UInt32>? {
    guard let first = sequences.first, scalar >= first else { return nil }
    var index = 0
    while index < sequences.count {
      let end = index + 2 + Int(sequences[index + 1])
      if sequences[index] == scalar { return sequences[(index + 2)..<end] }
      index = end
    }
    return nil
  }
}
