import PreTokenization
import TextNormalization
import Tokenization

/// The user's cache of compiled vocabularies, so that only the first start compiles.
///
/// An entry is found without reading its source: its name is made from the source's path, place on
/// disk, size and times, those of the file that belongs to it if there is one, and what the user said. A
/// source that changes has another name in the cache, and the entries of its past are removed. So are those
/// that were not used for the longest time, once all together are larger than the cache may be. Whatever is
/// wrong with an entry, the vocabulary is compiled again; a cache that cannot be written is no error.
package struct CompiledCache: Sendable {
  /// Where entries stand.
  private let folder: String
  /// The most bytes that entries may have together, the one stored last not counted.
  private let limit: Int

  /// A cache in a folder, which is made when something is stored; of a gibibyte, a hundred vocabularies of
  /// the size of o200k_base, where nothing else is said.
  package init(folder: String, limit: Int = 1 << 30) {
    self.folder = folder
    self.limit = limit
  }

  /// The cache that an environment gives: `MALMOI_COMPILED_CACHE` is a folder, or `off`; otherwise
  /// `malmoi/compiled` in the user's cache. Nil where there is none.
  package init?(environment: [String: String]) {
    switch environment["MALMOI_COMPILED_CACHE"] {
    case "off": return nil
    case let folder? where !folder.isEmpty: self.init(folder: folder)
    default:
      guard let base = VocabularySearch.userCache(environment) else { return nil }
      self.init(folder: "\(base)/compiled")
    }
  }

  /// A place in the cache.
  struct Entry: Equatable {
    fileprivate let facts: [FileFacts]
    /// What all entries of the source begin with.
    fileprivate let source: String
    fileprivate let path: String
  }

  /// The place of a source as it stands now; nil where there is no such file.
  func entry(for source: String, _ overrides: StoredTokenizer.Overrides) -> Entry? {
    guard let resolved = SystemCall.resolvingLinks(source), let facts = Self.facts(of: source)
    else { return nil }
    let said = [
      overrides.normalizer?.rawValue ?? "", overrides.pattern?.patternText ?? "",
      overrides.pattern == nil ? "" : "pattern", overrides.bert.map(Self.text) ?? "",
    ]
    func name(_ parts: [String]) -> String {
      let digest = SHA256Digest.text(of: Array(parts.joined(separator: "\0").utf8))
      return String(digest.prefix(Self.digits))
    }
    let source = name([resolved] + said)
    let state = name(facts.map(\.text) + [String(Tokenizer.compiledLayout)])
    return Entry(facts: facts, source: source, path: "\(folder)/\(source)-\(state).trie")
  }

  /// The facts of a source, and of the `merges.txt` beside a `vocab.json`.
  private static func facts(of source: String) -> [FileFacts]? {
    guard let resolved = SystemCall.resolvingLinks(source), let facts = FileFacts(of: resolved)
    else { return nil }
    guard let merges = StoredTokenizer.mergesPath(beside: source) else { return [facts] }
    return [facts] + [FileFacts(of: merges)].compactMap { $0 }
  }

  private static func text(_ rules: BertNormalization) -> String {
    [rules.cleansText, rules.separatesIdeographs, rules.stripsAccents, rules.lowercases]
      .map { $0.map { $0 ? "1" : "0" } ?? "-" }.joined()
  }

  /// The tokenizer of an entry, or nil where there is none that is whole.
  func load(_ entry: Entry) -> Tokenizer? {
    guard let bytes = try? MappedFile.compiledBytes(of: entry.path, limit: Tokenizer.compiledLimit)
    else { return nil }
    return try? Tokenizer(compiled: bytes)
  }

  /// Stores a tokenizer whose source was read after its place was asked for.
  ///
  /// Nothing is stored where the source changed meanwhile, or is so young that another change might
  /// leave its times as they are.
  func store(_ bytes: [UInt8], _ entry: Entry, of source: String) {
    guard Self.facts(of: source) == entry.facts, entry.facts.allSatisfy(\.isSettled) else { return }
    SystemCall.makeFolders(folder)
    guard (try? AtomicFile.write(bytes, to: entry.path)) != nil else { return }
    clean(keeping: entry)
  }

  /// Removes what the source of an entry was before, and what was not used for the longest time where all
  /// others are too large together.
  private func clean(keeping entry: Entry) {
    var others: [(path: String, use: FileUse)] = []
    for name in FolderListing.names(in: folder) where Self.isEntry(name) {
      let path = "\(folder)/\(name)"
      if path == entry.path { continue }
      if name.hasPrefix(entry.source) {
        SystemCall.removeFile(path)
      } else if let use = FileUse(of: path) {
        others.append((path, use))
      }
    }
    others.sort { $0.use.last < $1.use.last }
    var size = others.reduce(0) { $0 + $1.use.size }
    for (path, use) in others {
      if size <= limit { return }
      SystemCall.removeFile(path)
      size -= use.size
    }
  }

  /// The digits of each of the two digests in a name.
  private static let digits = 24

  /// Whether a name is one that entries have: the folder may be one in which users keep files of their own.
  private static func isEntry(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "trie" else { return false }
    let digests = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    return digests.count == 2
      && digests.allSatisfy { $0.count == digits && $0.allSatisfy(\.isHexDigit) }
  }
}
