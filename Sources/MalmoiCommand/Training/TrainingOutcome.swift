import ArgumentParser
import TokenizerModel
import TokenizerTraining

/// How well a vocabulary compresses the held-out lines of one input.
struct HeldOutMeasure {
  var input: String
  var bytes: Int
  var tokens: Int

  /// Bytes per token to two places.
  var ratio: String { tokens == 0 ? "–" : decimal(Double(bytes) / Double(tokens), places: 2) }
}

/// What came of a training.
struct TrainingOutcome {
  var result: TrainingResult
  var seconds: Double
  var heldOut: [HeldOutMeasure] = []
  var parallel: ParallelMeasure?
  var prices: [KoreanPrice] = []

  /// Says on standard error what was read and made, and what to beware of.
  func summarize(wroteTo path: String) {
    let statistics = result.statistics
    for warning in result.warnings { Talk.line("warning: \(warning.sentence)") }
    Talk.line(
      """
      wrote \(path)
        documents    \(grouped(statistics.documents)) (\(grouped(statistics.bytes)) bytes)
        words        \(grouped(statistics.uniqueWords)) different
        tokens       \(grouped(vocabularySize)) (\(grouped(statistics.mergesMade)) merges)
        compression  \(decimal(statistics.bytesPerToken, places: 2)) bytes per token
        time         \(decimal(seconds, places: 2)) s
        peak memory  \(ProcessEnvironment.peakMemory >> 20) MiB
      """)
    for measure in heldOut where measure.bytes > 0 {
      Talk.line("  held out     \(measure.ratio) bytes per token in \(measure.input)")
    }
    for line in (parallel?.lines ?? []) + prices.map(\.line) { Talk.line(line) }
  }

  /// Ends the process with the status of the signal that interrupted the training.
  func exitIfInterrupted(canResume: Bool) throws {
    guard isInterrupted, let signal = InterruptSignal.received else { return }
    Talk.line(
      "interrupted: the vocabulary is usable as it is"
        + (canResume ? "; --resume goes on to the size wanted" : ""))
    throw ExitCode(128 + signal)
  }

  /// Whether the process was asked to end before the training was done.
  var isInterrupted: Bool {
    result.warnings.contains { if case .stopped = $0 { true } else { false } }
  }

  /// The number of tokens, special ones included.
  var vocabularySize: Int {
    result.definition.model.vocabulary.count + result.definition.addedTokens.count
  }

  /// The figures for training.json: those that the inputs and options decide.
  var recorded: [(name: String, value: Int)] {
    let statistics = result.statistics
    return [
      ("documents", statistics.documents), ("bytes", statistics.bytes),
      ("unique-words", statistics.uniqueWords), ("merges", statistics.mergesMade),
      ("vocabulary-size", vocabularySize),
    ] + (parallel?.recorded ?? [])
  }
}

extension TrainingWarning {
  /// The warning in words.
  var sentence: String {
    switch self {
    case .vocabularySizeNotReached(let wanted, let reached):
      "only \(grouped(reached)) of \(grouped(wanted)) tokens could be made: no pair is left that "
        + "occurs often enough; more text or a smaller --min-frequency makes more"
    case .savingTooSmall(let wanted, let reached, let leastBytes):
      "ended at \(grouped(reached)) of \(grouped(wanted)) tokens: one more merge saves less than "
        + "\(grouped(leastBytes)) bytes"
    case .longPreTokens(let count, let longest, let prefix):
      "\(grouped(count)) pre-tokens are absurdly long, the longest has \(grouped(longest)) bytes and "
        + "begins \(JSONReader.quoted(prefix)); is this text?"
    case .scalarUnknownToNormalizer(let scalar):
      "the text has U+\(String(scalar, radix: 16, uppercase: true)), which the normalizer's version "
        + "of Unicode does not know; another version may give another vocabulary"
    case .charactersLeftOut(let count, let share, let scalars):
      "\(grouped(count)) characters (\(decimal(100 * share, places: 3)) % of the text) are beyond the "
        + "alphabet and become [UNK], most often "
        + scalars.compactMap { Unicode.Scalar($0).map(String.init) }.joined(separator: " ")
        + "; a larger --alphabet-limit keeps them"
    case .stopped(let wanted, let reached):
      "stopped at \(grouped(reached)) of \(grouped(wanted)) tokens"
    }
  }
}
