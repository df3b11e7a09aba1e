/// Cuts pieces of text by one step of a pre-tokenizer that changes no text.
package struct PieceCutter: Sendable {
  private let way: Way

  /// The ways of cutting.
  private enum Way: Sendable {
    case preTokens(PreTokenizer)
    case matches(SeparatorSearch, SplitBehavior, isInverted: Bool)
    case words
    case bert
    case scripts
    case length(Int)
  }

  /// A cutter for a step, or nil for one that also changes the text or is cut elsewhere.
  ///
  /// - Throws: `PreTokenizationError.badPattern` where a regular expression cannot be used.
  package init?(_ step: PreTokenizationStep) throws(PreTokenizationError) {
    switch step {
    case .byteLevel, .metaspace: return nil
    case .bert: way = .bert
    case .split(.pattern(let pattern), .isolated, _):
      // What matches and what does not are both kept, so it does not matter which is which.
      way = .preTokens(try PreTokenizer(pattern))
    case .split(let separator, let behavior, let isInverted):
      way = .matches(try SeparatorSearch(separator), behavior, isInverted: isInverted)
    case .digits(let individually):
      way = .matches(.numbers, individually ? .isolated : .contiguous, isInverted: false)
    case .punctuation(let behavior): way = .matches(.punctuation, behavior, isInverted: false)
    case .whitespace: way = .words
    case .whitespaceSplit: way = .matches(.whiteSpace, .removed, isInverted: false)
    case .delimiter(let scalar): way = .matches(.scalar(scalar), .removed, isInverted: false)
    case .unicodeScripts: way = .scripts
    case .fixedLength(let length): way = .length(length)
    }
  }

  /// Appends the pieces of a text that begins at an offset; none is empty.
  ///
  /// - Throws: `PreTokenizationError` where a regular expression is given up.
  package func cut(
    _ text: Span<UInt8>, at offset: Int, into pieces: inout [Range<Int>]
  ) throws(PreTokenizationError) {
    func append(_ piece: Range<Int>) {
      if piece.isEmpty { return }
      pieces.append(offset + piece.lowerBound..<offset + piece.upperBound)
    }
    switch way {
    case .preTokens(let preTokenizer): try preTokenizer.forEachPreToken(of: text, append)
    case .matches(let search, let behavior, let isInverted):
      let parts = SplitParts(count: text.count, matches: try search.matches(in: text))
      parts.forEachPiece(behavior, isInverted: isInverted, append)
    case .words: WordRuns.forEach(in: text, append)
    case .bert: BertPieces.forEach(in: text, append)
    case .scripts: ScriptRuns.forEach(in: text, append)
    case .length(let length): Self.forEachStretch(of: length, in: text, append)
    }
  }

  private static func forEachStretch(
    of length: Int, in text: Span<UInt8>, _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    var index = 0
    var scalars = 0
    while index < text.count {
      index = TextUnit(in: text, at: index).end
      scalars += 1
      if scalars == length {
        body(start..<index)
        (start, scalars) = (index, 0)
      }
    }
    body(start..<text.count)
  }
}
