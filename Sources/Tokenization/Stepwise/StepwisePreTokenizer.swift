import PreTokenization
import TokenizerModel

/// Applies the steps of a pre-tokenizer one after another.
struct StepwisePreTokenizer: Sendable {
  private var steps: [Step] = []

  /// A step that is ready to run.
  private enum Step: Sendable {
    case cut(PieceCutter)
    case prependSpaces
    case mapToByteAlphabet
    case mapFromByteAlphabet
    case drop(Set<UInt8>)
    case metaspace(Metaspace, PieceCutter?)
  }

  /// A pre-tokenizer of the given steps.
  ///
  /// - Parameters:
  ///   - steps: The steps.
  ///   - givesBytes: Whether the model wants the bytes that GPT-2's alphabet stands for.
  ///   - isMapped: Whether the normalizer wrote in that alphabet.
  ///   - bytes: The bytes that the model has no token for.
  /// - Throws: `TokenizationError` where a step cannot be run.
  init(
    _ steps: [PreTokenizationStep], givesBytes: Bool, isMapped: Bool,
    dropping bytes: Set<UInt8>
  ) throws(TokenizationError) {
    var isMapped = isMapped
    for (number, step) in steps.enumerated() {
      switch step {
      case .byteLevel(let addsPrefixSpace, let usesPattern):
        if addsPrefixSpace { self.steps.append(.prependSpaces) }
        if usesPattern {
          try append(.split(.pattern(.gpt2), .isolated, isInverted: false))
        }
        if givesBytes, !isMapped, number == steps.count - 1 { continue }
        self.steps.append(.mapToByteAlphabet)
        isMapped = true
      case .metaspace(let metaspace):
        let splitter = SplitSeparator.literal(Array(String(metaspace.replacement).utf8))
        self.steps.append(
          .metaspace(
            metaspace,
            metaspace.splits
              ? try cutter(.split(splitter, .mergedWithNext, isInverted: false)) : nil))
      default: try append(step)
      }
    }
    if givesBytes, isMapped { self.steps.append(.mapFromByteAlphabet) }
    if !bytes.isEmpty { self.steps.append(.drop(bytes)) }
  }

  /// Cuts a stretch.
  ///
  /// - Throws: `TokenizationError.preTokenization` where a regular expression is given up.
  func apply(to text: inout PieceText) throws(TokenizationError) {
    do throws(PreTokenizationError) {
      for step in steps {
        switch step {
        case .cut(let cutter): try text.cut(with: cutter)
        case .prependSpaces: text.prependSpaces()
        case .mapToByteAlphabet: text.mapToByteAlphabet()
        case .mapFromByteAlphabet: text.mapFromByteAlphabet()
        case .drop(let bytes): text.drop(bytes)
        case .metaspace(let metaspace, let cutter): try text.apply(metaspace, cutter)
        }
      }
    } catch { throw .preTokenization(error) }
    text.compact()
  }

  private mutating func append(_ step: PreTokenizationStep) throws(TokenizationError) {
    if let cutter = try cutter(step) { steps.append(.cut(cutter)) }
  }

  private func cutter(_ step: PreTokenizationStep) throws(TokenizationError) -> PieceCutter? {
    do throws(PreTokenizationError) {
      return try PieceCutter(step)
    } catch { throw .preTokenization(error) }
  }
}
