import PreTokenization
import TextNormalization
import TokenizerModel

/// Where a compiled vocabulary came from. Nothing of it changes an id.
package struct CompiledOrigin: Equatable, Sendable {
  /// What the tokenizer is called.
  package var name = ""
  /// The SHA-256 of the file that was compiled, in hexadecimal digits.
  package var digest = ""

  /// An origin of the given parts.
  package init(name: String = "", digest: String = "") {
    self.name = name
    self.digest = digest
  }
}

/// What a compiled vocabulary keeps of its definition beside the tables.
struct CompiledDefinition: Equatable {
  var normalizer: NormalizationForm
  var preTokenizer: SplitPattern
  var takesWholePreTokens: Bool
  /// How many merges are listed; nil where tokens merge by rank.
  var mergeCount: Int?
  /// One more than the highest id of the model.
  var modelUpperBound: Int
  /// In the order of their ids.
  var addedTokens: [AddedToken]
  /// How texts become inputs of a model.
  var framing: FramingRules
  /// Where it came from.
  var origin = CompiledOrigin()

  /// What is kept of a definition. Tables that serve others have neither form nor pattern.
  init(
    _ model: TokenModel, _ plain: ByteLevelDefinition?, addedTokens: [AddedToken],
    framing: FramingRules
  ) {
    normalizer = plain?.normalizer ?? .none
    preTokenizer = plain?.preTokenizer ?? .none
    takesWholePreTokens = model.bytePair?.takesWholePreTokens ?? false
    if case .merges(let merges) = model.bytePair?.mergeRule { mergeCount = merges.count }
    modelUpperBound = model.vocabulary.upperBound
    self.addedTokens = addedTokens
    self.framing = framing
  }

  private static let forms: [NormalizationForm] = [.none, .nfc, .nfkc, .nfd, .nfkd]
  private static let patterns: [SplitPattern] = [.none, .whitespace, .gpt2, .cl100k, .o200k]

  /// As bytes: <doc:CompiledVocabulary> has the picture.
  var bytes: [UInt8] {
    let pattern = Self.patterns.firstIndex(of: preTokenizer)
    let text = pattern == nil ? Array(preTokenizer.patternText.utf8) : []
    var writer = FactWriter()
    writer.tag(Self.forms.firstIndex(of: normalizer) ?? 0)
    writer.tag(pattern ?? Self.patterns.count)
    writer.flag(mergeCount != nil)
    writer.flag(takesWholePreTokens)
    writer.number(mergeCount ?? 0)
    writer.number(modelUpperBound)
    writer.number(addedTokens.count)
    let rules = framing == FramingRules() ? [] : framing.json
    writer.number(rules.count)
    writer.text(text)
    for token in addedTokens {
      writer.number(token.id.index)
      writer.number(token.flags)
      writer.text(token.content.utf8)
    }
    writer.raw(rules)
    writer.text(origin.name.utf8)
    writer.text(origin.digest.utf8)
    return writer.bytes
  }

  /// Reads what `bytes` gives.
  init(reading bytes: [UInt8]) throws(CompiledVocabularyProblem) {
    var reader = FactReader(bytes)
    normalizer = try reader.choice(of: Self.forms)
    let pattern = try reader.tag(below: Self.patterns.count + 1)
    let hasMerges = try reader.flag()
    takesWholePreTokens = try reader.flag()
    let merges = try reader.number()
    mergeCount = hasMerges ? merges : nil
    modelUpperBound = try reader.number()
    let tokens = try reader.number()
    let rules = try reader.number()
    let text = try reader.text()
    preTokenizer =
      pattern == Self.patterns.count ? .regularExpression(text) : Self.patterns[pattern]
    addedTokens = []
    for _ in 0..<tokens {
      let (id, flags) = (try reader.number(), try reader.number())
      let content = try reader.text()
      guard let token = AddedToken(content: content, id: id, flags: flags) else {
        throw .badTable("an added token has numbers without a meaning")
      }
      addedTokens.append(token)
    }
    framing = try Self.framing(in: try reader.text(rules))
    origin.name = try reader.text()
    origin.digest = try reader.text()
    try reader.finish()
  }

  private static func framing(in text: String) throws(CompiledVocabularyProblem) -> FramingRules {
    if text.isEmpty { return FramingRules() }
    do throws(TokenizerModelError) {
      return try FramingRules(reading: Array(text.utf8))
    } catch { throw .badTable("the rules of framing: \(error)") }
  }
}

extension AddedToken {
  /// Its switches, a bit each.
  fileprivate var flags: Int {
    [isSpecial, isSingleWord, takesSpaceBefore, takesSpaceAfter, isNormalized].enumerated()
      .reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) }
  }

  /// A token with the given switches; nil where the numbers mean nothing.
  fileprivate init?(content: String, id: Int, flags: Int) {
    guard flags < 1 << 5, id < VocabularyCompiler.idLimit else { return nil }
    func isSet(_ bit: Int) -> Bool { flags >> bit & 1 == 1 }
    self.init(
      content: content, id: TokenID(id), isSpecial: isSet(0), isSingleWord: isSet(1),
      takesSpaceBefore: isSet(2), takesSpaceAfter: isSet(3), isNormalized: isSet(4))
  }
}
