import CZlib
import CZstd

/// The state of one decompressor of a C library.
///
/// Its owner is the only one to know the state, so that no two threads ever use it at once.
@safe
struct Decompressor: ~Copyable, @unchecked Sendable {
  @unsafe private enum Handle {
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }

  /// What one call did.
  struct Step {
    /// How many bytes of the input were used up.
    var used: Int
    /// What is wrong with the input, in the library's words.
    var problem: String?
  }

  private let handle: Handle
  /// Whether all that was used up so far is whole members or frames.
  private(set) var isBetweenMembers = true

  /// A decompressor at the start of a file, or nil for files that are not packed.
  init?(_ compression: CorpusCompression) {
    switch compression {
    case .none:
      return nil
    case .gzip:
      // zlib keeps the address of the state, so it must not move.
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      unsafe stream.initialize(to: z_stream())
      // Window bits 31: 32 KiB of window and the gzip container with its checksum and length.
      // SAFETY: `stream` is initialized; zeroes ask for zlib's own memory functions.
      let status = unsafe inflateInit2_(
        stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      precondition(status == Z_OK, "zlib gives no decompressor: status \(status)")
      unsafe handle = .gzip(stream)
    case .zstd:
      guard let stream = unsafe ZSTD_createDStream() else {
        preconditionFailure("zstd gives no decompressor")
      }
      unsafe handle = .zstd(stream)
    }
  }

  deinit {
    // SAFETY: `init` made the handle, and nothing uses it after this.
    switch unsafe handle {
    case .gzip(let stream):
      unsafe inflateEnd(stream)
      unsafe stream.deallocate()
    case .zstd(let stream):
      unsafe ZSTD_freeDStream(stream)
    }
  }

  /// Unpacks from `input[start...]` into at most `count` bytes of the free capacity of `output`.
  ///
  /// With no input left it gives what the library still holds back.
  mutating func step(
    _ input: [UInt8], from start: Int, upTo count: Int, into output: inout OutputSpan<UInt8>
  ) -> Step {
    precondition(start <= input.count && count > 0 && count <= output.freeCapacity)
    // SAFETY: the libraries read `input` between `start` and its end, and write at most `count`
    // bytes from the end of the initialized part on, where that much is free; exactly those that
    // were written count as initialized. Both buffers outlive the call.
    return unsafe input.withUnsafeBytes { input in
      unsafe output.withUnsafeMutableBufferPointer { output, initialized in
        let source = unsafe UnsafeRawBufferPointer(rebasing: input[start...])
        let target = unsafe UnsafeMutableBufferPointer(
          rebasing: output[initialized..<initialized + count])
        let (step, written) =
          switch unsafe handle {
          case .gzip(let stream): unsafe inflateStep(stream, source, target)
          case .zstd(let stream): unsafe zstdStep(stream, source, target)
          }
        initialized += written
        return step
      }
    }
  }

  private mutating func inflateStep(
    _ stream: UnsafeMutablePointer<z_stream>, _ source: UnsafeRawBufferPointer,
    _ target: UnsafeMutableBufferPointer<UInt8>
  ) -> (Step, written: Int) {
    // SAFETY: `step` lends both buffers for this call; zlib does not write through `next_in`.
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
    unsafe stream.pointee.next_out = target.baseAddress
    let offered = UInt32(clamping: source.count)
    let room = UInt32(clamping: target.count)
    unsafe stream.pointee.avail_in = offered
    unsafe stream.pointee.avail_out = room
    let status = unsafe inflate(stream, Z_NO_FLUSH)
    let used = unsafe Int(offered - stream.pointee.avail_in)
    let written = unsafe Int(room - stream.pointee.avail_out)
    var step = Step(used: used)
    switch status {
    case Z_STREAM_END:
      isBetweenMembers = true
      unsafe inflateReset(stream)
    case Z_OK, Z_BUF_ERROR:
      // Z_BUF_ERROR only says that there was nothing to do.
      if used > 0 { isBetweenMembers = false }
    case Z_NEED_DICT:
      step.problem = "it needs a dictionary"
    default:
      step.problem =
        unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
        ?? "zlib status \(status)"
    }
    return (step, written)
  }

  private mutating func zstdStep(
    _ stream: OpaquePointer, _ source: UnsafeRawBufferPointer,
    _ target: UnsafeMutableBufferPointer<UInt8>
  ) -> (Step, written: Int) {
    // SAFETY: `step` lends both buffers for this call.
    var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
    var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
    let hint = unsafe ZSTD_decompressStream(stream, &output, &input)
    var step = unsafe Step(used: input.pos)
    if ZSTD_isError(hint) != 0 {
      step.problem = unsafe String(cString: ZSTD_getErrorName(hint))
    } else {
      isBetweenMembers = hint == 0
    }
    return unsafe (step, output.pos)
  }
}
