/// The rule that keeps Hangul syllables whole.
///
/// A token never ends inside a syllable, unless all of it is the beginning of that one syllable: its first
/// byte, or its first two, from which the syllable is made. And a token that begins inside a character
/// stays inside. So text that holds only syllables of the vocabulary is cut at their borders alone.
///
/// In UTF-8 the syllables U+AC00 to U+D7A3 are EA B0 80 to ED 9E A3.
enum WholeSyllables {
  /// Whether two tokens may become one.
  static func allow(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    let count = left.count + right.count
    guard let first = left.first, let last = right.last,
      let secondLast = right.dropLast().last ?? left.last
    else { return false }
    if isContinuation(first) {
      return count == 2 && isContinuation(last)
    }
    if isLead(last) { return false }
    return count == 2 || !(isLead(secondLast) && begins(secondLast, last))
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static func isLead(_ byte: UInt8) -> Bool { (0xEA...0xED).contains(byte) }

  /// Whether two bytes are the first two of some syllable.
  private static func begins(_ lead: UInt8, _ next: UInt8) -> Bool {
    switch lead {
    case 0xEA: (0xB0...0xBF).contains(next)
    case 0xED: (0x80...0x9E).contains(next)
    default: isContinuation(next)
    }
  }
}
