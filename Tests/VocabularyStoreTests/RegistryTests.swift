import TestSupport
import Testing

@testable import VocabularyStore

@Suite("The registry")
struct RegistryTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func problem(_ json: String) throws -> String? {
    try folder.write(json.utf8, to: "registry.json")
    do throws(VocabularyStoreError) {
      _ = try VocabularyRegistry(search: VocabularySearch(folders: [folder.path]))
      return nil
    } catch {
      return error.description.replacing(folder.path, with: "…")
    }
  }

  @Test("ours is whole: names once, addresses by https, digests and sizes in form")
  func ours() throws {
    let registry = try VocabularyRegistry(
      search: VocabularySearch(folders: [Checkout.path("vocab")]))
    #expect(registry.entries.count >= 30)
    for entry in registry.entries {
      #expect(registry[entry.name] == entry, "\(entry.name) stands twice")
      #expect(["tiktoken", "tokenizer.json", "vocab.txt", "sentencepiece"].contains(entry.format))
      #expect(entry.page.hasPrefix("https://"))
      #expect(!entry.licence.isEmpty)
      let address = try entry.url.map { try WebAddress($0) }
      #expect(address?.isLoopback != true)
      #expect((entry.pattern != nil) == (entry.format == "tiktoken"))
    }
    #expect(Set(registry.entries.map(\.file)).count == registry.entries.count)
    let o200k = try #require(registry["o200k_base"])
    #expect(o200k.canBePulled && o200k.bytes == 3_613_922)
    #expect(o200k.specialTokens.map(\.id) == [199_999, 200_018])
  }

  @Test(
    "a broken one is refused with its file and place",
    arguments: [
      ("[]", "…/registry.json: line 1, column 1: "),
      (#"{"vocabularies": [{"name": "a"}]}"#, "…/registry.json: a: its file has no plain name"),
      (#"{"vocabularies": [{"name": "a/b"}]}"#, "…/registry.json: an entry has no plain name"),
      (
        #"{"vocabularies": [{"name": "a", "file": "../a"}]}"#,
        "…/registry.json: a: its file has no plain name"
      ),
      (
        #"{"vocabularies": [{"name": "a", "file": "a", "sha256": "12"}]}"#,
        "…/registry.json: a: its sha256 is no SHA-256"
      ),
      (#"{"vocabularies": [{"name": 5}]}"#, "…/registry.json: line 1, column 28: "),
    ])
  func broken(_ json: String, _ message: String) throws {
    let problem = try #require(try problem(json))
    #expect(problem.hasPrefix(message), "\(problem)")
  }

  @Test("a name that is published but not here says how to get it")
  func hint() throws {
    let digest = String(repeating: "0", count: 64)
    try folder.write(
      """
      {"vocabularies": [
        {"name": "a", "file": "a.json", "page": "p", "url": "https://u", "sha256": "\(digest)"},
        {"name": "b", "file": "b.json", "page": "https://page"}]}
      """.utf8, to: "registry.json")
    let search = VocabularySearch(folders: [folder.path])
    let first = #expect(throws: VocabularyStoreError.self) { try search.path(of: "a") }
    #expect(first?.description == "a is not on this machine; malmoi vocab pull a fetches it")
    let second = #expect(throws: VocabularyStoreError.self) { try search.path(of: "b") }
    #expect(second?.description.contains("published at https://page") == true)
  }

  @Test("a name of the registry is found under the name of its file, whatever that is")
  func registeredFile() throws {
    try folder.write(
      #"{"vocabularies": [{"name": "a", "file": "b.model"}]}"#.utf8, to: "registry.json")
    try folder.write([1], to: "b.model")
    let search = VocabularySearch(folders: ["\(folder.path)/none", folder.path])
    #expect(try search.path(of: "a") == "\(folder.path)/b.model")
  }

  @Test("a registry with one wrong byte is read or refused, and no file of it leaves its folder")
  func mutations() throws {
    let original = Array(
      """
      {"vocabularies": [{"name": "a", "format": "f", "file": "a.json", "page": "https://p",
        "url": "https://u", "bytes": 5, "sha256": "\(String(repeating: "0", count: 64))",
        "special_tokens": {"<|a|>": 1}, "models": ["m"], "licence": "l", "note": "n"}]}
      """.utf8)
    var random = SeededGenerator(seed: 6)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = original
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      try folder.write(bytes, to: "registry.json")
      do throws(VocabularyStoreError) {
        let registry = try VocabularyRegistry(search: VocabularySearch(folders: [folder.path]))
        #expect(registry.entries.allSatisfy { !$0.file.contains("/") && !$0.file.hasPrefix(".") })
      } catch {
        refused += 1
        #expect(!error.description.contains("\n"))
      }
    }
    #expect(refused > 500)
  }
}
