import Foundation

/// The checkout in which the tests run.
package enum Checkout {
  /// The path of a file or folder in it.
  package static func path(_ relative: String) -> String {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.appending(path: relative).path(percentEncoded: false)
  }

  /// The bytes of a file in it.
  package static func read(_ relative: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path(relative))))
  }
}
