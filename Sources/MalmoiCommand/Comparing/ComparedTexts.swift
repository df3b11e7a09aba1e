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

  /// Gives tokenizers of the same name the shortest part of their paths that tells them apart: that
  /// with the name in it, and as many folders before it as that takes; else the whole path.
  static func distinctlyNamed(_ subjects: [Comparison.Subject]) -> [Comparison.Subject] {
    subjects.map { subject in
      let namesakes = subjects.filter { $0.name.utf8.elementsEqual(subject.name.utf8) }
      if namesakes.count == 1 { return subject }
      let count = Set(namesakes.map { Array($0.path.utf8) }).count
      let folders = (0...8).first { folders in
        Set(namesakes.map { Array(namedPart(of: $0, folders: folders).utf8) }).count == count
      }
      var subject = subject
      subject.name = folders.map { namedPart(of: subject, folders: $0) } ?? subject.path
      return subject
    }
  }

  /// The part of a path that has the name of the tokenizer in it, and some folders before it.
  private static func namedPart(of subject: Comparison.Subject, folders: Int) -> String {
    let parts = subject.path.split(separator: "/")
    let place = parts.lastIndex { $0.utf8.starts(with: subject.name.utf8) } ?? parts.count - 1
    guard place >= 0 else { return subject.path }
    return parts[max(0, place - folders)...place].joined(separator: "/")
  }
}
