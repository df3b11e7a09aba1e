import Foundation
import Tokenization
import TokenizerModel

/// How long a tokenizer.json takes from the file to a tokenizer that encodes, without any cache.
enum Loading {
  /// Times each file, on one thread, and reports the first time and the shortest of some. The first pays
  /// for memory that the later ones have.
  static func run(_ paths: [String], runs: Int = 7) throws {
    for path in paths {
      var bytes = try contents(path)
      let first = try Measurement.seconds(runs: 1) { try load(&bytes, path) }
      let whole = try Measurement.seconds(runs: runs) { try load(&bytes, path) }
      let reading = try Measurement.seconds(runs: runs) { _ = try TokenizerJSON.read(bytes) }
      let definition = try TokenizerJSON.read(bytes).definition
      let building = try Measurement.seconds(runs: runs) { _ = try Tokenizer(definition) }
      let name = URL(filePath: path).pathComponents.suffix(2).first ?? path
      Measurement.report("load/first/\(name)", first * 1e3, "ms")
      Measurement.report("load/best/\(name)", whole * 1e3, "ms")
      Measurement.report("load/speed/\(name)", Double(bytes.count) / whole / 1e6, "MB/s")
      Measurement.report("load/reading/\(name)", reading * 1e3, "ms")
      Measurement.report("load/building/\(name)", building * 1e3, "ms")
    }
  }

  private static func load(_ bytes: inout [UInt8], _ path: String) throws {
    bytes = try contents(path)
    let tokenizer = try Tokenizer(TokenizerJSON.read(bytes).definition)
    try check("load", !tokenizer.encode("안녕하세요").isEmpty)
  }

  /// The bytes of a file.
  static func contents(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path), options: .alwaysMapped))
  }
}
