import PreTokenization
import Tokenization

/// Where the units that metrics count lie in a text, in bytes.
///
/// Classes of scalars are those of the committed table (``ScalarClassTable``), so the same text has
/// the same units on every machine.
package struct TextUnits: Equatable {
  /// The number of scalars; a stray byte counts as one.
  package var scalarCount = 0
  /// Eojeol: the longest runs without white space. "한국어를 좋아해요!" has two.
  package var eojeol: [Range<Int>] = []
  /// Words: the longest runs of letters, marks and digits. "한국어를 좋아해요!" has two, without "!".
  package var words: [Range<Int>] = []
  /// Precomposed Hangul syllables.
  package var syllables: [Range<Int>] = []
  /// Jamo that stand outside a precomposed syllable, such as the four of "ㅋㅋㅠㅠ".
  package var jamo: [Range<Int>] = []
  /// Emoji with everything that is joined to them: one for a family, one for a flag.
  package var emoji: [Range<Int>] = []

  /// The units of a text.
  ///
  /// - Complexity: O(bytes).
  package init(_ bytes: [UInt8]) {
    let scalars = TextScalar.all(in: bytes)
    scalarCount = scalars.count
    let table = ScalarClassTable.shared
    let wordClass = ScalarClass.letter | .mark | .number
    for scalar in scalars {
      let scalarClass = scalar.value.map { table[$0] } ?? .other
      if !scalarClass.isOne(of: .whiteSpace) { Self.extend(&eojeol, by: scalar.range) }
      if scalarClass.isOne(of: wordClass) { Self.extend(&words, by: scalar.range) }
      guard let value = scalar.value else { continue }
      if HangulScalar.isSyllable(value) { syllables.append(scalar.range) }
      if HangulScalar.isJamo(value) { jamo.append(scalar.range) }
    }
    emoji = Self.emoji(scalars)
  }

  /// Lengthens the last range if the new one begins where it ends, else starts another.
  private static func extend(_ ranges: inout [Range<Int>], by range: Range<Int>) {
    if let last = ranges.last, last.upperBound == range.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      ranges.append(range)
    }
  }

  private static func emoji(_ scalars: [TextScalar]) -> [Range<Int>] {
    let zeroWidthJoiner: UInt32 = 0x200D
    var result: [Range<Int>] = []
    var index = 0
    while index < scalars.count {
      guard let first = scalars[index].value, HangulScalar.isEmoji(first) else {
        index += 1
        continue
      }
      var end = index + 1
      if HangulScalar.isRegionalIndicator(first), end < scalars.count,
        let second = scalars[end].value, HangulScalar.isRegionalIndicator(second)
      {
        end += 1
      }
      while end < scalars.count, let value = scalars[end].value {
        let isJoined = scalars[end - 1].value == zeroWidthJoiner && HangulScalar.isEmoji(value)
        guard HangulScalar.carriesEmojiOn(value) || value == zeroWidthJoiner || isJoined else {
          break
        }
        end += 1
      }
      result.append(scalars[index].range.lowerBound..<scalars[end - 1].range.upperBound)
      index = end
    }
    return result
  }
}
