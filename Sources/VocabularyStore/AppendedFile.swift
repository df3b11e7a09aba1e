/// Files that grow by lines.
package enum AppendedFile {
  /// Adds a line, given with its line feed, in one write, so that lines of several processes do not
  /// mix; the file and its folders are made where they are missing.
  ///
  /// - Throws: `VocabularyStoreError.system` where it cannot be written.
  package static func add(_ line: [UInt8], to path: String) throws(VocabularyStoreError) {
    if let slash = path.lastIndex(of: "/") { try FolderListing.make(String(path[..<slash])) }
    let descriptor = SystemCall.openForAppending(path)
    guard descriptor >= 0 else {
      throw .system(path: path, action: "open", reason: SystemCall.lastReason)
    }
    defer { _ = SystemCall.closeFile(descriptor) }
    try AtomicFile.writeAll(line, to: descriptor, path: path)
  }
}
