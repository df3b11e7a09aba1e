import Foundation
import PreTokenization
import TestSupport
import Testing
import TextNormalization
import Tokenization
import TokenizerModel

@testable import VocabularyStore

@Suite("The cache of compiled vocabularies")
struct CompiledCacheTests {
  private static let text = Array("오늘 the 날씨".utf8)

  /// A folder with a tokenizer in it whose file is old enough to be cached.
  private func withTokenizer(
    _ merges: [String] = ["ab"],
    _ body: (_ source: String, _ cache: CompiledCache, _ cached: () -> [String]) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let source = "\(folder.path)/small.json"
    try AtomicFile.write(try Self.json(merges), to: source)
    usleep(150_000)
    let compiled = "\(folder.path)/a/b"
    try body(source, CompiledCache(folder: compiled)) { FolderListing.names(in: compiled) }
  }

  private static func json(_ words: [String]) throws -> [UInt8] {
    var vocabulary = Vocabulary()
    for byte in UInt8.min...255 { vocabulary.append([byte]) }
    var merges: [Merge] = []
    for word in words {
      let bytes = Array(word.utf8)
      merges.append(
        Merge(
          left: TokenID(Int(bytes[0])), right: TokenID(Int(bytes[1])),
          result: TokenID(vocabulary.upperBound)))
      vocabulary.append(bytes)
    }
    return try TokenizerJSON.write(
      TokenizerDefinition(
        normalizer: .nfc, preTokenizer: .gpt2,
        model: BytePairModel(vocabulary: vocabulary, mergeRule: .merges(merges))))
  }

  private func load(_ source: String, _ cache: CompiledCache?) throws -> RunnableTokenizer {
    try RunnableTokenizer.load(source, search: VocabularySearch(folders: []), cache: cache)
  }

  @Test("gives the second start what the first one compiled")
  func secondStart() throws {
    try withTokenizer { source, cache, cached in
      let first = try load(source, cache)
      #expect(cached().count == 1)
      let second = try load(source, cache)
      #expect(cached().count == 1)
      #expect(second.name == first.name && second.path == first.path)
      #expect(try second.tokenizer.encode(Self.text) == first.tokenizer.encode(Self.text))
      #expect(second.tokenizer.compiledOrigin.digest == (try SHA256Digest.ofFile(source).sha256))
      #expect(second.tokenizer.normalizationForm == .nfc)
    }
  }

  @Test("forgets a source that has changed, even to one of the same size")
  func changedSource() throws {
    try withTokenizer(["th"]) { source, cache, cached in
      _ = try load(source, cache)
      let before = cached()
      try AtomicFile.write(try Self.json(["he"]), to: source)
      usleep(150_000)
      let changed = try load(source, cache)
      let plain = try load(source, nil)
      #expect(try changed.tokenizer.encode(Self.text) == plain.tokenizer.encode(Self.text))
      #expect(cached().count == 1 && cached() != before)
    }
  }

  @Test("removes what was not used for the longest time, and nothing that is not its own")
  func fullCache() throws {
    let folder = try TemporaryFolder()
    let compiled = "\(folder.path)/compiled"
    let sources = try (0..<4).map { number in
      let source = "\(folder.path)/\(number).json"
      try AtomicFile.write(try Self.json(["ab"]), to: source)
      return source
    }
    usleep(150_000)
    func entries() -> [String] { FolderListing.names(in: compiled).sorted() }
    let whole = CompiledCache(folder: compiled)
    var names: [String] = []
    for source in sources.prefix(3) {
      _ = try load(source, whole)
      names += entries().filter { !names.contains($0) }
    }
    try #require(names.count == 3)
    let own = ["notes.txt", "mine.trie", "\(String(repeating: "0", count: 24)).trie"]
    for name in own { try AtomicFile.write([1, 2, 3], to: "\(compiled)/\(name)") }
    // As if the first had been read after the others were written.
    let later = Date(timeIntervalSinceNow: 60)
    try FileManager.default.setAttributes(
      [.modificationDate: later], ofItemAtPath: "\(compiled)/\(names[0])")
    let size = try #require(FileUse(of: "\(compiled)/\(names[0])")).size
    _ = try load(sources[3], CompiledCache(folder: compiled, limit: 2 * size))
    let left = entries()
    #expect(left.count == 3 + own.count)
    #expect(left.contains(names[0]) && !left.contains(names[1]) && left.contains(names[2]))
    #expect(own.allSatisfy { left.contains($0) })
    // The one that is stored stays, even where there is room for none.
    let again = CompiledCache(folder: compiled, limit: 0)
    _ = try load(sources[1], again)
    #expect(entries().count == 1 + own.count)
    #expect(entries().contains(names[1]))
  }

