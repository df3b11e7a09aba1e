import TokenizerModel

/// The tables of a vocabulary, for all who share a tokenizer.
///
/// Of a large list of merges the trie and the splits are made when the first text of some length comes.
/// Shorter ones are merged by the list until then, which is exact for any vocabulary.
final class SharedVocabulary: Sendable {
  /// How much text, in bytes, is worth the making of all tables.
  private static let worthwhile = 1 << 12

  /// Tables that hold the texts of all tokens, and perhaps the others too.
  let texts: VocabularyImage
  private let listed: DeferredTables<VocabularyImage>?
  private let all: DeferredTables<VocabularyImage>

  /// A vocabulary whose tables are made.
  init(_ vocabulary: CompiledVocabulary) {
    texts = VocabularyImage(vocabulary)
    listed = nil
    all = DeferredTables(made: texts)
  }

  /// The vocabulary of a definition of byte pairs.
  ///
  /// - Throws: `TokenizationError` where the definition contradicts itself.
  convenience init(_ definition: TokenizerDefinition) throws(TokenizationError) {
    if let texts = try VocabularyCompiler.textsOfList(definition) {
      self.init(texts, definition)
    } else {
      self.init(try VocabularyCompiler.compile(definition))
    }
  }

  /// A vocabulary that was checked.
  private init(_ texts: CompiledVocabulary, _ definition: TokenizerDefinition) {
    self.texts = VocabularyImage(texts)
    listed = DeferredTables { Self.image(definition, VocabularyCompiler.list) }
    all = DeferredTables(worthwhile: Self.worthwhile) {
      Self.image(definition, VocabularyCompiler.compile)
    }
  }

  private static func image(
    _ definition: TokenizerDefinition,
    _ compile: (TokenizerDefinition) throws(TokenizationError) -> CompiledVocabulary
  ) -> VocabularyImage {
    do throws(TokenizationError) {
      return VocabularyImage(try compile(definition))
    } catch {
      preconditionFailure("the definition was checked: \(error)")
    }
  }

  /// All tables, whatever they cost to make.
  var image: VocabularyImage { all() }

  /// The tables for the encoding of so many bytes more, and whether they will be the same from now on.
  func image(forBytes count: Int) -> (image: VocabularyImage, isLast: Bool) {
    guard let listed else { return (texts, true) }
    if let image = all(forBytes: count) { return (image, true) }
    return (listed(), false)
  }
}
