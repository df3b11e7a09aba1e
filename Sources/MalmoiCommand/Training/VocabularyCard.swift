import TokenizerModel
import TokenizerTraining

/// The text of a vocabulary's CARD.md.
struct VocabularyCard {
  let name: String
  let about: String
  let record: TrainingRecord
  let outcome: TrainingOutcome

  /// Markdown.
  var text: String {
    var text = "# \(name)\n\n"
    if !about.isEmpty { text += about.trimmingLineEnds + "\n\n" }
    text += """
      | | |
      |---|---|
      | Tokens | \(grouped(outcome.vocabularySize)) (\(grouped(outcome.result.statistics.mergesMade)) merges) |
      | Algorithm | \(algorithm) |
      | Normalizer | \(option("normalizer"))\(normalizerVersion) |
      | Unicode of the scalar classes | \(record.unicodeVersion) |
      | Training text | \(grouped(outcome.result.statistics.documents)) documents, \
      \(grouped(outcome.result.statistics.bytes)) bytes |
      | Compression of the training text | \
      \(decimal(outcome.result.statistics.bytesPerToken, places: 2)) bytes per token |

      """
    if !outcome.heldOut.isEmpty {
      text += "\n## Compression of held-out text\n\n"
      text += "Every line whose number is a multiple of \(option("hold-out")) was held out from "
      text += "training.\n\n| Input | Bytes | Tokens | Bytes per token |\n|---|--:|--:|--:|\n"
      for measure in outcome.heldOut {
        let input = measure.input.split(separator: "/").last.map(String.init) ?? measure.input
        text += "| \(input) | \(grouped(measure.bytes)) | \(grouped(measure.tokens)) "
        text += "| \(measure.ratio) |\n"
      }
    }
    text += "\n## Inputs\n\nSizes, hashes and options stand in `training.json`.\n\n"
    text += "| File | Bytes | Weight |\n|---|--:|--:|\n"
    for input in record.inputs {
      text += "| \(input.name) | \(grouped(input.bytes)) | \(input.weight) |\n"
    }
    return text
  }

  private var algorithm: String {
    record.algorithm == "bpe"
      ? "byte-level BPE, ties by the rule `\(option("tie-break"))`"
      : "WordPiece, pairs by `\(option("scoring"))`, limit of the alphabet: "
        + option("alphabet-limit")
  }

  private var normalizerVersion: String {
    record.normalizerUnicodeVersion.map { " (Unicode \($0))" } ?? ""
  }

  private func option(_ name: String) -> String {
    record.options.first { $0.name == name }?.value ?? ""
  }
}

extension String {
  fileprivate var trimmingLineEnds: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
