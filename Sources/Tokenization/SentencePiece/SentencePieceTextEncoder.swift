import TextNormalization
import TokenizerModel

/// Encodes raw text in which no added token may be found: normalizes it into words, and looks each up
/// among those that it remembers before it searches their tokens.
///
/// The ids are those of normalizing and encoding one after another (`StepwiseEncoder`); this does without
/// their places in the source, and takes no memory but what it keeps.
struct SentencePieceTextEncoder: ~Copyable {
  private let normalizer: SentencePieceNormalizer
  private var words = NormalizedWords()
  private var segments: SegmentEncoder

  /// An encoder for a tokenizer that does nothing but normalize and search as SentencePiece does, and
  /// whose texts can be cut before spaces. Otherwise nil.
  init?(_ tables: StepwiseTables) {
    guard case .pieces(.sentencePiece(let model)) = tables.model,
      model.scalarsBeforeSpace != nil, tables.steps.preTokenizer.isEmpty,
      let normalizer = tables.normalizer.sentencePiece, normalizer.marksWords
    else { return nil }
    self.normalizer = normalizer
    segments = SegmentEncoder(model)
  }

  /// Encodes a text.
  ///
  /// - Returns: The number of ids, which stand in the free places of `ids`.
  mutating func encode(_ text: Span<UInt8>, into ids: inout IDBuffer) -> Int {
    normalizer.write(text, to: &words)
    // No token is shorter than a byte, and remembered ones are written four at a time.
    let places = ids.reserve(words.byteCount + 4)
    let end = words.byteCount
    return words.withText { text, starts in
      text.withTable { text in
        starts.withTable { starts in segments.encode(text, starts, end: end, to: places) }
      }
    }
  }
}
