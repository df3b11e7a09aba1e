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

  /// What is kept of a definition. Tables that serve others have neither form nor pattern, and tables
  /// of texts no model.
  init(
    _ model: BytePairModel?, _ plain: ByteLevelDefinition?, addedTokens: [AddedToken],
    framing: FramingRules
  ) {
    normalizer = plain?.normalizer ?? .none
    preTokenizer = plain?.preTokenizer ?? .none
    takesWholePreTokens = model?.takesWholePreTokens ?? false
    if case .merges(let merges) = model?.mergeRule { mergeCount = merges.count }
    modelUpperBound = model?.vocabulary.upperBound ?? 0
    self.addedTokens = addedTokens
    self.framing = framing
  }

  private static let forms: [NormalizationForm] = [.none, .nfc, .nfkc, .nfd, .nfkd]
  private static let patterns: [SplitPattern] = [.none, .whitespace, .gpt2, .cl100k, .o200k]

  /// As bytes: <doc:CompiledVocabulary> has the picture.
  var bytes: [UInt8] {
    let pattern = Self.patterns.firstIndex(of: preTokenizer)
    let text = pattern == nil ? Array(preTokenizer.patternText.utf8) : []
    var bytes: [UInt8] = [
      UInt8(Self.forms.firstIndex(of: normalizer) ?? 0),
      UInt8(pattern ?? Self.patterns.count), mergeCount == nil ? 0 : 1, takesWholePreTokens ? 1 : 0,
    ]
    func append(_ number: Int) {
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    append(mergeCount ?? 0)
    append(modelUpperBound)
    append(addedTokens.count)
    let rules = framing == FramingRules() ? [] : framing.json
    append(rules.count)
    append(text.count)
    bytes += text
    for token in addedTokens {
      append(token.id.index)
      append(token.flags)
      append(token.content.utf8.count)
      bytes += token.content.utf8
    }
    bytes += rules
    for phrase in [origin.name, origin.digest] {
      append(phrase.utf8.count)
      bytes += phrase.utf8
    }
    return bytes
  }

  /// Reads what `bytes` gives.
  init(reading bytes: [UInt8]) throws(CompiledVocabularyProblem) {
    var reader = Reader(rest: bytes[...])
    let (form, pattern) = (Int(try reader.byte()), Int(try reader.byte()))
    let (rule, takesWhole) = (try reader.byte(), try reader.byte())
    guard form < Self.forms.count, pattern <= Self.patterns.count, rule <= 1, takesWhole <= 1
    else { throw .badTable("the definition has numbers without a meaning") }
    normalizer = Self.forms[form]
    takesWholePreTokens = takesWhole == 1
    let merges = try reader.number()
    mergeCount = rule == 0 ? nil : merges
    modelUpperBound = try reader.number()
    let tokens = try reader.number()
    let rules = try reader.number()
    let text = try reader.text(try reader.number())
    preTokenizer =
      pattern == Self.patterns.count ? .regularExpression(text) : Self.patterns[pattern]
    addedTokens = []
    for _ in 0..<tokens {
      let (id, flags) = (try reader.number(), try reader.number())
      let content = try reader.text(try reader.number())
      guard let token = AddedToken(content: content, id: id, flags: flags) else {
        throw .badTable("an added token has numbers without a meaning")
      }
      addedTokens.append(token)
    }
    framing = try Self.framing(in: try reader.text(rules))
    origin.name = try reader.text(try reader.number())
    origin.digest = try reader.text(try reader.number())
    guard reader.rest.isEmpty else { throw .badTable("more follows the definition") }
  }

  private static func framing(in text: String) throws(CompiledVocabularyProblem) -> FramingRules {
    if text.isEmpty { return FramingRules() }
    do throws(TokenizerModelError) {
      return try FramingRules(reading: Array(text.utf8))
    } catch { throw .badTable("the rules of framing: \(error)") }
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func byte() throws(CompiledVocabularyProblem) -> UInt8 {
      guard let byte = rest.popFirst() else { throw .badTable("the definition is cut off") }
      return byte
    }

    mutating func number() throws(CompiledVocabularyProblem) -> Int {
      var number = 0
      for shift in [0, 8, 16, 24] { number |= Int(try byte()) << shift }
      return number
    }

    mutating func text(_ length: Int) throws(CompiledVocabularyProblem) -> String {
      guard length <= rest.count else { throw .badTable("the definition is cut off") }
      let bytes = rest.prefix(length)
      rest = rest.dropFirst(length)
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.utf8.elementsEqual(bytes) else {
        throw .badTable("a text in the definition is no UTF-8")
      }
      return text
    }
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
