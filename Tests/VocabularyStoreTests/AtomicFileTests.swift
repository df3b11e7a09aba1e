import Foundation
import TestSupport
import Testing
import VocabularyStore

@Suite("Atomic files")
struct AtomicFileTests {
  @Test("writes new files, replaces old ones, and leaves nothing else")
  func writes() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write([1, 2], to: "\(folder.path)/a")
    try AtomicFile.write([3], to: "\(folder.path)/a")
    #expect(try folder.read("a") == [3])
    #expect(folder.names == ["a"])
  }

  @Test("keeps the permissions of the file that it replaces, and a link a link")
  func keepsModeAndLinks() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "real")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link", withDestinationPath: "real")
    try AtomicFile.write([2], to: "\(folder.path)/link")
    #expect(try folder.read("real") == [2])
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let link = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/link")
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test("says in one line why it cannot write")
  func refuses() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: VocabularyStoreError.system(
        path: "\(folder.path)/no/such", action: "write", reason: "No such file or directory")
    ) { try AtomicFile.write([1], to: "\(folder.path)/no/such") }
    #expect(
      throws: VocabularyStoreError.notATokenizer(
        path: folder.path, problem: "a folder, where a file should be written")
    ) { try AtomicFile.write([1], to: folder.path) }
  }

  @Test(
    "a full disk is an error", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() {
    #expect(
      throws: VocabularyStoreError.system(
        path: "/dev/full", action: "write", reason: "No space left on device")
    ) { try AtomicFile.write([1], to: "/dev/full") }
  }
}
