import PreTokenization
import TextNormalization
import TokenizerModel

extension StoredTokenizer {
  /// Reads a SentencePiece `.model`, the header of a GGUF file, a `tekken.json`, or a `vocab.json` with
  /// the `merges.txt` beside it; nil for another file.
  ///
  /// The first two are told by their first bytes, the others by their names.
  static func readOtherFormat(
    _ bytes: [UInt8], name: String, path: String, _ overrides: Overrides
  ) throws(VocabularyStoreError) -> StoredTokenizer? {
    if path.hasSuffix("vocab.json") {
      return try readVocabularyAndMerges(bytes, name: name, path: path, overrides)
    }
    let isJSON = path.hasSuffix(".json")
    let definition: TokenizerDefinition
    do throws(TokenizerModelError) {
      if GGUFFile.isLikely(bytes) {
        definition = try GGUFFile.read(bytes)
      } else if !isJSON, SentencePieceFile.isLikely(bytes) {
        definition = try SentencePieceFile.read(bytes)
      } else if path.hasSuffix("tekken.json") {
        definition = try TekkenFile.read(bytes)
      } else {
        return nil
      }
    } catch { throw .unreadable(path: path, error) }
    try overrides.refuse(for: path)
    return StoredTokenizer(name: name, path: path, definition: definition)
  }

  /// The `merges.txt` beside a `vocab.json`; nil where there is none, or for another file.
  static func mergesPath(beside path: String) -> String? {
    guard path.hasSuffix("vocab.json") else { return nil }
    let merges = "\(path.dropLast("vocab.json".count))merges.txt"
    return FileKind.of(merges) == .regular ? merges : nil
  }

  private static func readVocabularyAndMerges(
    _ bytes: [UInt8], name: String, path: String, _ overrides: Overrides
  ) throws(VocabularyStoreError) -> StoredTokenizer? {
    guard let mergesPath = mergesPath(beside: path) else {
      // Without merges beside it, the file may be a tokenizer.json of another name.
      if (try? TokenizerJSON.read(bytes)) != nil { return nil }
      throw .notATokenizer(
        path: path, problem: "tokens without their merges; put the merges.txt beside it")
    }
    if overrides.bert != nil { throw .overrideRefused(path: path, option: "--normalizer") }
    let merges = try FileContents.read(mergesPath, limit: sizeLimit)
    do throws(TokenizerModelError) {
      var definition = try VocabularyAndMerges.read(
        vocabulary: bytes, merges: merges, pattern: overrides.pattern ?? .gpt2)
      if let form = overrides.normalizer {
        definition.normalizer = form == .none ? [] : [.form(form)]
      }
      return StoredTokenizer(name: name, path: path, definition: definition)
    } catch { throw .unreadable(path: path, error) }
  }

  /// The vocab.json beside a file of merges; nil for a file that holds something else.
  static func vocabulary(ofMerges path: String) throws(VocabularyStoreError) -> String? {
    guard path.hasSuffix(".txt"), FileKind.of(path) == .regular else { return nil }
    let name = "merges.txt"
    let isNamed = path.hasSuffix("/\(name)") || path == name
    if !isNamed {
      let start = try FileContents.start(of: path, length: 9)
      guard start.elementsEqual("#version:".utf8) else { return nil }
    }
    let vocabulary = "\(path.dropLast(name.count))vocab.json"
    guard isNamed, FileKind.of(vocabulary) == .regular else {
      throw .notATokenizer(
        path: path,
        problem: "merges without their tokens; give a vocab.json with this beside it as merges.txt")
    }
    return vocabulary
  }

  /// Refuses what lies beside a tokenizer.json and says things about it.
  static func refuseOtherJSON(_ path: String) throws(VocabularyStoreError) {
    let settings = [
      "added_tokens.json", "config.json", "generation_config.json", "special_tokens_map.json",
      "tokenizer_config.json",
    ]
    if let name = path.split(separator: "/").last, settings.contains(String(name)) {
      throw .notATokenizer(
        path: path, problem: "settings without tokens; these stand in the tokenizer.json beside it")
    }
  }
}
