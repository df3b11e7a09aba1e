/// The arithmetic by which precomposed Hangul syllables and conjoining jamo stand for each other
/// (Unicode Standard, section 3.12).
enum Hangul {
  static let firstSyllable: UInt32 = 0xAC00
  static let lastSyllable: UInt32 = 0xD7A3
  private static let firstLeading: UInt32 = 0x1100
  private static let firstVowel: UInt32 = 0x1161
  /// One below the first trailing consonant: index 0 stands for none.
  private static let trailingBase: UInt32 = 0x11A7
  private static let leadingCount: UInt32 = 19
  private static let vowelCount: UInt32 = 21
  private static let trailingCount: UInt32 = 28

  /// Whether a scalar is a precomposed syllable.
  @inline(__always)
  static func isSyllable(_ scalar: UInt32) -> Bool {
    scalar &- firstSyllable <= lastSyllable - firstSyllable
  }

  /// Whether a scalar is a vowel or trailing consonant that composes with what stands before it.
  @inline(__always)
  static func combinesBackward(_ scalar: UInt32) -> Bool {
    scalar &- firstVowel < vowelCount || scalar &- (trailingBase + 1) < trailingCount - 1
  }

  /// The jamo of a syllable; `trailing` is nil for a syllable without a final consonant.
  @inline(__always)
  static func jamo(
    of syllable: UInt32
  ) -> (leading: UInt32, vowel: UInt32, trailing: UInt32?) {
    let index = syllable - firstSyllable
    let trailing = index % trailingCount
    let rest = index / trailingCount
    return (
      firstLeading + rest / vowelCount, firstVowel + rest % vowelCount,
      trailing == 0 ? nil : trailingBase + trailing
    )
  }

  /// The syllable that a leading consonant makes with a vowel, or a syllable without a final
  /// consonant with a trailing one.
  @inline(__always)
  static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let leading = first &- firstLeading
    let vowel = second &- firstVowel
    if leading < leadingCount, vowel < vowelCount {
      return firstSyllable + (leading * vowelCount + vowel) * trailingCount
    }
    let trailing = second &- trailingBase
    if trailing &- 1 < trailingCount - 1, isSyllable(first),
      (first - firstSyllable) % trailingCount == 0
    {
      return first + trailing
    }
    return nil
  }
}
