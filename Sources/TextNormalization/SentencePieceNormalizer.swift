/// Normalizes texts as SentencePiece does.
///
/// Source: `Normalizer::Normalize` of google/sentencepiece.
package struct SentencePieceNormalizer: Sendable {
  private let rules: SentencePieceNormalization
  private let map: CharacterMapTables?
  private let protected: LiteralTrie
  private let space: [UInt8]
  /// Whether a byte stands for itself wherever it stands: ASCII that no rule begins with.
  private let isPlain: [Bool]

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
    isPlain = (0..<256).map { byte in
      byte < 0x80 && byte != 0x20 && !(map?.begins(with: UInt8(byte)) ?? false)
        && !protected.begins(with: UInt8(byte))
    }
  }

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

  private func rewrite(_ old: Span<UInt8>, _ rewriter: inout TextRewriter) {
    var index = rules.removesExtraSpaces ? endOfLeadingSpaces(old) : 0
    if index == old.count { return }
    if rules.addsDummyPrefix, !rules.spacesFollowWords {
      rewriter.write(space, for: index..<index)
    }
    var followsSpace = rules.removesExtraSpaces
    var kept = index
    while index < old.count {
      if isPlain[Int(old[index])] {
        index &+= 1
        followsSpace = false
        continue
      }
      switch unit(of: old, at: index) {
      case .itself(let length) where length > 1 || old[index] != 0x20:
        // A protected text may have spaces in it, which are treated like any other.
        if protected.begins(with: old[index]), holdsSpace(old, index..<index + length) {
          rewriter.keep(kept..<index)
          let part = (index..<index + length).map { old[$0] }
          write(part[...], for: index..<index + length, &followsSpace, &rewriter)
          kept = index + length
        } else {
          followsSpace = false
        }
        index += length
      case .itself(let length):
        rewriter.keep(kept..<index)
        if !followsSpace { rewriter.write(space, for: index..<index + length) }
        followsSpace = rules.removesExtraSpaces
        index += length
        kept = index
      case .replaced(let length, let replacement):
        rewriter.keep(kept..<index)
        write(replacement, for: index..<index + length, &followsSpace, &rewriter)
        index += length
        kept = index
      }
    }
    rewriter.keep(kept..<old.count)
  }

  /// Writes a text with its spaces made visible, and without its first ones after a space.
  private func write(
    _ text: ArraySlice<UInt8>, for range: Range<Int>, _ followsSpace: inout Bool,
    _ rewriter: inout TextRewriter
  ) {
    let rest = followsSpace ? text.drop { $0 == 0x20 } : text
    if let last = rest.last {
      if rest.contains(0x20), rules.escapesSpaces {
        rewriter.write(rest.flatMap { $0 == 0x20 ? space : [$0] }, for: range)
      } else {
        rewriter.write(rest, for: range)
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
