import ArgumentParser
import TokenAnalysis
import TokenizerModel
import VocabularyStore

/// `malmoi vocab pull`: published vocabularies into the user's cache.
struct VocabPullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetch published vocabularies, so that they can be used by name.",
    discussion: """
      NAME is one that vocab list shows, or a model that uses it. What comes is checked by its \
      SHA-256 before it takes its name in the cache; a transfer that breaks off goes on where it \
      ended, also in a later run. Proxies and SSL_CERT_FILE of the environment are respected.

      Examples:
        malmoi vocab pull o200k_base cl100k_base
        malmoi vocab pull o200k_base --base-url https://mirror.example.org/vocabularies
        malmoi vocab pull EXAONE-4.0-32B --from tokenizer.json --sha256 …
      """)

  @Argument(help: "Names of vocabularies, or of models.") var name: [String]
  @Option(help: ArgumentHelp("A file that somebody has brought here.", valueName: "file"))
  var from: String?
  @Option(
    help: ArgumentHelp(
      "A folder on a server that has the files of the registry by their names.", valueName: "url"))
  var baseURL: String?
  @Option(help: "The SHA-256 of one for which the registry has none.") var sha256: String?

  func validate() throws {
    if from != nil || sha256 != nil, name.count > 1 {
      throw ValidationError("--from and --sha256 are for one NAME.")
    }
    if from != nil, baseURL != nil {
      throw ValidationError("--from and --base-url exclude each other.")
    }
    if let sha256, !RegisteredVocabulary.isDigest(sha256) {
      throw ValidationError("--sha256 takes 64 digits of 0-9 and a-f.")
    }
  }

  func run() throws {
    let registry = try VocabularyRegistry(search: .ofProcess)
    guard let cache = VocabularySearch.ofProcess.cache else {
      throw CommandFailure("there is no cache: set XDG_CACHE_HOME or HOME")
    }
    let source: VocabularyPull.Source =
      if let from { .file(from) } else if let baseURL { .mirror(baseURL) } else { .registered }
    var hasFailures = false
    for name in name {
      do {
        try pull(vocabulary(name, in: registry), from: source, into: cache)
      } catch {
        Talk.line("Error: \(error)")
        hasFailures = true
      }
    }
    if hasFailures { throw ExitCode.failure }
  }

  private func vocabulary(
    _ name: String, in registry: VocabularyRegistry
  ) throws -> RegisteredVocabulary {
    if let entry = registry[name] { return entry }
    if let tokenizer = ModelTable.facts(of: name)?.tokenizer, let entry = registry[tokenizer] {
      return entry
    }
    let nearest = NearestNames.find(name, in: registry.entries.map(\.name), limit: 3)
    throw CommandFailure(
      "no published vocabulary named \(JSONReader.quoted(name.utf8)) is known"
        + (nearest.isEmpty
          ? "; malmoi vocab list shows those that are"
          : "; the nearest names are \(nearest.joined(separator: ", "))"))
  }

  private func pull(
    _ vocabulary: RegisteredVocabulary, from source: VocabularyPull.Source, into cache: String
  ) throws {
    let display = ProgressDisplay(.auto)
    defer { display.finish() }
    let outcome = try VocabularyPull(vocabulary, sha256: sha256)
      .run(from: source, into: cache, request: { WebAccess.request($0) }) { bytes in
        display.show(vocabulary.name, done: bytes, total: vocabulary.bytes)
      }
    display.finish()
    let path = "\(cache)/\(vocabulary.file)"
    switch outcome {
    case .present: Talk.line("\(vocabulary.name): here already, \(path)")
    case .pulled: Talk.line("\(vocabulary.name): \(path) (licence: \(vocabulary.licence))")
    }
  }
}
