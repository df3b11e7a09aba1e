import PreTokenization
import TestSupport
import TextNormalization
import Testing
import TokenizerModel
import VocabularyStore

@Suite("Tokenizers on disk")
struct StoredTokenizerTests {
  let folder: TemporaryFolder
  let search: VocabularySearch

  init() throws {
    folder = try TemporaryFolder()
    search = VocabularySearch(folders: ["\(folder.path)/first", "\(folder.path)/second"])
  }

  static let ranks: [UInt8] = (0..<256).flatMap { byte in
    var line: [UInt8] = []
    Base64.append([UInt8(byte)], to: &line)
    return line + Array(" \(byte)\n".utf8)
  }

  static func definition() throws -> TokenizerDefinition {
    var model = try RankFile.read(ranks)
    model.mergeRule = .merges([])
    model.takesWholePreTokens = false
    return TokenizerDefinition(normalizer: .nfc, preTokenizer: .o200k, model: model)
  }

  func message(_ tokenizer: String) -> String? {
    do throws(VocabularyStoreError) {
      _ = try StoredTokenizer.load(tokenizer, search: search)
      return nil
    } catch {
      return error.description.replacing(folder.path, with: "…")
    }
  }

  @Test("finds names in the order of folders, with and without suffix")
  func findsNames() throws {
    let json = try TokenizerJSON.write(Self.definition())
    try folder.write(json, to: "second/ko-en/tokenizer.json")
    try folder.write(json, to: "first/plain.json")
    try folder.write(json, to: "second/plain.json")
    try folder.write(Self.ranks, to: "second/ranks.tiktoken")
    try folder.write([], to: "second/notes.txt")
    #expect(search.entries().map(\.name) == ["ko-en", "plain", "ranks"])
    #expect(try search.path(of: "plain") == "\(folder.path)/first/plain.json")
    #expect(try search.path(of: "ko-en") == "\(folder.path)/second/ko-en")
    let stored = try StoredTokenizer.load("ko-en", search: search)
    #expect(stored.definition == (try Self.definition()))
    #expect(stored.name == "ko-en")
    #expect(
      message("plane")
        == "no tokenizer named plane in …/first, …/second; did you mean plain?")
    #expect(
      message("zzzzzzzzzz")
        == "no tokenizer named zzzzzzzzzz in …/first, …/second; give a path, or set "
        + "MALMOI_VOCAB_PATH")
  }

  @Test("a rank file needs a pattern, and takes one")
  func rankFile() throws {
    let path = try folder.write(Self.ranks, to: "own.tiktoken")
    #expect(
      message(path)
        == "…/own.tiktoken: a rank file does not say how text is cut; add --pretokenizer or "
        + "--pattern")
    let stored = try StoredTokenizer.load(
      path, search: search, overrides: .init(normalizer: .nfkc, pattern: .cl100k))
    #expect(stored.definition.byteLevel?.preTokenizer == .cl100k)
    #expect(stored.definition.byteLevel?.normalizer == .nfkc)
    let lookalike = try folder.write(Self.ranks, to: "o200k_base.tiktoken")
    #expect(
      message(lookalike)
        == "…/o200k_base.tiktoken: not the published file of o200k_base (its SHA-256 differs); get "
        + "that file again, or say how text is cut with --pretokenizer or --pattern")
  }

  @Test("a configuration that stands in a file is obeyed")
  func overrides() throws {
    let path = try folder.write(try TokenizerJSON.write(Self.definition()), to: "t.json")
    #expect(throws: VocabularyStoreError.overrideRefused(path: path, option: "--pattern")) {
      try StoredTokenizer.load(path, search: search, overrides: .init(pattern: .gpt2))
    }
    #expect(throws: VocabularyStoreError.overrideRefused(path: path, option: "--normalizer")) {
      try StoredTokenizer.load(path, search: search, overrides: .init(normalizer: .nfc))
    }
  }

  @Test("names the file and what is wrong with it")
  func badFiles() throws {
    try folder.write([], to: "empty.json")
    try folder.write(Array("안녕".utf8), to: "text.json")
    try folder.write(Array("{\"model\": 1}".utf8), to: "wrong.json")
    #expect(
      message("\(folder.path)/none.json") == "…/none.json: cannot open: No such file or directory")
    #expect(message("\(folder.path)/empty.json") == "…/empty.json: the file is empty")
    #expect(
      message("\(folder.path)/text.json")
        == "…/text.json: neither a tokenizer.json, a SentencePiece .model, a .tiktoken rank file nor "
        + "a vocab.txt")
    #expect(
      message("\(folder.path)/wrong.json")
        == "…/wrong.json: line 1, column 11: expected object, found number")
    #expect(message(folder.path) == "…: a folder without a tokenizer in it")
    #expect(message("/dev/zero") == "/dev/zero: not a regular file")
  }

  /// What stands in a file, and the end of the line that says so.
  private static let foreign: [(name: String, bytes: [UInt8], problem: String)] = [
    (
      "a.model", Array("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".utf8),
      "a pointer of Git LFS, not the file that it stands for; get that with git lfs pull"
    ),
    (
      "a.json", Array("\n<!DOCTYPE HTML><html>".utf8),
      "a web page, not the file that was asked for; download the file itself"
    ),
    (
      "vocab.txt", Array("<html lang=ko>\n".utf8),
      "a web page, not the file that was asked for; download the file itself"
    ),
    (
      "b.json", Array("PK\u{3}\u{4}rest".utf8),
      "a ZIP archive; give a file that was unpacked from it"
    ),
    ("c.json", [0x1F, 0x8B, 8, 0], "packed by gzip; unpack it first"),
    ("d.json", [0xFF, 0xFE, 0x7B, 0], "text in UTF-16; write it as UTF-8"),
    (
      "e.safetensors", [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8),
      "the weights of a model (safetensors), not its tokenizer"
    ),
    (
      "f.json", [0xEF, 0xBB, 0xBF] + Array("{}".utf8),
      "begins with a byte order mark, which no tokenizer has; remove it"
    ),
    (
      "g.txt", [0xEF, 0xBB, 0xBF] + Array("[PAD]\n[UNK]\n".utf8),
      "begins with a byte order mark, which no tokenizer has; remove it"
    ),
    ("h.txt", [], "the file is empty"),
    (
      "config.json", Array("{}".utf8),
      "settings without tokens; these stand in the tokenizer.json beside it"
    ),
    (
      "merges.txt", Array("a b\n".utf8),
      "merges without their tokens; give a vocab.json with this beside it as merges.txt"
    ),
    (
      "other.txt", Array("#version: 0.2\na b\n".utf8),
      "merges without their tokens; give a vocab.json with this beside it as merges.txt"
    ),
    (
      "vocab.json", Array("{\"a\": 0}".utf8),
      "tokens without their merges; put the merges.txt beside it"
    ),
  ]

  @Test("what is no tokenizer is told by its name", arguments: foreign)
  func foreignContent(_ file: (name: String, bytes: [UInt8], problem: String)) throws {
    let path = try folder.write(file.bytes, to: file.name)
    #expect(message(path) == "…/\(file.name): \(file.problem)")
  }

  @Test("a word list may begin with a byte order mark as a token")
  func markAsToken() throws {
    let path = try folder.write([0xEF, 0xBB, 0xBF] + Array("\n[UNK]\n".utf8), to: "marks.txt")
    #expect(try StoredTokenizer.load(path, search: search).definition.idUpperBound == 2)
  }

  @Test("a folder stands for the tokenizer in it, if there is one")
  func folders() throws {
    let words = Array("[UNK]\na\n".utf8)
    try folder.write(words, to: "words/vocab.txt")
    try folder.write(words, to: "words/notes.txt")
    let stored = try StoredTokenizer.load("\(folder.path)/words", search: search)
    #expect(stored.path == "\(folder.path)/words/vocab.txt")
    try folder.write(Self.ranks, to: "ranks/a.tiktoken")
    #expect(
      message("\(folder.path)/ranks")?.hasPrefix("…/ranks/a.tiktoken: a rank file") == true)
    try folder.write(Self.ranks, to: "ranks/b.tiktoken")
    #expect(
      message("\(folder.path)/ranks")
        == "…/ranks: holds several tokenizers; give one of a.tiktoken, b.tiktoken")
  }

  @Test("ranks are told by their lines where the name tells nothing")
  func namelessRanks() throws {
    let path = try folder.write(Self.ranks, to: "tokenizer.model")
    let stored = try StoredTokenizer.load(path, search: search, overrides: .init(pattern: .cl100k))
    #expect(stored.definition.byteLevel?.preTokenizer == .cl100k)
  }

  @Test("merges stand for the vocab.json beside them")
  func mergesBesideTokens() throws {
    let texts = ByteAlphabet.bytesByCharacter.map {
      String(decoding: ByteAlphabet.text(of: [$0]), as: UTF8.self)
    }
    let members = (texts + ["ab"]).enumerated().map { id, text in
      "\(text == "\"" || text == "\\" ? "\"\\\(text)\"" : "\"\(text)\""): \(id)"
    }
    try folder.write(Array("{\(members.joined(separator: ", "))}".utf8), to: "vocab.json")
    let path = try folder.write(Array("#version: 0.2\na b\n".utf8), to: "merges.txt")
    let stored = try StoredTokenizer.load(path, search: search)
    #expect(stored.path == "\(folder.path)/vocab.json")
    #expect(stored.definition.model.vocabulary.count == 257)
  }

  @Test("a vocabulary folder is written whole, replaced whole, and spares what is not its own")
  func vocabularyFolder() throws {
    let record = TrainingRecord(
      malmoiVersion: "0", algorithm: "bpe", options: [], unicodeVersion: "16.0",
      normalizerUnicodeVersion: nil, inputs: [], results: [])
    var vocabulary = VocabularyFolder(
      definition: try Self.definition(), record: record, card: "하나\n")
    let path = "\(folder.path)/mine"
    try vocabulary.write(to: path)
    #expect(try folder.read("mine/CARD.md") == Array("하나\n".utf8))
    vocabulary.card = "둘\n"
    try vocabulary.write(to: path + "/")
    #expect(try folder.read("mine/CARD.md") == Array("둘\n".utf8))
    #expect(folder.names == ["mine"])
    #expect(try StoredTokenizer.load(path, search: search).definition == vocabulary.definition)
    try folder.write([1], to: "mine/notes.md")
    #expect(
      throws: VocabularyStoreError.notATokenizer(
        path: path, problem: "the folder holds notes.md, so it is not replaced by a vocabulary")
    ) { try vocabulary.write(to: path) }
    #expect(try folder.read("mine/CARD.md") == Array("둘\n".utf8))
  }
}
