import CNettle

/// SHA-256 (FIPS 180-4) of bytes and files, in lower-case hexadecimal digits.
package struct SHA256Digest {
  private var context = sha256_ctx()

  init() {
    // SAFETY: the context is this value's own, and every call below has exclusive access to it.
    unsafe nettle_sha256_init(&context)
  }

  /// The digest of some bytes.
  package static func text(of bytes: [UInt8]) -> String {
    var digest = SHA256Digest()
    digest.update(bytes.span)
    return digest.finish()
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
    var digest = SHA256Digest()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var total = 0
    while true {
      let count = try FileContents.readSome(descriptor, into: &piece, from: 0, path: path)
      if count == 0 { return (total, digest.finish()) }
      digest.update(piece.span.extracting(..<count))
      total += count
    }
  }

  private mutating func update(_ bytes: Span<UInt8>) {
    // SAFETY: the buffer is the span's memory and is only read during the call.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe nettle_sha256_update(&context, buffer.count, buffer.baseAddress)
    }
  }

  private mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    // SAFETY: nettle writes as many bytes as it is told, and the array has them.
    unsafe digest.withUnsafeMutableBufferPointer { buffer in
      unsafe nettle_sha256_digest(&context, buffer.count, buffer.baseAddress)
    }
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
