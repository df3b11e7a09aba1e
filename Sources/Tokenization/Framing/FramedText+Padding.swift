import TokenizerModel

extension FramedText {
  /// Fills up the inputs of a batch, with all their windows, to one length.
  ///
  /// - Complexity: O(tokens of all windows).
  static func pad(_ batch: inout [FramedText], _ rule: Padding) {
    var length = rule.length ?? batch.lazy.map(\.count).max() ?? 0
    if let multiple = rule.multiple, multiple > 0, length % multiple > 0 {
      length += multiple - length % multiple
    }
    for place in batch.indices {
      batch[place].pad(to: length, rule)
      for window in batch[place].overflow.indices {
        batch[place].overflow[window].pad(to: length, rule)
      }
    }
  }

  private mutating func pad(to length: Int, _ rule: Padding) {
    guard count < length else { return }
    let filling = FramedText(
      [FramingToken](repeating: rule.token, count: length - count), typeID: rule.typeID,
      isPadding: true)
    if rule.direction == .right { return append(filling) }
    var padded = filling
    padded.append(self)
    padded.overflow = overflow
    self = padded
  }
}
