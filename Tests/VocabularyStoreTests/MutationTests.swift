import Foundation
import PreTokenization
import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization
@testable import VocabularyStore

/// What `Scripts/mutate-vocabularies --in-process` asks for: a folder with a vocabulary, which mutations
/// of it, and a file to say how far they are.
private struct Assignment {
  let folder: String
  let numbers: Range<Int>
  let seed: UInt64
  let progress: String

  init?(_ environment: [String: String]) {
    guard let folder = environment["MALMOI_MUTATED"], let progress = environment["MALMOI_PROGRESS"],
      let first = environment["MALMOI_FIRST"].flatMap({ Int($0) }),
      let end = environment["MALMOI_END"].flatMap({ Int($0) }), first <= end,
      let seed = environment["MALMOI_SEED"].flatMap({ UInt64($0) })
    else { return nil }
    (self.folder, self.progress, self.numbers, self.seed) = (folder, progress, first..<end, seed)
  }

  static let given = Assignment(ProcessInfo.processInfo.environment)
}

/// Changes a byte of a vocabulary's files, or cuts one short: each loads and encodes, or is refused in a
/// line. A trap ends the process; the number of its mutation then stands in the file of progress.
@Suite(
  "Mutated vocabularies",
  .enabled(if: Assignment.given != nil, "Scripts/mutate-vocabularies gives it vocabularies"))
struct MutationTests {
  private static let texts = [
    "안녕하세요, 말모이! Hello, world's 12345.\n\t가각 é <s> <|endoftext|> 👩‍👩‍👧\u{1112}\u{1161}\n",
    "", "  the  quick\u{A0}brown\r\n", "나라의 말이 중국과 달라",
  ].map { Array($0.utf8) }

  @Test func `load and behave, or are refused in a line`() throws {
    let given = try #require(Assignment.given)
    let names = FolderListing.names(in: given.folder)
    let originals = try names.map { try FileContents.read("\(given.folder)/\($0)", limit: 1 << 20) }
    // A vocab.json stands behind its merges.txt.
    let main = try #require(names.last)
    let place = try TemporaryFolder()
    for (name, bytes) in zip(names, originals) { try place.write(bytes, to: name) }
    let path = "\(place.path)/\(main)"
    #expect(try Self.loads(path), "\(main) does not load unchanged")
    var (loaded, slowest) = (0, (seconds: 0.0, number: 0))
    for number in given.numbers {
      try say("\(number)", given)
      let file = number % names.count
      try place.write(
        Self.mutated(originals[file], number, given.seed, isCompiled: main.hasSuffix(".trie")),
        to: names[file])
      let before = Self.processorSeconds
      if try Self.loads(path, number) { loaded += 1 }
      let seconds = Self.processorSeconds - before
      if seconds > slowest.seconds { slowest = (seconds, number) }
      if names.count > 1 { try place.write(originals[file], to: names[file]) }
    }
    try say("\(loaded) \(slowest.seconds) \(slowest.number)", given)
  }

  private func say(_ text: String, _ given: Assignment) throws {
    try Data(text.utf8).write(to: URL(filePath: given.progress))
  }

  /// One change in ten cuts the file short; half of the others write a byte that stands in the file.
  /// Half of the compiled ones get a checksum that fits.
  private static func mutated(
    _ bytes: [UInt8], _ number: Int, _ seed: UInt64, isCompiled: Bool
  ) -> [UInt8] {
    var generator = SeededGenerator(seed: seed &+ UInt64(number) &* 0x1_0000_0001)
    var bytes = bytes
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    if Int.random(in: 0..<10, using: &generator) == 0 {
      bytes.removeSubrange(place...)
    } else if Bool.random(using: &generator) {
      bytes[place] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
    } else {
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
    }
    if isCompiled, Bool.random(using: &generator), bytes.count > CompiledLayout.checkedStart {
      let sum = CompiledVocabulary.checksum(of: CompiledBytes(bytes))
      for index in 0..<8 {
        bytes[CompiledHeader.checksumOffset + index] = UInt8(truncatingIfNeeded: sum >> (8 * index))
      }
    }
    return bytes
  }

  /// Whether the file is a tokenizer; then it encodes and decodes. The number names the mutation.
  private static func loads(_ path: String, _ number: Int = -1) throws -> Bool {
    let overrides = StoredTokenizer.Overrides(pattern: path.hasSuffix(".tiktoken") ? .gpt2 : nil)
    let tokenizer: Tokenizer
    do throws(VocabularyStoreError) {
      tokenizer = try RunnableTokenizer.load(
        path, search: VocabularySearch(folders: [], cache: nil), overrides: overrides, cache: nil
      ).tokenizer
    } catch {
      let message = "\(error)"
      let isLine = !message.isEmpty && !message.utf8.contains { $0 < 0x20 }
      if !isLine { Issue.record("\(number): \(message.debugDescription)") }
      return false
    }
    for text in texts {
      // Some text has no ids in a model without an unknown token.
      guard let ids = try? tokenizer.encode(text, allowedSpecial: .all) else { continue }
      _ = try tokenizer.decode(ids)
      if try tokenizer.tokenize(text, allowedSpecial: .all).ids != ids {
        Issue.record("\(number): other ids with offsets")
      }
    }
    return true
  }

  private static var processorSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
