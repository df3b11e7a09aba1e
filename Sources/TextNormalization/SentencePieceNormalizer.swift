/// Normalizes texts as SentencePiece does.
///
/// Source: `Normalizer::Normalize` of google/sentencepiece.
package struct SentencePieceNormalizer: Sendable {
  private let rules: SentencePieceNormalization
  private let map: CharacterMapTables?
  private let protected: LiteralTrie
  private let space: [UInt8]
  private let treatment: ScalarTreatment

  private static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// A normalizer by the given rules.
  ///
  /// - Throws: `TextNormalizationError` where the table of replacements contradicts itself.
  package init(_ rules: SentencePieceNormalization) throws(TextNormalizationError) {
    let map: CharacterMapTables?
    if let bytes = rules.characterMap { map = try CharacterMapTables(bytes) } else { map = nil }
    let protected = LiteralTrie(rules.protectedTexts)
    self.rules = rules
    self.map = map
    self.protected = protected
    space = rules.escapesSpaces ? [0xE2, 0x96, 0x81] : [0x20]
    treatment = ScalarTreatment(map) { protected.begins(with: $0) }
  }

  /// Whether spaces become U+2581, with which words begin, so that texts can be given as words.
  package var marksWords: Bool { rules.escapesSpaces && !rules.spacesFollowWords }

  /// What stands for a stretch at the start of the rest of a text.
  private enum Unit {
    /// The text itself.
    case itself(length: Int)
    /// Another text.
    case replaced(length: Int, by: ArraySlice<UInt8>)
  }

  /// Normalizes a text.
  ///
  /// - Complexity: O(bytes · longest rule).
  package func apply(to text: inout AlignedText) {
    if text.bytes.isEmpty { return }
    if rules.removesExtraSpaces, endOfLeadingSpaces(text.bytes.span) == text.bytes.count {
      // Of spaces alone nothing is left, not even the one that would be added.
      text.rewrite { _, _ in }
      return
    }
    text.rewrite { old, rewriter in rewrite(old, &rewriter) }
    if rules.removesExtraSpaces {
      var end = text.bytes.count
      while end >= space.count, text.bytes[(end - space.count)..<end].elementsEqual(space) {
        end -= space.count
      }
      if end < text.bytes.count { text.rewrite { _, rewriter in rewriter.keep(0..<end) } }
    }
    if rules.addsDummyPrefix, rules.spacesFollowWords {
      text.rewrite { old, rewriter in
        rewriter.keep(0..<old.count)
        rewriter.write(space, for: old.count..<old.count)
      }
    }
  }

  /// Normalizes a text in place of what `words` holds.
  ///
  /// - Precondition: `marksWords`.
  /// - Complexity: O(bytes · longest rule).
  package func write(_ text: Span<UInt8>, to words: inout NormalizedWords) {
    precondition(marksWords, "words begin with marks")
    words.removeAll()
    rewrite(text, &words)
    if rules.removesExtraSpaces { words.dropLastMarks() }
  }

  @inline(__always)
  private func rewrite(_ old: Span<UInt8>, _ sink: inout some NormalizedTextSink & ~Copyable) {
    let kinds = treatment.kinds.span
    let goesOn = treatment.goesOn.span
    var index = rules.removesExtraSpaces ? endOfLeadingSpaces(old) : 0
    if index == old.count { return }
    if rules.addsDummyPrefix, !rules.spacesFollowWords { sink.takeSpace(space, for: index..<index) }
    let removesExtraSpaces = rules.removesExtraSpaces
    // Behind a space after which others go; -1 where there is none.
    var endOfSpace = removesExtraSpaces ? index : -1
    var kept = index
    while index < old.count {
      let (kind, length) = ScalarTreatment.kind(
        of: old, at: index, kinds, otherwise: ScalarTreatment.Kind.special)
      if kind == ScalarTreatment.Kind.kept
        || kind == ScalarTreatment.Kind.keptBefore
          && (index &+ length == old.count || !goesOn[Int(old[index &+ length])])
      {
        index &+= length
      } else if old[index] == 0x20, !protected.begins(with: 0x20), map?.begins(with: 0x20) != true {
        sink.take(old, kept..<index)
        if index != endOfSpace { sink.takeSpace(space, for: index..<index &+ 1) }
        index &+= 1
        kept = index
        if removesExtraSpaces { endOfSpace = index }
      } else {
        sink.take(old, kept..<index)
        var followsSpace = index == endOfSpace
        index = rewriteUnit(old, at: index, &followsSpace, &sink)
        kept = index
        endOfSpace = followsSpace ? index : -1
      }
    }
    sink.take(old, kept..<old.count)
  }

  /// Writes what stands for the unit at an index; returns where it ends.
  @inline(never)
  private func rewriteUnit(
    _ old: Span<UInt8>, at index: Int, _ followsSpace: inout Bool,
    _ sink: inout some NormalizedTextSink & ~Copyable
  ) -> Int {
    switch unit(of: old, at: index) {
    case .itself(let length) where length > 1 || old[index] != 0x20:
      let range = index..<index + length
      // A protected text may have spaces in it, which are treated like any other.
      if protected.begins(with: old[index]), holdsSpace(old, range) {
        let part = range.map { old[$0] }
        write(part[...], for: range, &followsSpace, &sink)
      } else {
        sink.takeScanning(old, range)
        followsSpace = false
      }
      return range.upperBound
    case .itself(let length):
      if !followsSpace { sink.takeSpace(space, for: index..<index + length) }
      followsSpace = rules.removesExtraSpaces
      return index + length
    case .replaced(let length, let replacement):
      write(replacement, for: index..<index + length, &followsSpace, &sink)
      return index + length
    }
  }

  /// Writes a text with its spaces made visible, and without its first ones after a space.
  private func write(
    _ text: ArraySlice<UInt8>, for range: Range<Int>, _ followsSpace: inout Bool,
    _ sink: inout some NormalizedTextSink & ~Copyable
  ) {
    let rest = followsSpace ? text.drop { $0 == 0x20 } : text
    if let last = rest.last {
      if rest.contains(0x20), rules.escapesSpaces {
        sink.takeNew(rest.flatMap { $0 == 0x20 ? space : [$0] }[...], for: range)
      } else {
        sink.takeNew(rest, for: range)
      }
      followsSpace = last == 0x20
    }
    if !rules.removesExtraSpaces { followsSpace = false }
  }

  private func holdsSpace(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where text[index] == 0x20 { return true }
    return false
  }

  private func endOfLeadingSpaces(_ text: Span<UInt8>) -> Int {
    var index = 0
    while index < text.count {
      switch unit(of: text, at: index) {
      case .itself(let length):
        guard length == 1, text[index] == 0x20 else { return index }
        index += 1
      case .replaced(let length, let replacement):
        guard replacement.elementsEqual([0x20]) else { return index }
        index += length
      }
    }
    return index
  }

  @inline(__always)
  private func unit(of text: Span<UInt8>, at index: Int) -> Unit {
    let range = index..<text.count
    let length = protected.longestMatch(in: text, range)
    if length > 0 { return .itself(length: length) }
    if let map, map.begins(with: text[index]), let match = map.longestMatch(in: text, range) {
      return .replaced(length: match.length, by: map.replacement(of: match))
    }
    let scalar = ScalarScan.unit(of: text, at: index)
    if scalar.value == nil { return .replaced(length: 1, by: Self.replacementCharacter[...]) }
    return .itself(length: scalar.range.count)
  }
}
