public import TokenizerModel

extension EncodingSession {
  /// The token ids of a prompt that a trusted template and strangers wrote together.
  ///
  /// What the template wrote may spell every added token. In what strangers wrote, special tokens are
  /// plain text unless they are allowed, and so are the other added tokens that are named as marks; a
  /// token that is only partly the template's is one of theirs. Nothing else changes: pieces cross the
  /// borders between both as they would in any text.
  ///
  /// - Parameters:
  ///   - prompt: The whole prompt.
  ///   - plainText: The bytes that strangers wrote: ascending ranges with gaps between them.
  ///   - marks: Added tokens that are not special, but mean something to the model all the same.
  ///   - allowedSpecial: What strangers may spell: special tokens and marks.
  /// - Returns: The ids, in order.
  /// - Throws: `TokenizationError.notASpecialToken` where `allowedSpecial` names what is neither, and as
  ///   ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Precondition: The ranges lie within the prompt.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    prompt: Span<UInt8>, plainText: [Range<Int>], marks: [AddedToken] = [],
    allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    precondition(
      plainText.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= prompt.count },
      "plain text beyond the prompt")
    let marks = Set(marks.map(\.id))
    let tokens = tokenizer.added.tokens
    var hides = tokens.map { $0.isSpecial || marks.contains($0.id) }
    switch allowedSpecial {
    case .none: break
    case .all: hides = tokens.map { _ in false }
    case .only(let names):
      for name in names {
        let place = tokens.indices.first { place in
          hides[place] && tokens[place].content.utf8.elementsEqual(name.utf8)
        }
        // A name that stands twice has been found before.
        let isKnown = tokens.contains { $0.content.utf8.elementsEqual(name.utf8) }
        guard place != nil || isKnown else { throw .notASpecialToken(name) }
        if let place { hides[place] = false }
      }
    }
    var filter = tokenizer.added.withAllSpecial
    filter.plainText = PlainText(ranges: plainText, hides: hides)
    return try encode(prompt, filter)
  }
}
