/// What a scalar does to the pieces of BERT's pre-tokenizer.
package enum BertBoundary {
  /// It is part of a word.
  case word
  /// It stands between pieces and belongs to none.
  case space
  /// It is a piece of its own.
  case punctuation

  /// Scalars from each of which to the next all are the same, but for white space.
  package static var changes: [UInt32] { PunctuationTable.bounds }

  /// What a scalar is: white space, punctuation (ASCII's, and P of Unicode 8), or neither.
  package init(_ scalar: UInt32) {
    if ScalarBits.whiteSpace.contains(scalar) {
      self = .space
    } else {
      self = PunctuationTable.contains(scalar) ? .punctuation : .word
    }
  }
}

/// The pieces of BERT's pre-tokenizer: words and single punctuation marks.
///
/// Source: `BertPreTokenizer` of huggingface/tokenizers 0.23. A byte that is not part of well-formed
/// UTF-8 is part of a word.
enum BertPieces {
  /// Calls a closure with each piece, in order.
  static func forEach(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    var start = 0
    var index = 0
    while index < text.count {
      let unit = TextUnit(in: text, at: index)
      let boundary = unit.scalar.map(BertBoundary.init) ?? .word
      if boundary != .word {
        if start < index { body(start..<index) }
        if boundary == .punctuation { body(index..<unit.end) }
        start = unit.end
      }
      index = unit.end
    }
    if start < text.count { body(start..<text.count) }
  }
}
