/// How the lines of a file become documents.
package enum CorpusFormat: Sendable, Equatable {
  /// A line with its line end is a document. LF alone ends a line: a CR is text, and so are a byte
  /// order mark, NUL and bytes that are no UTF-8. The last line may lack its LF.
  case text
  /// A line holds one JSON object, and one string in it is the document.
  case jsonLines
}

/// How the bytes of a file are packed.
package enum CorpusCompression: Sendable, Equatable {
  case none, gzip, zstd

  /// What the first bytes of a file say: the magic numbers of RFC 1952 and RFC 8878.
  init(firstBytes: some Collection<UInt8>) {
    let start = Array(firstBytes.prefix(4))
    if start.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if start == [0x28, 0xB5, 0x2F, 0xFD] {
      self = .zstd
    } else if start.count == 4, start[0] & 0xF0 == 0x50, start[1...] == [0x2A, 0x4D, 0x18] {
      self = .zstd  // A skippable frame.
    } else {
      self = .none
    }
  }

  /// Whether a member or frame can begin with this byte.
  func canBegin(with byte: UInt8) -> Bool {
    switch self {
    case .none: true
    case .gzip: byte == 0x1F
    case .zstd: byte == 0x28 || byte & 0xF0 == 0x50
    }
  }
}

/// What the name of a file says about its content. Letters count in either case.
struct CorpusFileName {
  /// The format, if the name ends like that of a text, packed or not.
  let format: CorpusFormat?
  /// The compression, if the name says anything about it.
  let compression: CorpusCompression?

  init(_ path: [UInt8]) {
    let name = path.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    var stem = name[...]
    var packed: CorpusCompression?
    if name.hasSuffix(".gz") {
      packed = .gzip
      stem = name.dropLast(3)
    } else if name.hasSuffix(".zst") {
      packed = .zstd
      stem = name.dropLast(4)
    }
    if stem.hasSuffix(".jsonl") || stem.hasSuffix(".ndjson") {
      format = .jsonLines
    } else if stem.hasSuffix(".txt") || stem.hasSuffix(".text") || stem.hasSuffix(".md") {
      format = .text
    } else {
      format = nil
    }
    compression = packed ?? (format == nil ? nil : CorpusCompression.none)
  }
}

extension BidirectionalCollection<UInt8> {
  fileprivate func hasSuffix(_ suffix: StaticString) -> Bool {
    reversed().starts(with: suffix.description.utf8.reversed())
  }
}
