import CorpusReading
import Foundation
import PreTokenization
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

/// Reference ids that lie beside the checkout, if they do.
struct SharedVectors {
  /// A text and what the reference makes of it.
  struct Vector {
    var text: [UInt8] = []
    var ids: [Int] = []
  }

  let name: String

  /// Where the reference data lies.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared")

  /// Whether it is there.
  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "vectors").path)

  /// The texts at places divisible by `step`, starting with the first.
  func vectors(every step: Int) throws -> [Vector] {
    let path = Self.folder.appending(path: "vectors/\(name).jsonl.gz").path
    let lines = try readWholeFile(path, decompressing: true).split(separator: 0x0A).dropFirst()
    return try stride(from: lines.startIndex, to: lines.endIndex, by: step).map { place in
      var vector = Vector()
      var reader = JSONReader(Array(lines[place]))
      try reader.readObject { reader, key in
        switch String(decoding: key, as: UTF8.self) {
        case "text": vector.text = try reader.readString()
        case "ids":
          try reader.readArray { reader, _ in vector.ids.append(try reader.readInteger()) }
        default: try reader.skipValue()
        }
      }
      return vector
    }
  }

  /// The tokenizer that the reference ran.
  func tokenizer() throws -> Tokenizer {
    if name.hasPrefix("hf-") {
      let path = "vocab/hf/\(name.dropFirst(3))/tokenizer.json"
      let bytes = try readWholeFile(Self.folder.appending(path: path).path)
      return try Tokenizer(TokenizerJSON.read(bytes).definition)
    }
    if name.hasPrefix("wordpiece-") {
      let path = "vocab/wordpiece/\(name.dropFirst(10))/vocab.txt"
      return try Tokenizer(
        WordListFile.read(
          try readWholeFile(Self.folder.appending(path: path).path),
          normalization: name.hasSuffix("uncased") ? .uncased : .cased))
    }
    if name.hasPrefix("spm-") {
      let path = Self.folder.appending(path: "vocab/spm/\(name.dropFirst(4)).model").path
      return try Tokenizer(SentencePieceFile.read(readWholeFile(path)))
    }
    let path = Self.folder.appending(path: "vocab/tiktoken/\(name).tiktoken").path
    let encoding = try #require(OpenAIEncoding.all.first { $0.name == name })
    return try Tokenizer(
      TokenizerDefinition(
        normalizer: .none, preTokenizer: encoding.pattern,
        model: RankFile.read(readWholeFile(path)), addedTokens: encoding.specialTokens))
  }
}
