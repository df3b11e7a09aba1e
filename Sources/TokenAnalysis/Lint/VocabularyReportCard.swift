import TextNormalization
package import Tokenization
package import TokenizerModel

/// What is in a vocabulary, and what should not be.
package struct VocabularyReportCard: Sendable {
  /// Tokens of the model and added ones.
  package private(set) var tokenCount = 0
  /// Special tokens.
  package private(set) var specialCount = 0
  /// Tokens of the model by script.
  package private(set) var scripts: [TokenContent.Script: Int] = [:]
  /// Tokens with at least one whole Hangul syllable, whatever else they hold.
  package private(set) var withSyllable = 0
  /// Tokens of whole UTF-8 with at least one syllable.
  package private(set) var wholeHangul = 0
  /// Tokens that are Hangul torn apart; see ``TokenContent/isIncompleteHangul``.
  package private(set) var incompleteHangul = 0
  /// Syllables that are a token by themselves, with or without a space before them.
  package private(set) var coveredSyllables = 0
  /// Those of them that KS X 1001 has.
  package private(set) var coveredStandardSyllables = 0
  /// How many tokens with a syllable have one, two, three ... syllables; index 0 stays 0.
  package private(set) var syllableHistogram: [Int] = [0]
  /// How many tokens have each number of bytes; index 0 stays 0.
  package private(set) var lengthHistogram: [Int] = [0]
  /// What rules object to, by rising rule and id.
  package private(set) var findings: [LintFinding] = []

  /// Share of incomplete tokens among those that have to do with Hangul: whole and incomplete ones.
  ///
  /// o200k_base: 253 of 2,352 + 253, 9.71 %; cl100k_base: 144 of 281 + 144, 33.88 % (the figures of
  /// bab2min/korean-tokenizer-analysis).
  package var incompleteShare: Double? {
    let related = wholeHangul + incompleteHangul
    return related == 0 ? nil : Double(incompleteHangul) / Double(related)
  }

  /// Looks at a vocabulary.
  ///
  /// - Throws: `TokenizationError` where the definition cannot be run.
  /// - Complexity: O(bytes of the vocabulary), some seconds for 200,000 tokens.
  package init(
    _ definition: TokenizerDefinition, _ tokenizer: Tokenizer
  ) throws(TokenizationError) {
    let vocabulary = definition.model.vocabulary
    let reachability = try TokenReachability(definition, tokenizer)
    let writing = TokenWriting(tokenizer)
    // Marks such as [PAD] stand in the vocabulary of some models; rules for text are not about them.
    let marks = Set(
      definition.addedTokens.map(\.id) + (definition.model.unknownToken.map { [$0] } ?? []))
    let endSuffix = definition.model.endSuffix
    let normalizer = Normalizer(.nfc)
    var covered = Set<UInt32>()
    var firstOfText: [[UInt8]: TokenID] = [:]
    for index in 0..<vocabulary.upperBound {
      let id = TokenID(index)
      guard vocabulary.contains(id), !marks.contains(id),
        let written = writing.bytes(of: id)
      else { continue }
      // Not every decoder takes the mark of a word's end away, but no text has to have it.
      let isEnd = !endSuffix.isEmpty && written.reversed().starts(with: endSuffix.reversed())
      let token = isEnd ? Array(written.dropLast(endSuffix.count)) : written
      let content = TokenContent(token)
      count(content, byteCount: token.count)
      if let syllable = content.singleSyllable { covered.insert(syllable) }
      // Single bytes are there so that every text has an encoding; no rule is about them.
      if token.count <= 1 { continue }
      var rules: [LintRule] = []
      if !reachability.isReachable(id, token, isWhole: content.isWhole) {
        rules.append(.unreachable)
      }
      if content.isWhole {
        rules += TokenText(content).rules
        let composed = normalizer.normalize(written).bytes
        if let first = firstOfText[composed] {
          findings.append(
            LintFinding(rule: .duplicate, id: index, token: token, detail: "id \(first.rawValue)"))
        } else {
          firstOfText[composed] = id
        }
      }
      findings += rules.map { LintFinding(rule: $0, id: index, token: token) }
    }
    coveredSyllables = covered.count
    coveredStandardSyllables = covered.intersection(KSX1001.scalars).count
    tokenCount = definition.tokenCount
    specialCount = definition.addedTokens.count(where: \.isSpecial)
    findings += try Self.findings(on: definition.addedTokens, tokenizer)
    let order = LintRule.allCases
    findings.sort {
      let left = order.firstIndex(of: $0.rule) ?? 0
      let right = order.firstIndex(of: $1.rule) ?? 0
      return (left, $0.id) < (right, $1.id)
    }
  }

  /// The card without the findings of some rules.
  package func ignoring(_ rules: [LintRule]) -> VocabularyReportCard {
    var card = self
    card.findings.removeAll { rules.contains($0.rule) }
    return card
  }

  private mutating func count(_ content: TokenContent, byteCount: Int) {
    scripts[content.script, default: 0] += 1
    if content.syllableCount > 0 {
      withSyllable += 1
      if content.isWhole { wholeHangul += 1 }
      Self.increment(&syllableHistogram, at: content.syllableCount)
    }
    if content.isIncompleteHangul { incompleteHangul += 1 }
    Self.increment(&lengthHistogram, at: byteCount)
  }

  private static func increment(_ histogram: inout [Int], at index: Int) {
    while histogram.count <= index { histogram.append(0) }
    histogram[index] += 1
  }

  private static func findings(
    on added: [AddedToken], _ tokenizer: Tokenizer
  ) throws(TokenizationError) -> [LintFinding] {
    let special = Set(added.filter(\.isSpecial).map(\.id))
    var result: [LintFinding] = []
    for token in added {
      let bytes = Array(token.content.utf8)
      let ids = try tokenizer.encode(bytes)
      if token.isSpecial, ids.contains(where: special.contains) {
        result.append(LintFinding(rule: .spelledSpecial, id: token.id.index, token: bytes))
      }
      if !token.isSpecial, looksLikeControl(token.content) {
        result.append(LintFinding(rule: .undeclaredControl, id: token.id.index, token: bytes))
      }
    }
    return result
  }

  /// Whether a text has the form of a control mark: `<|…|>`, `<…>`, `[…]` around a word.
  private static func looksLikeControl(_ text: String) -> Bool {
    let inner = text.utf8.dropFirst().dropLast()
    guard let first = text.utf8.first, let last = text.utf8.last, inner.count > 1,
      inner.contains(where: { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A })
    else { return false }
    return (first == UInt8(ascii: "<") && last == UInt8(ascii: ">"))
      || (first == UInt8(ascii: "[") && last == UInt8(ascii: "]"))
  }
}

extension TokenContent {
  /// The syllable that the token is, a space before it or not.
  var singleSyllable: UInt32? {
    var rest = scalars[...]
    if rest.first?.value == 0x20 { rest.removeFirst() }
    guard rest.count == 1, let value = rest.first?.value, HangulScalar.isSyllable(value) else {
      return nil
    }
    return value
  }
}
