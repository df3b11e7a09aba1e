import PreTokenization
import TextNormalization
import TokenizerModel

/// Finds added tokens in a text with all that their flags ask for.
///
/// The token that starts leftmost is found, the longest among those that start there; the search goes
/// on behind its own text. Only then the flags are looked at: what is no single word stays text, and
/// white space around a token is taken in.
///
/// Source: `AddedVocabulary::find_matches` of huggingface/tokenizers 0.23.
struct AddedTokenFinder: Sendable {
  /// A stretch of a text.
  struct Stretch: Equatable {
    /// The place of the added token in the order of ids, or nil for text.
    var token: Int?
    /// Its bytes.
    var range: Range<Int>
  }

  private let tokens: [AddedToken]
  /// For each text in the trie, the place of its token.
  private let places: [Int]
  private let cells: [UInt64]
  private let rootBase: Int
  private var startsToken = [Bool](repeating: false, count: 256)

  /// A finder of some of the tokens, by their place, each by a text.
  init(_ tokens: [AddedToken], texts: [(place: Int, text: [UInt8])]) {
    self.tokens = tokens
    var bytes: [UInt8] = []
    var starts: [UInt32] = [0]
    for (_, text) in texts {
      bytes.append(contentsOf: text)
      starts.append(UInt32(bytes.count))
      if let first = text.first { startsToken[Int(first)] = true }
    }
    places = texts.map { $0.place }
    let builder = TrieBuilder(
      texts.indices.filter { !texts[$0].text.isEmpty }.map { UInt32($0) }, text: bytes,
      starts: starts)
    cells = builder.cells
    rootBase = builder.rootBase
  }

  /// Whether there is nothing to find.
  var isEmpty: Bool { places.isEmpty }

  /// A text as the tokens in it that may be found and what stands between them; `aligned` is the same
  /// text with its source, where it is not the source itself.
  func stretches(
    of text: Span<UInt8>, _ filter: AddedTokenFilter, aligned: AlignedSource? = nil
  ) -> [Stretch] {
    if isEmpty || filter.isEmpty { return [Stretch(token: nil, range: 0..<text.count)] }
    var stretches: [Stretch] = []
    var start = 0
    var index = 0
    while let match = nextMatch(in: text, from: index, filter, aligned) {
      index = match.range.upperBound
      let token = tokens[match.place]
      if token.isSingleWord, !Self.isSingleWord(match.range, in: text) { continue }
      var (first, end) = (match.range.lowerBound, match.range.upperBound)
      if token.takesSpaceBefore {
        first = max(start, Self.startOfSpace(in: text, before: first, notBefore: start))
      }
      if token.takesSpaceAfter { end = Self.endOfSpace(in: text, from: end) }
      // A token that is white space itself may have been taken in by the one before it.
      guard first < end else { continue }
      if start < first { stretches.append(Stretch(token: nil, range: start..<first)) }
      stretches.append(Stretch(token: match.place, range: first..<end))
      start = end
    }
    if start < text.count { stretches.append(Stretch(token: nil, range: start..<text.count)) }
    return stretches
  }

  private func nextMatch(
    in text: Span<UInt8>, from start: Int, _ filter: AddedTokenFilter, _ aligned: AlignedSource?
  ) -> (place: Int, range: Range<Int>)? {
    for index in start..<max(start, text.count) where startsToken[Int(text[index])] {
      if let match = longestMatch(in: text, at: index, filter, aligned) { return match }
    }
    return nil
  }

  private func longestMatch(
    in text: Span<UInt8>, at start: Int, _ filter: AddedTokenFilter, _ aligned: AlignedSource?
  ) -> (place: Int, range: Range<Int>)? {
    var match: (place: Int, range: Range<Int>)?
    var base = rootBase
    var index = start
    while index < text.count {
      let cell = TrieCell(bits: cells[base ^ Int(text[index])])
      guard cell.label == text[index] else { break }
      index += 1
      let number = Int(cell.tokenField) - 1
      if number >= 0, filter.finds(places[number], at: start..<index, of: aligned) {
        match = (places[number], start..<index)
      }
      base = cell.base
    }
    return match
  }

  private static func isSingleWord(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    if let before = ScalarScan.last(of: text, in: 0..<range.lowerBound)?.value,
      WordScalar.contains(before)
    {
      return false
    }
    guard range.upperBound < text.count,
      let after = ScalarScan.unit(of: text, at: range.upperBound).value
    else { return true }
    return !WordScalar.contains(after)
  }

  private static func startOfSpace(
    in text: Span<UInt8>, before end: Int, notBefore limit: Int
  ) -> Int {
    var start = end
    while start > limit, let unit = ScalarScan.last(of: text, in: limit..<start),
      WhiteSpace.contains(unit.value)
    {
      start = unit.range.lowerBound
    }
    return start
  }

  private static func endOfSpace(in text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count, case let unit = ScalarScan.unit(of: text, at: end),
      WhiteSpace.contains(unit.value)
    {
      end = unit.range.upperBound
    }
    return end
  }
}
