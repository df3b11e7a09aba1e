/// What is known of a published vocabulary without having it.
package struct RegisteredVocabulary: Sendable, Equatable {
  /// The name by which it is used.
  package var name = ""
  /// The format: `tiktoken`, `tokenizer.json`, `vocab.txt` or `sentencepiece`.
  package var format = ""
  /// The name of its file in the cache.
  package var file = ""
  /// Where its publisher describes it.
  package var page = ""
  /// Where its file stands; nil where no address serves it any longer.
  package var url: String?
  /// The size of the file, where it is known.
  package var bytes: Int?
  /// The SHA-256 of the file; nil where nobody has recorded it.
  package var sha256: String?
  /// How it cuts texts, where its file does not say so.
  package var pattern: String?
  /// Its special tokens and their ids, as far as they are listed.
  package var specialTokens: [SpecialToken] = []
  /// The models that use it.
  package var models: [String] = []
  /// The terms under which it is published, in a few words.
  package var licence = ""
  /// What else should be known.
  package var note: String?

  /// A special token and its id.
  package struct SpecialToken: Sendable, Equatable {
    package var content: [UInt8]
    package var id: Int
  }

  /// Whether it can be fetched and checked.
  package var canBePulled: Bool { url != nil && sha256 != nil }
}
