import CorpusReading
import TokenAnalysis
import VocabularyStore

/// The texts of a comparison, from files.
enum ComparedTexts {
  /// Reads the lines of a file.
  static func read(_ path: String, name: String) throws -> Comparison.Text {
    var options = CorpusReadingOptions()
    options.format = .text
    var reader = try CorpusReader(paths: [path], options: options)
    var block = DocumentBlock()
    var documents: [[UInt8]] = []
    while try reader.next(into: &block) {
      for index in block.documentEnds.indices {
        documents.append(Array(block.bytes[block.rangeWithoutLineEnd(ofDocument: index)]))
      }
    }
    let sha256 = path == "-" ? "" : try SHA256Digest.ofFile(path).sha256
    return Comparison.Text(name: name, path: path, sha256: sha256, documents: documents)
  }

  /// Reads files, each named by its path as given.
  static func named(_ paths: [String]) throws -> [Comparison.Text] {
    try paths.map { try read($0, name: $0) }
  }

  /// Reads a gold segmentation.
  static func segmentation(_ path: String) throws -> GoldSegmentation {
    let bytes = try FileContents.read(path, limit: 1 << 30)
    do {
      return try GoldSegmentation(conllu: bytes)
    } catch { throw CommandFailure("\(path): \(error)") }
  }

  /// Gives tokenizers of the same name their paths instead.
  static func distinctlyNamed(_ subjects: [Comparison.Subject]) -> [Comparison.Subject] {
    subjects.map { subject in
      var subject = subject
      let namesakes = subjects.count { $0.name.utf8.elementsEqual(subject.name.utf8) }
      if namesakes > 1 { subject.name = subject.path }
      return subject
    }
  }
}
