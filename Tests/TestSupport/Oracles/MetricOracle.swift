/// The metrics of a text that is cut at given byte offsets, computed the slow and obvious way: every
/// byte knows its token, and every unit collects the tokens of its bytes.
package struct MetricOracle {
  private let scalars: [(value: Unicode.Scalar, bytes: Range<Int>)]
  private let tokenOfByte: [Int]

  package init(_ text: String, tokenLengths: [Int]) {
    var position = 0
    scalars = text.unicodeScalars.map { scalar in
      defer { position += String(scalar).utf8.count }
      return (scalar, position..<(position + String(scalar).utf8.count))
    }
    tokenOfByte = tokenLengths.enumerated().flatMap {
      [Int](repeating: $0.offset, count: $0.element)
    }
  }

  private func tokens(of units: [Range<Int>]) -> [Set<Int>] { units.map { Set(tokenOfByte[$0]) } }

  private func runs(_ isPart: (Unicode.Scalar) -> Bool) -> [Range<Int>] {
    scalars.split { !isPart($0.value) }.map {
      $0[$0.startIndex].bytes.lowerBound..<$0[$0.endIndex - 1].bytes.upperBound
    }
  }

  private func share(_ part: Int, _ whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }

  /// The figures by their keys in JSON.
  package var figures: [String: Double?] {
    let tokenCount = (tokenOfByte.last ?? -1) + 1
    let eojeol = tokens(of: runs { !$0.properties.isWhitespace })
    let wordRanges = runs { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
        true
      default: false
      }
    }
    let words = tokens(of: wordRanges)
    let syllables = tokens(
      of: scalars.filter { ("\u{AC00}"..."\u{D7A3}").contains($0.value) }.map(\.bytes))
    let jamo = tokens(of: scalars.filter { ("ㄱ"..."ㆎ").contains($0.value) }.map(\.bytes))
    let broken = (syllables + jamo).filter { $0.count > 1 }.reduce(Set<Int>()) { $0.union($1) }
    let wordBytes = wordRanges.map { range in
      scalars.filter { range.overlaps($0.bytes) }.map(\.value.value)
    }
    let whole = Set(zip(wordBytes, words).filter { $0.1.count == 1 }.map(\.0))
    return [
      "tokens": Double(tokenCount),
      "bytes_per_token": share(tokenOfByte.count, tokenCount),
      "characters_per_token": share(scalars.count, tokenCount),
      "fertility_eojeol": share(tokenCount, eojeol.count),
      "fertility_word": share(words.map(\.count).reduce(0, +), words.count),
      "tokens_per_syllable": share(Set(syllables.joined()).count, syllables.count),
      "single_token_eojeol_share": share(eojeol.count { $0.count == 1 }, eojeol.count),
      "strr": share(whole.count, Set(wordBytes).count),
      "continued_word_share": share(words.count { $0.count > 1 }, words.count),
      "cut_syllable_share": share(syllables.count { $0.count > 1 }, syllables.count),
      "incomplete_hangul_share": share(broken.count, tokenCount),
      "tokens_per_jamo": share(Set(jamo.joined()).count, jamo.count),
    ]
  }
}
