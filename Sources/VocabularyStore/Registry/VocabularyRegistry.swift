import TokenizerModel

/// The published vocabularies that are known by name, from the files `registry.json` in the folders in
/// which tokenizers are looked up; of two entries with one name the first counts.
package struct VocabularyRegistry: Sendable {
  /// The entries in the order of the files.
  package private(set) var entries: [RegisteredVocabulary] = []

  /// The largest registry that is read, in bytes.
  private static let sizeLimit = 16 << 20

  /// Reads the registries of a search.
  ///
  /// - Throws: `VocabularyStoreError` naming the file that cannot be read.
  package init(search: VocabularySearch) throws(VocabularyStoreError) {
    for folder in search.folders {
      let path = "\(folder)/registry.json"
      guard FileKind.of(path) == .regular else { continue }
      try add(FileContents.read(path, limit: Self.sizeLimit), from: path)
    }
  }

  /// The entry of a name.
  package subscript(name: String) -> RegisteredVocabulary? {
    entries.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  private mutating func add(
    _ bytes: [UInt8], from path: String
  ) throws(VocabularyStoreError) {
    var found: [RegisteredVocabulary] = []
    do {
      var reader = JSONReader(bytes)
      try reader.readObject { reader, key in
        guard key.elementsEqual("vocabularies".utf8) else { return try reader.skipValue() }
        try reader.readArray { reader, _ in
          found.append(try RegisteredVocabulary(reading: &reader, path: path))
        }
      }
      try reader.finish()
    } catch let error as VocabularyStoreError {
      throw error
    } catch { throw .badRegistry(path: path, problem: "\(error)") }
    for entry in found where self[entry.name] == nil { entries.append(entry) }
  }
}

extension RegisteredVocabulary {
  /// Reads one entry; members of other names are left aside.
  init(reading reader: inout JSONReader, path: String) throws {
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "name": name = try Self.text(&reader)
      case "format": format = try Self.text(&reader)
      case "file": file = try Self.text(&reader)
      case "page": page = try Self.text(&reader)
      case "url": url = try Self.text(&reader)
      case "bytes": bytes = try reader.readInteger()
      case "sha256": sha256 = try Self.text(&reader)
      case "pattern": pattern = try Self.text(&reader)
      case "licence": licence = try Self.text(&reader)
      case "note": note = try Self.text(&reader)
      case "models": try reader.readArray { reader, _ in models.append(try Self.text(&reader)) }
      case "special_tokens":
        try reader.readObject { reader, content in
          specialTokens.append(SpecialToken(content: content, id: try reader.readInteger()))
        }
      default: try reader.skipValue()
      }
    }
    if let problem { throw VocabularyStoreError.badRegistry(path: path, problem: problem) }
  }

  private static func text(_ reader: inout JSONReader) throws -> String {
    String(decoding: try reader.readString(), as: UTF8.self)
  }

  /// What is wrong with an entry, or nothing. A file's name leads out of no folder.
  private var problem: String? {
    if !Self.isPlainName(name) { return "an entry has no plain name" }
    if !Self.isPlainName(file) { return "\(name): its file has no plain name" }
    if let sha256, !Self.isDigest(sha256) { return "\(name): its sha256 is no SHA-256" }
    if let bytes, bytes < 1 { return "\(name): its size is \(bytes) bytes" }
    return nil
  }

  private static func isPlainName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first != UInt8(ascii: ".") else { return false }
    return name.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != 0x7F }
  }

  /// Whether a text is 64 lower-case hexadecimal digits.
  package static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
