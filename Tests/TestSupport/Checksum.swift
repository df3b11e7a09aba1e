/// The CRC-32 of zlib, bit by bit, to compare much text with a reference by one number.
package func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
  let table = (0..<256 as Range<UInt32>).map { value in
    (0..<8).reduce(value) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
  }
  var rest = UInt32.max
  for byte in bytes { rest = rest >> 8 ^ table[Int((rest ^ UInt32(byte)) & 255)] }
  return ~rest
}
