/// What often stands where a tokenizer is expected, told by its first bytes.
enum ForeignContent {
  /// What the bytes are and what to do, where they are something well known that is no tokenizer.
  static func problem(of bytes: [UInt8]) -> String? {
    let start = bytes.prefix(64)
    func begins(_ text: String) -> Bool { start.starts(with: text.utf8) }
    if begins("version https://git-lfs.github.com/") {
      return "a pointer of Git LFS, not the file that it stands for; get that with git lfs pull"
    }
    let tag = start.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { $0 | 0x20 }
    if tag.starts(with: "<!doctype html".utf8.map { $0 | 0x20 }) || tag.starts(with: "<html".utf8) {
      return "a web page, not the file that was asked for; download the file itself"
    }
    if begins("PK\u{3}\u{4}") { return "a ZIP archive; give a file that was unpacked from it" }
    if start.starts(with: [0x1F, 0x8B]) { return "packed by gzip; unpack it first" }
    if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "packed by zstd; unpack it first" }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      return "text in UTF-16; write it as UTF-8"
    }
    if isSafetensors(bytes) { return "the weights of a model (safetensors), not its tokenizer" }
    return nil
  }

  /// Whether the bytes begin with a byte order mark that is not a line of its own.
  static func hasByteOrderMark(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) && bytes.count > 3 && bytes[3] != 0x0A
      && bytes[3] != 0x0D
  }

  /// The length of a header in eight bytes, then the header, an object in JSON.
  private static func isSafetensors(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 9, bytes[8] == UInt8(ascii: "{") else { return false }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return (2...UInt64(bytes.count)).contains(length)
  }
}
