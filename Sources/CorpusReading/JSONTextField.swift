/// The way to the text in an object of a JSON Lines file: the names of members, from the outside in.
struct JSONTextField: Sendable {
  /// The whole name, as given, for messages.
  let name: String
  /// The names on the way, at least one.
  let parts: [[UInt8]]

  /// A name, or several with dots between them.
  init(_ name: String) throws(CorpusReadingError) {
    self.name = name
    parts = name.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map(Array.init)
    guard parts.allSatisfy({ !$0.isEmpty }) else { throw .badTextField(name) }
  }
}
