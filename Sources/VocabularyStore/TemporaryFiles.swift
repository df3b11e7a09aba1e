/// A folder for files of one run, which goes with the value.
package struct TemporaryFiles: ~Copyable {
  private let folder: String
  private var count = 0

  /// A new folder in another one, such as `/tmp`.
  ///
  /// - Throws: `VocabularyStoreError.system` where it cannot be made.
  package init(in parent: String) throws(VocabularyStoreError) {
    let folder = "\(parent)/malmoi-\(UInt64.random(in: .min ... .max))"
    guard SystemCall.makeFolder(folder, mode: 0o700) else {
      throw .system(path: parent, action: "write", reason: SystemCall.lastReason)
    }
    self.folder = folder
  }

  deinit {
    for name in SystemCall.names(in: folder) ?? [] { SystemCall.removeFile("\(folder)/\(name)") }
    SystemCall.removeFolder(folder)
  }

  /// A path in the folder that nothing has yet.
  package mutating func newPath() -> String {
    count += 1
    return "\(folder)/\(count)"
  }

  /// Removes a file of the folder.
  package func remove(_ path: String) { SystemCall.removeFile(path) }
}
