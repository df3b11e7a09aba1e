package import PreTokenization
package import TextNormalization
package import Tokenization
package import TokenizerModel

/// A tokenizer read from disk, and where it came from.
package struct StoredTokenizer: Sendable {
  /// The file's or folder's name without suffix.
  package var name: String
  /// The file that was read.
  package var path: String
  /// The tokenizer.
  package var definition: TokenizerDefinition
  /// The SHA-256 of the file; empty where nobody asked for it.
  package var digest = ""

  /// What the user says of a file that cannot say it itself.
  package struct Overrides: Sendable {
    /// The normalizer, if given.
    package var normalizer: NormalizationForm?
    /// BERT's normalizer, if given; then there is no normal form.
    package var bert: BertNormalization?
    /// The split pattern, if given.
    package var pattern: SplitPattern?

    package init(
      normalizer: NormalizationForm? = nil, bert: BertNormalization? = nil,
      pattern: SplitPattern? = nil
    ) {
      self.normalizer = normalizer
      self.bert = bert
      self.pattern = pattern
    }

    /// Refuses all that is said of a file that says it itself.
    func refuse(for path: String) throws(VocabularyStoreError) {
      if normalizer != nil || bert != nil {
        throw .overrideRefused(path: path, option: "--normalizer")
      }
      if pattern != nil { throw .overrideRefused(path: path, option: "--pattern") }
    }
  }

  /// Where its compiled form came from.
  package var origin: CompiledOrigin {
    CompiledOrigin(name: name, digest: digest)
  }

  /// The largest file that is read as a tokenizer, in bytes.
  static let sizeLimit = 256 << 20
  /// How much of a GGUF file is read, in bytes.
  static let headerLimit = 64 << 20

  /// Loads a tokenizer given by path or name.
  ///
  /// - Throws: `VocabularyStoreError` naming the file and what is wrong with it.
  package static func load(
    _ tokenizer: String, search: VocabularySearch, overrides: Overrides = Overrides()
  ) throws(VocabularyStoreError) -> StoredTokenizer {
    try load(path: try search.path(of: tokenizer), overrides: overrides)
  }

  /// Loads a tokenizer from a path that was found; without a digest where nobody asks for one.
  static func load(
    path: String, overrides: Overrides, withDigest: Bool = true
  ) throws(VocabularyStoreError) -> StoredTokenizer {
    if path.hasSuffix(".trie"), FileKind.of(path) != .folder {
      return try readCompiled(path, overrides)
    }
    let file = try fileToRead(path)
    // A GGUF file is mostly weights; its vocabulary stands in the header.
    let bytes =
      file.hasSuffix(".gguf") && FileKind.of(file) == .regular
      ? try FileContents.start(of: file, length: headerLimit)
      : try FileContents.read(file, limit: sizeLimit)
    var stored = try read(bytes, name: displayName(path), path: file, overrides)
    if withDigest { stored.digest = SHA256Digest.text(of: bytes) }
    return stored
  }

  /// The definition that a compiled vocabulary was made from.
  private static func readCompiled(
    _ path: String, _ overrides: Overrides
  ) throws(VocabularyStoreError) -> StoredTokenizer {
    let runnable = try RunnableTokenizer.compiled(path, overrides)
    guard let definition = runnable.tokenizer.definition else {
      throw .notATokenizer(
        path: path,
        problem: "a compiled vocabulary that does not hold all of its definition; it can be run, "
          + "but only its source tells all; give that instead")
    }
    return StoredTokenizer(
      name: runnable.name, path: path, definition: definition,
      digest: runnable.tokenizer.compiledOrigin.digest)
  }

  private static func read(
    _ bytes: [UInt8], name: String, path file: String, _ overrides: Overrides
  ) throws(VocabularyStoreError) -> StoredTokenizer {
    if bytes.isEmpty { throw .notATokenizer(path: file, problem: "the file is empty") }
    if let problem = ForeignContent.problem(of: bytes) {
      throw .notATokenizer(path: file, problem: problem)
    }
    let isText = file.hasSuffix(".txt") || file.hasSuffix(".json")
    if isText, ForeignContent.hasByteOrderMark(bytes) {
      throw .notATokenizer(
        path: file, problem: "begins with a byte order mark, which no tokenizer has; remove it")
    }
    if file.hasSuffix(".tiktoken") || !isText && RankFile.isLikely(bytes) {
      return try readRanks(bytes, name: name, path: file, overrides)
    }
    if file.hasSuffix(".txt") {
      return try readWordList(bytes, name: name, path: file, overrides)
    }
    if let stored = try readOtherFormat(bytes, name: name, path: file, overrides) { return stored }
    guard bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") else {
      throw .notATokenizer(
        path: file,
        problem: "neither a tokenizer.json, a SentencePiece .model, a .tiktoken rank file nor a "
          + "vocab.txt")
    }
    try refuseOtherJSON(file)
    try overrides.refuse(for: file)
    do throws(TokenizerModelError) {
      return StoredTokenizer(
        name: name, path: file, definition: try TokenizerJSON.read(bytes).definition)
    } catch { throw .unreadable(path: file, error) }
  }

  /// The file that a path stands for: of a folder the tokenizer in it, of a merges.txt the vocab.json
  /// beside it.
  static func fileToRead(_ path: String) throws(VocabularyStoreError) -> String {
    guard FileKind.of(path) == .folder else { return try vocabulary(ofMerges: path) ?? path }
    let files = VocabularySearch.tokenizerFiles(inFolder: path)
    let folder = path.hasSuffix("/") ? path : path + "/"
    if files.count == 1 { return folder + files[0] }
    guard !files.isEmpty else {
      throw .notATokenizer(path: path, problem: "a folder without a tokenizer in it")
    }
    throw .notATokenizer(
      path: path,
      problem: "holds several tokenizers; give one of \(files.prefix(4).joined(separator: ", "))"
        + (files.count > 4 ? " and \(files.count - 4) others" : ""))
  }

  private static func readRanks(
    _ bytes: [UInt8], name: String, path: String, _ overrides: Overrides
  ) throws(VocabularyStoreError) -> StoredTokenizer {
    let encoding = OpenAIEncoding.recognizing(sha256: SHA256Digest.text(of: bytes))
    if encoding != nil, overrides.pattern != nil {
      throw .overrideRefused(path: path, option: "--pattern")
    }
    let model: BytePairModel
    do throws(TokenizerModelError) {
      model = try RankFile.read(bytes)
    } catch { throw .unreadable(path: path, error) }
    guard let pattern = encoding?.pattern ?? overrides.pattern else {
      throw .patternNeeded(
        path: path, resembles: OpenAIEncoding.all.first { $0.name == name }?.name)
    }
    let definition = TokenizerDefinition(
      normalizer: overrides.normalizer ?? .none, preTokenizer: pattern, model: model,
      addedTokens: encoding?.specialTokens ?? [])
    return StoredTokenizer(name: encoding?.name ?? name, path: path, definition: definition)
  }

  private static func readWordList(
    _ bytes: [UInt8], name: String, path: String, _ overrides: Overrides
  ) throws(VocabularyStoreError) -> StoredTokenizer {
    let known = KnownWordList.recognizing(sha256: SHA256Digest.text(of: bytes))
    if overrides.pattern != nil { throw .overrideRefused(path: path, option: "--pattern") }
    if known != nil, overrides.bert != nil || overrides.normalizer != nil {
      throw .overrideRefused(path: path, option: "--normalizer")
    }
    let normalization = known?.normalization ?? overrides.bert ?? .cased
    do throws(TokenizerModelError) {
      var definition = try WordListFile.read(bytes, normalization: normalization)
      if let form = overrides.normalizer {
        definition.normalizer = form == .none ? [] : [.form(form)]
      }
      return StoredTokenizer(name: known?.name ?? name, path: path, definition: definition)
    } catch { throw .unreadable(path: path, error) }
  }

  /// The last part of a path without its suffix; for a `tokenizer.json`, its folder's name.
  package static func displayName(_ path: String) -> String {
    let parts = path.split(separator: "/")
    guard let last = parts.last else { return path }
    let commonNames: Set = ["tokenizer.json", "vocab.txt", "vocab.json", "tekken.json"]
    if commonNames.contains(String(last)), parts.count > 1 {
      return String(parts[parts.count - 2])
    }
    for suffix in [".tiktoken", ".json", ".trie", ".txt", ".model", ".gguf"]
    where last.hasSuffix(suffix) {
      return String(last.dropLast(suffix.count))
    }
    return String(last)
  }
}
