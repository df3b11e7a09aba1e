import PreTokenization
import TextNormalization
import TokenizerModel

/// Applies the steps of a normalizer one after another.
struct StepwiseNormalizer: Sendable {
  private let steps: [Step]

  /// A step that is ready to run.
  private enum Step: Sendable {
    case form(Normalizer)
    case replace(SeparatorSearch, [UInt8])
    case byteLevel
    case characterMap(CharacterMapTables)
    case sentencePiece(SentencePieceNormalizer)
    case plain(NormalizationStep)
  }

  /// A normalizer of the given steps.
  ///
  /// - Throws: `TokenizationError` where a step cannot be run.
  init(_ steps: [NormalizationStep]) throws(TokenizationError) {
    var ready: [Step] = []
    for step in steps { ready.append(try Self.prepare(step)) }
    self.steps = ready
  }

  /// Whether it leaves texts as they are.
  var isEmpty: Bool { steps.isEmpty }

  /// SentencePiece's normalizer, if that is all.
  var sentencePiece: SentencePieceNormalizer? {
    guard steps.count == 1, case .sentencePiece(let normalizer) = steps[0] else { return nil }
    return normalizer
  }

  /// What does a replacement of characters and all that makes words of a text, if that is all.
  var precompiledWords: PrecompiledWords? {
    if steps.isEmpty { return PrecompiledWords(nil) }
    guard steps.count == 1, case .characterMap(let map) = steps[0] else { return nil }
    return PrecompiledWords(map)
  }

  /// Brings a text into the form that the steps define.
  ///
  /// - Throws: `TokenizationError.preTokenization` where a regular expression is given up.
  func apply(to text: inout AlignedText) throws(TokenizationError) {
    for step in steps { try Self.apply(step, to: &text) }
  }

  private static func prepare(_ step: NormalizationStep) throws(TokenizationError) -> Step {
    switch step {
    case .form(let form): return .form(Normalizer(form))
    case .replace(.literal(let literal), let text):
      return .replace(try search(.literal(literal)), text)
    case .replace(.regularExpression(let expression), let text):
      return .replace(try search(.pattern(.regularExpression(expression))), text)
    case .byteLevel: return .byteLevel
    case .nmt, .lowercase, .strip, .stripAccents, .prepend, .bert: return .plain(step)
    case .precompiled(let map):
      do throws(TextNormalizationError) {
        return .characterMap(try CharacterMapTables(map))
      } catch { throw .normalization(error) }
    case .sentencePiece(let rules):
      do throws(TextNormalizationError) {
        return .sentencePiece(try SentencePieceNormalizer(rules))
      } catch { throw .normalization(error) }
    }
  }

  private static func search(
    _ separator: SplitSeparator
  ) throws(TokenizationError) -> SeparatorSearch {
    do throws(PreTokenizationError) {
      return try SeparatorSearch(separator)
    } catch { throw .preTokenization(error) }
  }

  private static func apply(
    _ step: Step, to text: inout AlignedText
  ) throws(TokenizationError) {
    switch step {
    case .form(let normalizer):
      if text.origins == nil {
        text.applyWithoutOrigins(normalizer)
      } else {
        text.apply(normalizer)
      }
    case .replace(let search, let replacement):
      do throws(PreTokenizationError) {
        text.replace(try search.matches(in: text.bytes.span), with: replacement)
      } catch { throw .preTokenization(error) }
    case .byteLevel: text.mapToByteAlphabet()
    case .characterMap(let map): text.apply(map)
    case .sentencePiece(let normalizer): normalizer.apply(to: &text)
    case .plain(.nmt): text.applyNMT()
    case .plain(.lowercase): text.lowercase()
    case .plain(.strip(let left, let right)): text.strip(left: left, right: right)
    case .plain(.stripAccents): text.stripAccents()
    case .plain(.prepend(let prefix)): text.prepend(prefix)
    case .plain(.bert(let normalization)): text.apply(normalization)
    case .plain(let step): preconditionFailure("\(step) was not prepared")
    }
  }
}

extension AlignedText {
  /// Writes each byte as its character of GPT-2's alphabet.
  mutating func mapToByteAlphabet() {
    rewrite { old, rewriter in
      var kept = 0
      for index in old.indices where !(0x21...0x7E).contains(old[index]) {
        rewriter.keep(kept..<index)
        rewriter.write(ByteAlphabet.text(of: CollectionOfOne(old[index])), for: index..<index + 1)
        kept = index + 1
      }
      rewriter.keep(kept..<old.count)
    }
  }
}
