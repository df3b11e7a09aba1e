public import PreTokenization
public import TextNormalization
import TokenizerModel

/// Trains byte-level byte-pair vocabularies.
///
/// ```swift
/// let trainer = BytePairTrainer(vocabularySize: 32_000, pattern: .o200k)
/// let result = try trainer.train(documents: ["말모이는 낱말을 모은다.", "Words are gathered."])
/// result.definition.model.vocabulary.count  // at most 32,000
/// ```
/// Each document is normalized and cut into pre-tokens, the pre-tokens are counted, and then the most
/// frequent pair of neighbouring tokens becomes a new token, again and again (byte-pair encoding:
/// Gage 1994; Sennrich, Haddow and Birch 2016, arXiv 1508.07909; on bytes: Radford et al. 2019).
/// Which pair goes first among equals is the `tieBreak`.
///
/// The same documents give the same vocabulary, whatever their order, their division into blocks and
/// the number of threads. With `tieBreak: .huggingFace` and no normalizer it is the one that Hugging
/// Face tokenizers' `BpeTrainer` makes, with three deviations: counts have 64 bits, not 32;
/// `maxTokenLength` is the longest length allowed, there it is one more; and the text of special
/// tokens is cut out before counting.
public struct BytePairTrainer: Sendable {
  /// The vocabulary sizes that ids can number.
  static let largestVocabulary = Int(Int32.max)
  private static let allowedThreads = 1...1024

  /// The number of tokens to make, the 256 bytes and the special tokens included.
  public var vocabularySize: Int
  /// How documents are cut into pre-tokens, which merges never cross.
  public var pattern: SplitPattern
  /// How documents are normalized before they are cut.
  public var normalizer: NormalizationForm
  /// The least frequency of a pair that merges, in documents of weight 1; at least 1.
  public var minFrequency = 1
  /// The least number of bytes that a merge saves: training ends before the first that saves less. A
  /// merge saves as many tokens as its pair occurs, in documents of weight 1, and a token is stored as an
  /// id of 4 bytes.
  public var minSavedBytes = 0
  /// The most bytes that a token may have; nil for no limit.
  public var maxTokenLength: Int?
  /// Whether no token may end inside a Hangul syllable, but for the one or two bytes with which syllables
  /// begin, from which they are made. Costs tokens where rare syllables stand side by side.
  public var keepsSyllablesWhole = false
  /// Whether decoding composes text (NFC): with the normalizer `nfd`, which takes Hangul apart into jamo,
  /// it gives syllables back.
  public var composesDecodedText = false
  /// Which of two pairs with the same count merges first.
  public var tieBreak = TieBreak.huggingFace
  /// Tokens that get the first ids, in this order. Where their text stands in a document, it is cut
  /// out before normalization, the longest first; no merge makes one of them.
  public var specialTokens: [String] = []
  /// How many threads count words and build indices.
  public var threads = 1
  /// How many units of weight count as one occurrence: with a scale of 4, a block of weight 6 counts
  /// one and a half times.
  public var weightScale = 1

  /// What WordPiece does to documents instead of normalizing and cutting them.
  package var bert: BertNormalization?
  /// How merging goes about its work; for tests.
  var tuning = MergeTuning()

  /// A trainer for a vocabulary of the given size.
  public init(
    vocabularySize: Int, pattern: SplitPattern = .o200k, normalizer: NormalizationForm = .nfc
  ) {
    self.vocabularySize = vocabularySize
    self.pattern = pattern
    self.normalizer = normalizer
  }
}

/// Choices that change the time and the limits of a training, never its result.
struct MergeTuning: Sendable {
  /// How the thresholds of the index are chosen.
  var schedule = ThresholdSchedule()
  /// Whether symbols have 32 bits even where 16 would do.
  var usesWideSymbols = false
  /// The most bytes that all tokens together may have.
  var vocabularyBytesLimit = 1 << 30
}

extension BytePairTrainer {
  /// Makes sure that all options make sense, before anything is read.
  ///
  /// - Throws: A `TrainingError` for the first that does not.
  public func validate() throws(TrainingError) {
    let smallest = 256 + specialTokens.count
    guard vocabularySize >= smallest, vocabularySize <= BytePairTrainer.largestVocabulary else {
      throw .vocabularySizeOutOfRange(
        size: vocabularySize,
        allowed: smallest...max(smallest, BytePairTrainer.largestVocabulary))
    }
    guard weightScale >= 1 else { throw .weightOutOfRange(weightScale) }
    guard minFrequency >= 1, !minFrequency.multipliedReportingOverflow(by: weightScale).overflow
    else { throw .minFrequencyOutOfRange(minFrequency) }
    guard minSavedBytes >= 0, !minSavedBytes.multipliedReportingOverflow(by: weightScale).overflow
    else { throw .minSavedBytesOutOfRange(minSavedBytes) }
    if let maxTokenLength, maxTokenLength < 1 { throw .maxTokenLengthOutOfRange(maxTokenLength) }
    guard BytePairTrainer.allowedThreads.contains(threads) else {
      throw .threadsOutOfRange(threads, allowed: BytePairTrainer.allowedThreads)
    }
    var seen: Set<[UInt8]> = []
    for token in specialTokens {
      guard token.utf8.count > 1 else { throw .specialTokenTooShort(token) }
      guard seen.insert(Array(token.utf8)).inserted else { throw .duplicateSpecialToken(token) }
    }
  }

  /// The count below which no pair merges, weights included.
  var minCount: UInt64 { max(UInt64(minFrequency * weightScale), minSavingCount) }

  /// The least count with which a merge saves enough.
  var minSavingCount: UInt64 {
    let bytes = UInt64(minSavedBytes * weightScale)
    return bytes / Self.bytesOfID + (bytes % Self.bytesOfID == 0 ? 0 : 1)
  }

  private static let bytesOfID: UInt64 = 4

  /// The bytes in the order of their ids.
  var alphabet: [UInt8] {
    switch tieBreak {
    case .huggingFace, .bytes: ByteAlphabet.bytesByCharacter
    case .rawByte: Array(UInt8.min...UInt8.max)
    }
  }
}
