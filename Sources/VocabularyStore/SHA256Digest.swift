import Crypto

/// SHA-256 (FIPS 180-4) of bytes and files, in lower-case hexadecimal digits.
package enum SHA256Digest {
  /// The digest of some bytes.
  package static func text(of bytes: [UInt8]) -> String {
    text(SHA256.hash(data: bytes))
  }

  /// The size and the digest of a file, read in pieces of 1 MiB.
  ///
  /// - Throws: `VocabularyStoreError.system` where the file cannot be read.
  package static func ofFile(
    _ path: String
  ) throws(VocabularyStoreError) -> (bytes: Int, sha256: String) {
    let descriptor = SystemCall.openForReading(path)
    guard descriptor >= 0 else {
      throw .system(path: path, action: "open", reason: SystemCall.lastReason)
    }
    defer { _ = SystemCall.closeFile(descriptor) }
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var total = 0
    while true {
      let count = try FileContents.readSome(descriptor, into: &piece, from: 0, path: path)
      if count == 0 { return (total, text(hash.finalize())) }
      hash.update(data: piece[..<count])
      total += count
    }
  }

  private static func text(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
