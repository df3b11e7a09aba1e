package import Tokenization

/// Cuts a text so that its tokens keep within a budget.
package struct TextFit: Sendable {
  /// The part of a text that goes.
  package enum Part: String, CaseIterable, Sendable {
    /// The beginning.
    case head
    /// The end.
    case tail
    /// The middle: as many pieces stay before it as after it.
    case middle
  }

  /// What goes where the text is too long.
  package var part: Part
  /// Where it may be cut.
  package var border: TextBorder
  /// What stands where the middle was.
  package var marker: [UInt8]

  package init(cutting part: Part, at border: TextBorder, marker: [UInt8] = []) {
    self.part = part
    self.border = border
    self.marker = marker
  }

  /// The text, cut where it has more tokens than the budget; nil where even the marker alone is too
  /// long. The result was counted as a whole and keeps within the budget.
  ///
  /// The search halves the number of pieces that stay. Tokens grow with pieces but for a few at the
  /// cut, so a piece or two more might sometimes have fitted.
  ///
  /// - Complexity: O(log pieces) counts of at most the whole text.
  package func fit<Failure: Error>(
    _ text: [UInt8], budget: Int, count: ([UInt8]) throws(Failure) -> Int
  ) throws(Failure) -> [UInt8]? {
    if try count(text) <= budget { return text }
    let places = border.places(in: text)
    var best: [UInt8]?
    var low = 0
    var high = part == .middle ? (places.count - 1) / 2 : places.count - 1
    while low <= high {
      let pieces = (low + high) / 2
      let candidate = keeping(pieces, of: text, places)
      if try count(candidate) <= budget {
        best = candidate
        low = pieces + 1
      } else {
        high = pieces - 1
      }
    }
    return best
  }

  /// The text with so many pieces of it; of the middle so many before and after.
  private func keeping(_ pieces: Int, of text: [UInt8], _ places: [Int]) -> [UInt8] {
    let last = places.count - 1
    switch part {
    case .tail: return Array(text[..<places[pieces]])
    case .head: return Array(text[places[last - pieces]...])
    case .middle: return text[..<places[pieces]] + marker + text[places[last - pieces]...]
    }
  }
}
