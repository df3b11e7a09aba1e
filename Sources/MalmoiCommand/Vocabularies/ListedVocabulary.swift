import TokenizerModel
import VocabularyStore

/// A vocabulary that has a name, and whether it is on this machine.
struct ListedVocabulary {
  /// Where it is.
  enum State: String {
    /// In a folder in which names are looked up.
    case here
    /// In the user's cache.
    case cached
    /// On a server; vocab pull fetches it.
    case available
    /// Published, but without a known digest or address.
    case published
  }

  var name: String
  var state: State
  /// Its file or folder, where it is on this machine.
  var path: String?
  var registered: RegisteredVocabulary?

  /// Where it is, or is described.
  var place: String { path ?? registered?.page ?? "" }

  /// All that a search and its registries know: what is on this machine first, both in the order of
  /// names.
  static func all(_ search: VocabularySearch) throws(VocabularyStoreError) -> [ListedVocabulary] {
    let registry = try VocabularyRegistry(search: search)
    var listed = search.entries().map { entry in
      ListedVocabulary(
        name: entry.name, state: isCached(entry.path, search) ? .cached : .here, path: entry.path,
        registered: registry[entry.name])
    }
    let names = Set(listed.map { Array($0.name.utf8) })
    let absent = registry.entries.filter { !names.contains(Array($0.name.utf8)) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for entry in absent {
      let path = search.cache.map { "\($0)/\(entry.file)" }
      let isCached = path.map(FileKind.of) == .regular
      listed.append(
        ListedVocabulary(
          name: entry.name,
          state: isCached ? .cached : entry.canBePulled ? .available : .published,
          path: isCached ? path : nil, registered: entry))
    }
    return listed
  }

  private static func isCached(_ path: String, _ search: VocabularySearch) -> Bool {
    search.cache.map { path.hasPrefix($0 + "/") } ?? false
  }

  /// Writes it as an object.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("name")
    writer.string(name)
    writer.key("state")
    writer.string(state.rawValue)
    writer.key("path")
    if let path { writer.string(path) } else { writer.null() }
    if let registered {
      for (key, value) in [
        ("format", registered.format), ("page", registered.page), ("licence", registered.licence),
      ] {
        writer.key(key)
        writer.string(value)
      }
      writer.key("sha256")
      if let sha256 = registered.sha256 { writer.string(sha256) } else { writer.null() }
      writer.key("models")
      writer.beginArray()
      for model in registered.models { writer.string(model) }
      writer.endArray()
    }
    writer.endObject()
  }
}
