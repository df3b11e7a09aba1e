import PreTokenization
import Tokenization

/// What a token's bytes say about Hangul and scripts.
package struct TokenContent: Equatable {
  /// What tokens are sorted by.
  package enum Script: String, CaseIterable, Sendable {
    case hangul, latin, han, kana, cyrillic, greek, arabic, hebrew, indic, thai
    case otherLetters = "other_letters"
    case mixedLetters = "mixed_letters"
    case digits
    case symbols
    case whiteSpace = "white_space"
    case incompleteHangul = "incomplete_hangul"
    case otherBytes = "other_bytes"
  }

  /// The scalars; nil for stray bytes.
  let scalars: [TextScalar]
  /// Whether all bytes are well-formed UTF-8.
  package let isWhole: Bool
  /// How many precomposed syllables are whole.
  package let syllableCount: Int
  /// Whether the token is Hangul torn apart: it is no whole UTF-8, and has a whole syllable or a
  /// stretch of stray bytes that is, as a whole, the beginning of a syllable's three.
  package let isIncompleteHangul: Bool

  /// Looks at a token.
  ///
  /// - Complexity: O(bytes).
  package init(_ bytes: [UInt8]) {
    scalars = TextScalar.all(in: bytes)
    isWhole = scalars.allSatisfy { $0.value != nil }
    syllableCount = scalars.count { $0.value.map(HangulScalar.isSyllable) ?? false }
    let strays = scalars.split { $0.value != nil }.map { run in
      bytes[run[run.startIndex].range.lowerBound..<run[run.endIndex - 1].range.upperBound]
    }
    isIncompleteHangul =
      !isWhole && (syllableCount > 0 || strays.contains(where: Self.beginsSyllable))
  }

  /// Whether bytes are the first one or two of the UTF-8 of a syllable, U+AC00 (EA B0 80) to U+D7A3
  /// (ED 9E A3).
  private static func beginsSyllable(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let lead = bytes.first, (0xEA...0xED).contains(lead), bytes.count <= 2 else {
      return false
    }
    guard bytes.count == 2, let second = bytes.last else { return true }
    switch lead {
    case 0xEA: return (0xB0...0xBF).contains(second)
    case 0xED: return (0x80...0x9E).contains(second)
    default: return (0x80...0xBF).contains(second)
    }
  }

  /// What the token is sorted by: its letters first, then digits, symbols and white space.
  package var script: Script {
    if !isWhole { return isIncompleteHangul ? .incompleteHangul : .otherBytes }
    let table = ScalarClassTable.shared
    let wordClass = ScalarClass.letter | .mark
    var letters = Set<Script>()
    var hasDigit = false
    var hasSymbol = false
    for case let value? in scalars.lazy.map(\.value) {
      let scalarClass = table[value]
      if scalarClass.isOne(of: .letter) { letters.insert(Self.script(of: value)) }
      hasDigit = hasDigit || scalarClass.isOne(of: .number)
      hasSymbol = hasSymbol || !scalarClass.isOne(of: wordClass | .number | .whiteSpace)
    }
    if letters.count > 1 { return .mixedLetters }
    return letters.first ?? (hasDigit ? .digits : hasSymbol ? .symbols : .whiteSpace)
  }

  /// The script of a letter, by block.
  private static func script(of letter: UInt32) -> Script {
    if HangulScalar.isHangul(letter) { return .hangul }
    switch letter {
    case 0..<0x250, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xFB00...0xFB06,
      0xFF21...0xFF5A:
      return .latin
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      return .han
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: return .kana
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF: return .cyrillic
    case 0x370...0x3FF, 0x1F00...0x1FFF: return .greek
    case 0x600...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: return .arabic
    case 0x590...0x5FF, 0xFB1D...0xFB4F: return .hebrew
    case 0x900...0xDFF: return .indic
    case 0xE00...0xE7F: return .thai
    default: return .otherLetters
    }
  }
}
