/// Where tokenizers are looked up by name.
///
/// In order: the folders of `MALMOI_VOCAB_PATH` (separated by colons), `./vocab`, the user's cache
/// (`$XDG_CACHE_HOME/malmoi/vocab`, else `~/.cache/malmoi/vocab`), and the vocabularies that came with
/// the program: `vocab` or `share/malmoi/vocab` beside the executable or in a folder above it.
package struct VocabularySearch: Sendable {
  /// The folders in the order in which they are searched.
  package let folders: [String]
  /// The user's cache; nil where the environment names no home.
  package let cache: String?

  /// A search of the given folders.
  package init(folders: [String], cache: String? = nil) {
    self.folders = folders
    self.cache = cache
  }

  /// The search that an environment and the place of the executable give.
  package init(environment: [String: String], executable: String?) {
    var folders = (environment["MALMOI_VOCAB_PATH"] ?? "").split(separator: ":").map(String.init)
    folders.append("vocab")
    cache = Self.userCache(environment).map { "\($0)/vocab" }
    if let cache { folders.append(cache) }
    if let executable {
      var folder = executable
      while let slash = folder.lastIndex(of: "/") {
        folder = String(folder[..<slash])
        folders.append("\(folder)/vocab")
        folders.append("\(folder)/share/malmoi/vocab")
      }
    }
    self.folders = folders
  }

  /// The folder for what this package keeps for the user; nil where the environment names no home.
  static func userCache(_ environment: [String: String]) -> String? {
    if let base = environment["XDG_CACHE_HOME"], !base.isEmpty { return "\(base)/malmoi" }
    if let home = environment["HOME"], !home.isEmpty { return "\(home)/.cache/malmoi" }
    return nil
  }

  /// A tokenizer that was found: its name and the file or folder that holds it.
  package struct Entry: Sendable, Equatable {
    /// The name without suffix.
    package var name: String
    /// The path of the file, or of the vocabulary folder.
    package var path: String
  }

  /// The file or folder of a tokenizer given by path or name.
  ///
  /// What has a slash in it, or exists as it stands, is a path; anything else is a name.
  ///
  /// - Throws: `VocabularyStoreError.unknownName` with the nearest names that there are.
  package func path(of tokenizer: String) throws(VocabularyStoreError) -> String {
    if tokenizer.utf8.contains(UInt8(ascii: "/")) || tokenizer == "." || tokenizer == ".." {
      return tokenizer
    }
    if FileKind.of(tokenizer) == .regular || Self.isVocabularyFolder(tokenizer) {
      return tokenizer
    }
    for folder in folders {
      for candidate in ["", ".tiktoken", ".json", ".model", ".trie"].map({
        "\(folder)/\(tokenizer)\($0)"
      })
      where FileKind.of(candidate) == .regular || Self.isVocabularyFolder(candidate) {
        return candidate
      }
    }
    // What stands there is no tokenizer, and loading it says why.
    if FileKind.of(tokenizer) != .missing { return tokenizer }
    let registry = try VocabularyRegistry(search: self)
    if let entry = registry[tokenizer] {
      let files = folders.map { "\($0)/\(entry.file)" }
      if let file = files.first(where: { FileKind.of($0) == .regular }) { return file }
      throw .notPulled(name: entry.name, page: entry.page, canBePulled: entry.canBePulled)
    }
    let names = entries().map(\.name) + registry.entries.map(\.name)
    throw .unknownName(
      tokenizer, searched: folders.filter { FileKind.of($0) == .folder },
      nearest: NearestNames.find(tokenizer, in: names, limit: 3))
  }

  /// All tokenizers in the folders, by name; the first folder wins where two have the same name.
  package func entries() -> [Entry] {
    var found: [String: Entry] = [:]
    for folder in folders {
      for file in FolderListing.names(in: folder) {
        guard let name = Self.tokenizerName(file, in: folder), found[name] == nil else { continue }
        found[name] = Entry(name: name, path: "\(folder)/\(file)")
      }
    }
    return found.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Whether a path is a folder with a tokenizer in it.
  package static func isVocabularyFolder(_ path: String) -> Bool {
    FileKind.of(path) == .folder && tokenizerFiles(inFolder: path).count == 1
  }

  /// The names of the files to read in a folder, the first kind that it has: a tokenizer.json, a
  /// vocab.json with its merges.txt, a tekken.json, SentencePiece models, rank files, word lists, GGUF
  /// files.
  static func tokenizerFiles(inFolder path: String) -> [String] {
    func has(_ name: String) -> Bool { FileKind.of("\(path)/\(name)") == .regular }
    if has("tokenizer.json") { return ["tokenizer.json"] }
    if has("vocab.json"), has("merges.txt") { return ["vocab.json"] }
    if has("tekken.json") { return ["tekken.json"] }
    let names = FolderListing.names(in: path)
    for suffix in [".model", ".tiktoken", "vocab.txt", ".gguf"] {
      let files = names.filter { $0.hasSuffix(suffix) && has($0) }
      if !files.isEmpty { return files }
    }
    return []
  }

  private static func tokenizerName(_ file: String, in folder: String) -> String? {
    for suffix in [".tiktoken", ".json", ".model", ".trie"]
    where file.hasSuffix(suffix) && file != suffix {
      return file == "registry.json" ? nil : String(file.dropLast(suffix.count))
    }
    return isVocabularyFolder("\(folder)/\(file)") ? file : nil
  }
}
