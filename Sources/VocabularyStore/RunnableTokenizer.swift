package import Tokenization

/// A tokenizer that is ready to run, and where it came from.
package struct RunnableTokenizer: Sendable {
  /// The file's or folder's name without suffix.
  package var name: String
  /// The file that was read, or whose compiled form was.
  package var path: String
  /// The tokenizer.
  package var tokenizer: Tokenizer

  /// Loads a tokenizer given by path or name, from the cache where it has been compiled before.
  ///
  /// - Throws: `VocabularyStoreError` naming the file and what is wrong with it.
  package static func load(
    _ tokenizer: String, search: VocabularySearch,
    overrides: StoredTokenizer.Overrides = StoredTokenizer.Overrides(), cache: CompiledCache?
  ) throws(VocabularyStoreError) -> RunnableTokenizer {
    let path = try search.path(of: tokenizer)
    if path.hasSuffix(".trie"), FileKind.of(path) != .folder {
      return try compiled(path, overrides)
    }
    let file = try StoredTokenizer.fileToRead(path)
    let entry = cache?.entry(for: file, overrides)
    if let cache, let entry, let tokenizer = cache.load(entry) {
      return RunnableTokenizer(
        name: tokenizer.compiledOrigin.name, path: file, tokenizer: tokenizer)
    }
    let stored = try StoredTokenizer.load(
      path: path, overrides: overrides, withDigest: entry != nil)
    let runnable = try RunnableTokenizer(stored)
    if let cache, let entry, let bytes = try? runnable.tokenizer.compiled(origin: stored.origin) {
      cache.store(bytes, entry, of: file)
    }
    return runnable
  }

  /// Compiles a tokenizer that was read.
  package init(_ stored: StoredTokenizer) throws(VocabularyStoreError) {
    name = stored.name
    path = stored.path
    do throws(TokenizationError) {
      tokenizer = try Tokenizer(stored.definition)
    } catch { throw .cannotRun(path: stored.path, error) }
  }

  private init(name: String, path: String, tokenizer: Tokenizer) {
    self.name = name
    self.path = path
    self.tokenizer = tokenizer
  }

  /// Maps a `.trie`.
  static func compiled(
    _ path: String, _ overrides: StoredTokenizer.Overrides
  ) throws(VocabularyStoreError) -> RunnableTokenizer {
    try overrides.refuse(for: path)
    let bytes = try MappedFile.compiledBytes(of: path, limit: Tokenizer.compiledLimit)
    do throws(TokenizationError) {
      let tokenizer = try Tokenizer(compiled: bytes)
      return RunnableTokenizer(
        name: StoredTokenizer.displayName(path), path: path, tokenizer: tokenizer)
    } catch { throw .cannotRun(path: path, error) }
  }
}
