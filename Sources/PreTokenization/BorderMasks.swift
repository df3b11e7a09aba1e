internal import CVector

/// Finds the borders between pre-tokens of cl100k and o200k for 64 bytes at once, by algebra on masks.
///
/// A bit of `borders` says that a pre-token ends before that byte (or before the end of the text). A bit
/// of `doubts` says that the algebra does not know what that byte does: then a pre-token that holds
/// the byte, or ends before it, is left to the scanner. Shifts move what is known of a byte to the bytes
/// behind it, over the edge of the block too:
///
/// ```
///   text           g o   " h e y "   1 2
///   letters        1 1 . . 1 1 1 . . . .
///   letters << 1   . 1 1 . . 1 1 1 . . .   stands after a letter
///   borders        1 . 1 . 1 . . 1 1 1 .   a space goes with the quote behind it, not with digits
/// ```
///
/// - Everything that looks back stays inside the pre-token at hand and the byte before it, so a block
///   may begin at any border as if the text began there.
/// - Bytes of 0x80 and above count as letters without case (every Hangul syllable, and some jamo) or as
///   symbols (U+2010 to U+2027); all others, and bytes that are not well-formed, are doubts.
struct BorderMasks {
  /// Where pre-tokens end.
  private(set) var borders: UInt64 = 0
  /// Where the scanner must look.
  private(set) var doubts: UInt64 = 0
  private var before = Block()

  /// What the next block must know of one.
  private struct Block {
    var letters: UInt64 = 0
    var lower: UInt64 = 0
    var uncased: UInt64 = 0
    var symbols: UInt64 = 0
    var single: UInt64 = 0
    var triple: UInt64 = 0
    var space: UInt64 = 0
    var digit: UInt64 = 0
    var newline: UInt64 = 0
    var leads: UInt64 = 0
  }

  /// At the start of a text or of a pre-token.
  init() {}

  /// Goes on to the next block.
  ///
  /// - Parameters:
  ///   - block: Its classes.
  ///   - next: Those of the block behind it.
  ///   - cutsWordsAtCapitals: Whether the pattern is o200k's.
  @inline(__always)
  mutating func advance(
    _ block: cvector_byte_classes, _ next: cvector_byte_classes, cutsWordsAtCapitals: Bool
  ) {
    var now = Block()
    now.triple = block.punctuation
    now.leads = block.syllable | block.punctuation
    let tripleBytes =
      now.triple | shifted(now.triple, before.triple, 1) | shifted(now.triple, before.triple, 2)
    now.uncased = block.high & ~tripleBytes
    now.lower = block.lower
    now.letters = block.lower | block.upper | now.uncased
    now.single = block.other
    now.symbols = block.other | tripleBytes
    now.space = block.space
    now.digit = block.digit
    now.newline = block.newline
    let afterLetter = shifted(now.letters, before.letters, 1)
    let afterSpace = shifted(now.space, before.space, 1)
    let afterSymbol = shifted(now.symbols, before.symbols, 1)
    let afterNewline = shifted(now.newline, before.newline, 1)
    let afterDigit = shifted(now.digit, before.digit, 1)
    borders =
      block.end
      | now.letters & ~afterLetter & ~afterSpace & ~afterLoneSymbol(now)
      | now.digit & ~afterDigit
      | now.symbols & ~afterSymbol & ~afterSpace
      | now.space & ~(afterSpace & beforeSpaceOrEdge(block, next))
      | now.newline & ~afterNewline & ~afterSymbol & ~afterSpace
    doubts =
      block.undecided | (block.continuation ^ continuations(now))
      | now.space & ahead(block.undecided, next.undecided)
      | now.newline & (afterSpace | ahead(block.space, next.space))
      | now.digit & afterDigit & shifted(now.digit, before.digit, 2)
      & shifted(now.digit, before.digit, 3)
    let contractions = block.apostrophe & ahead(block.contraction, next.contraction)
    if cutsWordsAtCapitals {
      borders |= block.upper & shifted(now.lower, before.lower, 1)
      doubts |=
        contractions & afterLetter | block.slash & afterNewline
        | block.upper & shifted(now.uncased, before.uncased, 1)
    } else {
      doubts |= contractions
    }
    before = now
  }

  /// Before a letter that one symbol belongs to: no other symbol, nor a space, stands before it.
  @inline(__always)
  private func afterLoneSymbol(_ now: Block) -> UInt64 {
    let joined = now.symbols | now.space
    let joinedBefore = before.symbols | before.space
    return shifted(now.single, before.single, 1) & ~shifted(joined, joinedBefore, 2)
      | shifted(now.triple, before.triple, 3) & ~shifted(joined, joinedBefore, 4)
  }

  /// The bytes that well-formed text continues scalars with.
  @inline(__always)
  private func continuations(_ now: Block) -> UInt64 {
    shifted(now.leads, before.leads, 1) | shifted(now.leads, before.leads, 2)
  }

  /// The bytes before a space, a line end or the end of the text.
  @inline(__always)
  private func beforeSpaceOrEdge(
    _ block: cvector_byte_classes, _ next: cvector_byte_classes
  ) -> UInt64 {
    ahead(block.space | block.newline | block.end, next.space | next.newline | next.end)
  }

  /// The bytes before those of a mask.
  @inline(__always)
  private func ahead(_ mask: UInt64, _ next: UInt64) -> UInt64 { mask &>> 1 | next &<< 63 }

  /// The bytes so many places behind those of a mask.
  @inline(__always)
  private func shifted(_ mask: UInt64, _ before: UInt64, _ places: UInt64) -> UInt64 {
    mask &<< places | before &>> (64 &- places)
  }
}
