import TokenizerModel

/// The source of a template as Jinja sees it: line ends are line feeds, and the last one is left out.
struct TemplateSource: Sendable {
  let bytes: [UInt8]

  /// The source of some bytes.
  init(_ source: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    for (index, byte) in source.enumerated() {
      if byte == 0x0A, index > 0, source[index - 1] == 0x0D { continue }
      bytes.append(byte == 0x0D ? 0x0A : byte)
    }
    if bytes.last == 0x0A { bytes.removeLast() }
    self.bytes = bytes
  }

  /// The first byte that belongs to no scalar; nil where all do.
  var firstIllFormedByte: Int? {
    var index = 0
    while index < bytes.count {
      let length = WellFormedUTF8.scalarLength(in: bytes, at: index)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// Where a byte stands.
  func place(of offset: Int) -> TemplatePlace {
    let before = bytes[..<min(offset, bytes.count)]
    return TemplatePlace(
      line: before.count { $0 == 0x0A } + 1,
      column: before.count - (before.lastIndex(of: 0x0A) ?? -1))
  }
}
