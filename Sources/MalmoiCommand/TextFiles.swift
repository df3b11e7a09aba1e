import CorpusReading
import VocabularyStore

/// The text files that a path stands for.
enum TextFiles {
  /// Folders deeper than this are a loop of links.
  private static let depthLimit = 64

  /// A file for itself; for a folder every file below it in the order of names, without hidden ones
  /// and those that hold NUL bytes. What cannot be read is among them, so that whoever reads it says
  /// why: broken links, and folders whose names are not to be had.
  static func below(_ path: String) -> [String] {
    path != "-" && FileKind.of(path) == .folder ? files(in: path, depth: 0) : [path]
  }

  private static func files(in folder: String, depth: Int) -> [String] {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    guard let names = FolderListing.readableNames(in: folder) else { return [folder] }
    return names.flatMap { name -> [String] in
      let path = base + name
      switch FileKind.of(path) {
      case .folder: return depth < depthLimit ? files(in: path, depth: depth + 1) : []
      case .regular: return isBinary(path) ? [] : [path]
      case .missing: return [path]
      case .other: return []
      }
    }
  }

  private static func isBinary(_ path: String) -> Bool {
    (try? FileContents.start(of: path, length: 8192))?.contains(0) ?? false
  }
}
