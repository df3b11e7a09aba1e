#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What stands at a path, links followed.
package enum FileKind {
  case missing, regular, folder, other

  /// What stands at the path now.
  package static func of(_ path: String) -> FileKind {
    SystemCall.status(path).map(FileKind.init) ?? .missing
  }

  init(_ status: stat) {
    self =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      default: .other
      }
  }
}

/// The names in a folder.
package enum FolderListing {
  /// The names in a folder in the order of their bytes, without those that begin with a full stop;
  /// none where the folder cannot be read.
  package static func names(in folder: String) -> [String] { readableNames(in: folder) ?? [] }

  /// The same, or nil where the folder cannot be read.
  package static func readableNames(in folder: String) -> [String]? {
    SystemCall.names(in: folder)?
      .filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and those above it, where they are missing.
  ///
  /// - Throws: `VocabularyStoreError.system` where one cannot be made.
  static func make(_ path: String) throws(VocabularyStoreError) {
    if FileKind.of(path) == .folder { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try make(String(path[..<slash]))
    }
    guard SystemCall.makeFolder(path) || FileKind.of(path) == .folder else {
      throw .system(path: path, action: "make the folder", reason: SystemCall.lastReason)
    }
  }
}