  @Test("stores nothing of a source that has only just been written")
  func freshSource() throws {
    try withTokenizer { source, cache, cached in
      try AtomicFile.write(try Self.json(["ab", "cd"]), to: source)
      _ = try load(source, cache)
      #expect(cached().isEmpty)
    }
  }

  @Test("compiles again where an entry is damaged, and keeps apart what the user said")
  func damagedEntry() throws {
    try withTokenizer { source, cache, cached in
      _ = try load(source, cache)
      let name = try #require(cached().first)
      let folder = (source as NSString).deletingLastPathComponent + "/a/b/"
      let whole = try FileContents.read(folder + name, limit: 1 << 20)
      for damage in [[], Array(whole.dropLast(64)), Array(repeating: 0, count: whole.count)] {
        try AtomicFile.write(damage, to: folder + name)
        _ = try load(source, cache)
        #expect(try FileContents.read(folder + name, limit: 1 << 20) == whole)
      }
      let plain = cache.entry(for: source, StoredTokenizer.Overrides())
      let said = cache.entry(for: source, StoredTokenizer.Overrides(normalizer: .nfkc))
      #expect(plain != said)
    }
  }

  @Test("keeps a word list apart by what the user says of its normalizer")
  func wordList() throws {
    let folder = try TemporaryFolder()
    let source = "\(folder.path)/vocab.txt"
    try AtomicFile.write(Array("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nA\na\n##b\n".utf8), to: source)
    usleep(150_000)
    let cache = CompiledCache(folder: folder.path + "/compiled")
    for turn in 1...2 {
      for (rules, ids) in [(BertNormalization.cased, [5, 7]), (.uncased, [6, 7])] {
        let tokenizer = try RunnableTokenizer.load(
          source, search: VocabularySearch(folders: []),
          overrides: StoredTokenizer.Overrides(bert: rules), cache: cache
        ).tokenizer
        #expect(try tokenizer.encode(Array("Ab".utf8)).map(\.index) == ids, "turn \(turn)")
      }
    }
    #expect(FolderListing.names(in: folder.path + "/compiled").count == 2)
  }

  @Test("forgets a vocab.json whose merges have changed")
  func vocabularyAndMerges() throws {
    let folder = try TemporaryFolder()
    let files = try VocabularyAndMerges.write(
      TokenizerJSON.read(Self.json(["ab", "bc"])).definition.withListedMerges())
    let (source, merges) = ("\(folder.path)/vocab.json", "\(folder.path)/merges.txt")
    try AtomicFile.write(files.vocabulary, to: source)
    try AtomicFile.write(files.merges, to: merges)
    usleep(150_000)
    let cache = CompiledCache(folder: folder.path + "/compiled")
    func ids() throws -> [Int] {
      try load(source, cache).tokenizer.encode(Array("abc".utf8)).map(\.index)
    }
    #expect(try ids() == [256, 99])
    #expect(try ids() == [256, 99])
    let lines = String(decoding: files.merges, as: UTF8.self).split(separator: "\n")
    let swapped = (lines.dropLast(2) + lines.suffix(2).reversed()).joined(separator: "\n")
    try AtomicFile.write(Array(swapped.utf8), to: merges)
    usleep(150_000)
    #expect(try ids() == [97, 257])
    #expect(try ids() == [97, 257])
    #expect(FolderListing.names(in: folder.path + "/compiled").count == 1)
  }

  @Test("is no error where it cannot be written")
  func unwritable() throws {
    try withTokenizer { source, _, _ in
      _ = try load(source, CompiledCache(folder: source + "/below/a/file"))
    }
  }

  @Test("serves many first uses at once")
  func concurrentFirstUse() async throws {
    let folder = try TemporaryFolder()
    let source = folder.path + "/small.json"
    try AtomicFile.write(try Self.json(["ab", "th"]), to: source)
    try await Task.sleep(for: .milliseconds(150))
    let cache = CompiledCache(folder: folder.path + "/compiled")
    try await withThrowingTaskGroup(of: [TokenID].self) { group in
      for _ in 0..<8 { group.addTask { try load(source, cache).tokenizer.encode(Self.text) } }
      var all: Set<[TokenID]> = []
      for try await ids in group { all.insert(ids) }
      #expect(all.count == 1)
    }
    #expect(FolderListing.names(in: folder.path + "/compiled").count == 1)
  }

  @Test("follows the environment")
  func environment() {
    #expect(CompiledCache(environment: ["MALMOI_COMPILED_CACHE": "off", "HOME": "/h"]) == nil)
    #expect(CompiledCache(environment: [:]) == nil)
    #expect(CompiledCache(environment: ["HOME": "/h"]) != nil)
  }
}
