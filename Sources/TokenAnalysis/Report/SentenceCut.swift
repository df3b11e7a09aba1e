import Tokenization
import TokenizerModel

/// One sentence as several tokenizers cut it, in segments that are as wide as a phone.
struct SentenceCut {
  /// A part of a token that lies in one segment.
  struct Piece {
    /// Its bytes within the segment.
    var bytes: Range<Int>
    /// The whole scalars in it, as text.
    var text: String
    /// The token's id.
    var id: TokenID
    /// All bytes of the token.
    var tokenBytes: [UInt8]
    /// Whether it begins or ends inside a scalar.
    var isFragment: Bool
    /// Whether the token began in an earlier segment, or goes on in a later one.
    var isContinued: Bool
  }

  /// A stretch of the sentence.
  struct Segment {
    /// Its scalars, with ranges from the segment's start.
    var scalars: [TextScalar]
    /// Its bytes.
    var bytes: [UInt8]
    /// The pieces of each tokenizer.
    var rows: [[Piece]]
  }

  /// The segments in order.
  let segments: [Segment]
  /// How many tokens each tokenizer needs.
  let tokenCounts: [Int]

  /// Cuts a sentence.
  ///
  /// - Parameters:
  ///   - sentence: The sentence's bytes.
  ///   - tokenizers: The tokenizers, in the order of rows.
  ///   - width: The width of a segment in ems, a Hangul syllable being one wide.
  /// - Throws: `TokenizationError` where the sentence is too long.
  init(
    _ sentence: [UInt8], _ tokenizers: [Tokenizer], width: Double = 16
  ) throws(TokenizationError) {
    var texts: [TokenizedText] = []
    for tokenizer in tokenizers { texts.append(try tokenizer.tokenize(sentence)) }
    tokenCounts = texts.map(\.ids.count)
    segments = Self.stretches(sentence, width: width).map { stretch in
      let start = stretch[stretch.startIndex].range.lowerBound
      let range = start..<stretch[stretch.endIndex - 1].range.upperBound
      let scalars = stretch.map {
        TextScalar(
          value: $0.value,
          range: ($0.range.lowerBound - start)..<($0.range.upperBound - start))
      }
      let rows = zip(texts, tokenizers).map { text, tokenizer in
        zip(text.ids, text.offsets).compactMap { id, offsets in
          Self.piece(id, offsets, in: range, scalars, sentence, tokenizer)
        }
      }
      return Segment(scalars: scalars, bytes: Array(sentence[range]), rows: rows)
    }
  }

  private static func piece(
    _ id: TokenID, _ offsets: Range<Int>, in segment: Range<Int>, _ scalars: [TextScalar],
    _ sentence: [UInt8], _ tokenizer: Tokenizer
  ) -> Piece? {
    let shared = offsets.clamped(to: segment)
    if shared.isEmpty { return nil }
    let start = segment.lowerBound
    let bytes = (shared.lowerBound - start)..<(shared.upperBound - start)
    let touched = scalars.filter { $0.range.overlaps(bytes) }
    let whole = touched.filter { bytes.clamped(to: $0.range) == $0.range }
    var text = ""
    for scalar in whole {
      if let value = scalar.value.flatMap(Unicode.Scalar.init) { text.unicodeScalars.append(value) }
    }
    return Piece(
      bytes: bytes, text: text, id: id, tokenBytes: tokenizer.tokenBytes(of: id) ?? [],
      isFragment: whole.count < touched.count, isContinued: shared != offsets)
  }

  /// Stretches of scalars that fit the width, cut before a space where there is one.
  private static func stretches(_ sentence: [UInt8], width: Double) -> [ArraySlice<TextScalar>] {
    let scalars = TextScalar.all(in: sentence)
    var result: [ArraySlice<TextScalar>] = []
    var start = 0
    var lastSpace = 0
    var used = 0.0
    for (index, scalar) in scalars.enumerated() {
      if scalar.value == 0x20 { lastSpace = index }
      used += columnWidth(of: scalar)
      guard used > width, index > start else { continue }
      let end = lastSpace > start ? lastSpace : index
      result.append(scalars[start..<end])
      start = end
      used = scalars[start...index].reduce(0) { $0 + columnWidth(of: $1) }
    }
    if start < scalars.count { result.append(scalars[start...]) }
    return result
  }

  /// How wide a scalar's column is, in ems.
  static func columnWidth(of scalar: TextScalar) -> Double {
    guard let value = scalar.value else { return 1.2 }
    if HTMLText.isUnseen(value) { return 4.2 }
    switch value {
    case 0x20: return 0.55
    // % & @ M W m w, then the other capitals.
    case 0x25, 0x26, 0x40, 0x4D, 0x57, 0x6D, 0x77: return 1.15
    case 0x41...0x5A: return 0.9
    case 0..<0x1100: return 0.72
    default: return 1.1
    }
  }
}
