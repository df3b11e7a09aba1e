internal import CVector

/// Finds the borders between pre-tokens of cl100k and o200k for 64 bytes at once, by algebra on masks.
///
/// A bit of `borders` says that a pre-token ends before that byte (or before the end of the text). A bit
/// of `doubts` says that the algebra does not know what that byte does: then a pre-token that holds
/// the byte, or ends before it, is left to the scanner. Shifts move what is known of a byte to the bytes
/// behind it:
///
/// ```
///   text           g o   " h e y "   1 2
///   letters        1 1 . . 1 1 1 . . . .
///   letters << 1   . 1 1 . . 1 1 1 . . .   stands after a letter
///   borders        1 . 1 . 1 . . 1 1 1 .   a space goes with the quote behind it, not with digits
/// ```
///
/// - Nothing looks further back than six bytes (at whether a symbol of three bytes stands before one of three),
///   nor further ahead than one but in two cases, which are doubts where the window ends too early: a letter
///   behind a contraction, and what follows the spaces behind a line end. So what a window of 64 bytes tells of
///   its bytes from the seventh on, and but for the last, holds wherever the window lies. If it begins at a
///   border, it holds for the first six too: all that looks back stays inside the pre-token at hand and the
///   byte before it.
/// - Bytes of 0x80 and above count as letters without case (Hangul syllables, jamo, most ideographs) or as
///   symbols (U+2010 to U+2027); all others, and bytes that are not well-formed, are doubts.
struct BorderMasks {
  /// Where pre-tokens end.
  let borders: UInt64
  /// Where the scanner must look.
  let doubts: UInt64

  /// How many of the first bytes of a window are only looked back at, unless it begins at a border.
  static let lookBehind = 6
  /// How many bytes a window has before the last, which is only looked ahead at.
  static let width = 63
  /// How far windows lie apart, so that each byte is told of once.
  static let stride = width - lookBehind

  /// How many windows tell of the first `count` bytes of a text and of its end.
  @inline(__always)
  static func windows(of count: Int, atMost most: Int) -> Int {
    count < width ? 1 : min((count &- lookBehind) / stride &+ 1, most)
  }

  /// The masks of a window.
  ///
  /// - Parameters:
  ///   - window: The classes of its bytes.
  ///   - cutsWordsAtCapitals: Whether the pattern is o200k's.
  @inline(__always)
  init(_ window: cvector_byte_classes, cutsWordsAtCapitals: Bool) {
    if window.high == 0 {
      self.init(window, isASCII: true, cutsWordsAtCapitals: cutsWordsAtCapitals)
    } else {
      self.init(window, isASCII: false, cutsWordsAtCapitals: cutsWordsAtCapitals)
    }
  }

  @inline(__always)
  private init(_ window: cvector_byte_classes, isASCII: Bool, cutsWordsAtCapitals: Bool) {
    let (space, digit, newline) = (window.space, window.digit, window.newline)
    let triple = isASCII ? 0 : window.punctuation
    let tripleBytes = triple | triple &<< 1 | triple &<< 2
    let uncased = isASCII ? 0 : window.high & ~tripleBytes
    let letters = window.lower | window.upper | uncased
    let symbols = window.other | tripleBytes
    let joined = symbols | space
    let (afterSpace, afterNewline, afterJoined) = (space &<< 1, newline &<< 1, joined &<< 1)
    let beforeSpaceOrEdge = (space | newline | window.end) &>> 1
    // A letter that one symbol belongs to: no other symbol, nor a space, stands before that.
    let afterLoneSymbol =
      window.other &<< 1 & ~(joined &<< 2) | triple &<< 3 & ~(joined &<< 4)
    let leads = isASCII ? 0 : window.letter | triple
    let illFormed = isASCII ? 0 : window.continuation ^ (leads &<< 1 | leads &<< 2)
    let numbers = digit & ~(digit &<< 1)
    // Digits with one before them, with three, and with six.
    let pairs = digit & digit &<< 1
    let fourth = pairs & pairs &<< 2
    let seventh = fourth & fourth &<< 3
    let contractions = window.apostrophe & window.contraction &>> 1
    // Those of one letter that no other follows.
    let short = window.apostrophe & window.short_contraction &>> 1 & ~(letters &>> 2 | 1 &<< 62)
    var indented = newline & space &>> 1
    if indented != 0 {
      // Spaces between two line ends belong to both; those before anything else do not.
      let (ends, goesOn) = (space & afterNewline).addingReportingOverflow(space)
      if !goesOn, ends & ~space & (newline | window.undecided | window.end) == 0 { indented = 0 }
    }
    let bordersOfBoth =
      window.end
      | letters & ~((letters | space) &<< 1 | afterLoneSymbol)
      | numbers | numbers &<< 3 & fourth
      | symbols & ~afterJoined
      | space & ~(afterSpace & beforeSpaceOrEdge)
      | newline & ~(afterNewline | afterJoined)
    let doubtsOfBoth =
      window.undecided | illFormed
      | space & window.undecided &>> 1
      | newline & afterSpace | indented
      | seventh
    if cutsWordsAtCapitals {
      // A contraction belongs to the word before it, unless that is the letter of another one.
      let inWords = contractions & letters &<< 1
      let kept = inWords & short & ~(window.apostrophe &<< 2)
      borders = bordersOfBoth & ~kept | window.upper & window.lower &<< 1
      doubts =
        doubtsOfBoth | inWords & ~kept | window.slash & afterNewline
        | window.upper & uncased &<< 1
    } else {
      // A short one is a lone symbol with its letter.
      borders = bordersOfBoth
      doubts = doubtsOfBoth | contractions & ~short
    }
  }
}
