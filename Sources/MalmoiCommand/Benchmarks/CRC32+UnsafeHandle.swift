import CZlib

/// zlib's CRC-32 of bytes that come in pieces.
struct CRC32 {
  private(set) var value: UInt = 0

  mutating func update(_ bytes: [UInt8]) {
    // SAFETY: the buffer is the array's memory, held for the call, and as long as the call is told.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      value = unsafe crc32_z(value, buffer.baseAddress, buffer.count)
    }
  }
}
