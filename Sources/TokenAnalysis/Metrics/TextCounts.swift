/// What is counted in a text under one tokenizer. Counts of two texts add up to those of both.
///
/// A token *touches* a unit if it came from at least one of its bytes.
package struct TextCounts: Sendable, Equatable {
  /// Documents (lines) that are not empty.
  package var documents = 0
  /// Source bytes.
  package var bytes = 0
  /// Unicode scalars; a byte outside well-formed UTF-8 counts as one.
  package var scalars = 0
  /// Tokens.
  package var tokens = 0
  /// Units between white space.
  package var eojeol = 0
  /// Eojeol that one token alone touches.
  package var wholeEojeol = 0
  /// Runs of letters, marks and digits.
  package var words = 0
  /// The tokens that touch each word, summed over the words.
  package var wordTokens = 0
  /// Words that two or more tokens touch.
  package var continuedWords = 0
  /// Precomposed Hangul syllables.
  package var syllables = 0
  /// Syllables that two or more tokens share.
  package var cutSyllables = 0
  /// Tokens that touch at least one syllable.
  package var syllableTokens = 0
  /// Tokens that hold only a part of some Hangul scalar, syllable or jamo.
  package var incompleteTokens = 0
  /// Jamo outside precomposed syllables.
  package var jamo = 0
  /// Tokens that touch at least one of those jamo.
  package var jamoTokens = 0
  /// Emoji, each with everything that is joined to it.
  package var emoji = 0
  /// Tokens that touch at least one emoji.
  package var emojiTokens = 0
  /// Source bytes outside white space.
  package var visibleBytes = 0
  /// Source bytes outside white space that no token carries but perhaps the unknown one.
  package var lostBytes = 0
  /// Tokens of the text in NFC.
  package var composedTokens = 0
  /// Tokens of the text in NFD.
  package var decomposedTokens = 0

  /// Counts of nothing.
  package init() {}

  /// Adds the counts of another text.
  package static func += (left: inout TextCounts, right: TextCounts) {
    left.documents += right.documents
    left.bytes += right.bytes
    left.scalars += right.scalars
    left.tokens += right.tokens
    left.eojeol += right.eojeol
    left.wholeEojeol += right.wholeEojeol
    left.words += right.words
    left.wordTokens += right.wordTokens
    left.continuedWords += right.continuedWords
    left.syllables += right.syllables
    left.cutSyllables += right.cutSyllables
    left.syllableTokens += right.syllableTokens
    left.incompleteTokens += right.incompleteTokens
    left.jamo += right.jamo
    left.jamoTokens += right.jamoTokens
    left.emoji += right.emoji
    left.emojiTokens += right.emojiTokens
    left.visibleBytes += right.visibleBytes
    left.lostBytes += right.lostBytes
    left.composedTokens += right.composedTokens
    left.decomposedTokens += right.decomposedTokens
  }
}
