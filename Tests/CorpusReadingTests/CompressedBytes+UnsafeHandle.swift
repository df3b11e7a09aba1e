import CZlib
import CZstd

/// A gzip member with these bytes in it.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  var stream = unsafe z_stream()
  // SAFETY: the input and the output outlive the one call that works on them, and `deflateBound`
  // says how long the output may become.
  unsafe deflateInit2_(
    &stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { unsafe deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))))
  let length = unsafe input.withUnsafeMutableBufferPointer { input in
    unsafe output.withUnsafeMutableBufferPointer { output in
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(output.count)
      let status = unsafe deflate(&stream, Z_FINISH)
      precondition(status == Z_STREAM_END)
      return unsafe Int(stream.total_out)
    }
  }
  return Array(output.prefix(length))
}

/// A Zstandard frame with these bytes in it.
func zstandard(_ bytes: [UInt8]) -> [UInt8] {
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  // SAFETY: both buffers outlive the call, and the bound says how long the output may become.
  let length = unsafe bytes.withUnsafeBytes { input in
    unsafe output.withUnsafeMutableBytes { output in
      unsafe ZSTD_compress(
        output.baseAddress, output.count, input.baseAddress, input.count, 3)
    }
  }
  precondition(ZSTD_isError(length) == 0)
  return Array(output.prefix(length))
}
