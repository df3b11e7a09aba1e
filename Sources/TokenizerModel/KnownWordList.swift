package import TextNormalization

/// A published `vocab.txt` that is recognized by its bytes, since it cannot say how texts are
/// normalized.
package struct KnownWordList: Sendable {
  /// The name of the model it belongs to.
  package let name: String
  /// What is done to texts.
  package let normalization: BertNormalization
  private let sha256: String

  /// The files that differ from what is assumed of a file that nobody knows.
  private static let all = [
    KnownWordList(
      name: "bert-base-uncased", normalization: .uncased,
      sha256: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3")
  ]

  /// The list of a SHA-256, if it is known.
  package static func recognizing(sha256: String) -> KnownWordList? {
    all.first { $0.sha256 == sha256 }
  }
}
