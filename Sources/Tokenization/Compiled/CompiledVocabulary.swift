import PreTokenization
import TokenizerModel

/// A vocabulary in the form in which it is run, stored and mapped: one block of bytes.
struct CompiledVocabulary {
  let bytes: CompiledBytes
  let header: CompiledHeader
  let definition: CompiledDefinition

  /// Lays the tables of a vocabulary out. The checksum stays 0 until a file is asked for.
  init(_ parts: VocabularyParts, _ definition: CompiledDefinition) {
    let facts = definition.bytes
    func size<Element>(_ elements: [Element]) -> Int {
      elements.count * MemoryLayout<Element>.stride
    }
    let layout = CompiledLayout(sizes: [
      size(parts.cells), size(parts.records), size(parts.slots), size(parts.byteTokens),
      size(parts.starts), size(parts.text), facts.count, 0, 0,
    ])
    let header = CompiledHeader(
      kind: .byteLevel, strategy: parts.strategy, takesWholePreTokens: parts.takesWholePreTokens,
      rootBase: parts.rootBase, layout: layout)
    bytes = CompiledBytes(size: layout.size) { writer in
      header.write(to: &writer)
      func append<Element: BitwiseCopyable>(
        _ elements: [Element], as section: CompiledLayout.Section
      ) {
        writer.skip(to: layout[section].lowerBound)
        writer.append(elements)
      }
      append(parts.cells, as: .cells)
      append(parts.records, as: .records)
      append(parts.slots, as: .slots)
      append(parts.byteTokens, as: .byteTokens)
      append(parts.starts, as: .starts)
      append(parts.text, as: .text)
      append(facts, as: .definition)
      writer.skip(to: layout.size)
    }
    self.header = header
    self.definition = definition
  }

  /// Takes bytes from outside, and checks all that the encoder relies on.
  ///
  /// - Complexity: O(bytes).
  init(checking bytes: CompiledBytes) throws(CompiledVocabularyProblem) {
    let header = try CompiledHeader(reading: bytes)
    // Another thread sums the bytes up while this one goes through the tables, which is safe for any bytes.
    let sum = Ahead { Self.checksum(of: bytes) }
    let vocabulary = Result { () throws(CompiledVocabularyProblem) in
      try CompiledVocabulary(bytes, header)
    }
    guard bytes.load(UInt64.self, at: CompiledHeader.checksumOffset) == sum() else {
      throw .wrongChecksum
    }
    self = try vocabulary.get()
  }

  /// Takes bytes whose header was read, and checks the rest.
  private init(_ bytes: CompiledBytes, _ header: CompiledHeader) throws(CompiledVocabularyProblem) {
    self.header = header
    definition = try CompiledDefinition(reading: bytes.bytes(header.layout[.definition]))
    self.bytes = bytes
    try check()
  }

  /// Checks the tables.
  private func check() throws(CompiledVocabularyProblem) {
    let image = VocabularyImage(self)
    let layout = header.layout
    try image.withTables { tables throws(CompiledVocabularyProblem) in
      if header.kind == .byteLevel {
        guard layout[.steps].isEmpty, layout[.model].isEmpty else {
          throw .badTable("plain byte-level tables have steps")
        }
        try tables.checkTrieAndMerges(tables.checkStarts())
      } else {
        try tables.checkTexts()
      }
      try tables.check(definition)
    }
  }

  /// What a file holds beside the tables of byte-level byte-pair encoding.
  struct Extras {
    var kind = VocabularyKind.byteLevel
    var steps: [UInt8] = []
    var model: [UInt8] = []
  }

  /// All bytes as they are stored, with another origin and the checksum.
  func file(origin: CompiledOrigin, _ extras: Extras = Extras()) -> [UInt8] {
    var definition = definition
    definition.origin = origin
    let facts = definition.bytes
    let old = header.layout
    var header = header
    header.kind = extras.kind
    func newContents(_ section: CompiledLayout.Section) -> [UInt8]? {
      switch section {
      case .definition: facts
      case .steps: extras.steps
      case .model: extras.model
      default: nil
      }
    }
    header.layout = CompiledLayout(
      sizes: CompiledLayout.Section.allCases.map { newContents($0)?.count ?? old[$0].count })
    let file = CompiledBytes(size: header.layout.size) { writer in
      header.write(to: &writer)
      for section in CompiledLayout.Section.allCases {
        writer.skip(to: header.layout[section].lowerBound)
        writer.append(newContents(section) ?? bytes.bytes(old[section]))
      }
      writer.skip(to: header.layout.size)
    }
    var result = file.bytes(0..<file.count)
    let sum = Self.checksum(of: file)
    for place in 0..<8 {
      result[CompiledHeader.checksumOffset + place] = UInt8(truncatingIfNeeded: sum >> (place * 8))
    }
    return result
  }

  /// The checksum that belongs into the header.
  static func checksum(of bytes: CompiledBytes) -> UInt64 {
    bytes.withWords(CompiledLayout.checkedStart..<bytes.count) { CompiledChecksum.sum($0) }
  }
}

extension CompiledHeader {
  /// Where the checksum stands.
  static let checksumOffset = 24

  private static let unicodeVersion: (major: UInt16, minor: UInt16) = {
    let numbers = ScalarClassTable.unicodeVersion.split(separator: ".").map { UInt16($0) ?? 0 }
    return (numbers[0], numbers.count > 1 ? numbers[1] : 0)
  }()

  /// Writes the header, the checksum as 0.
  func write(to writer: inout CompiledBytes.Writer) {
    writer.append(CompiledLayout.magic)
    writer.append([CompiledLayout.byteOrderMark.littleEndian, CompiledLayout.version.littleEndian])
    writer.append([UInt64(layout.size).littleEndian, 0])
    let version = Self.unicodeVersion
    writer.append([version.major.littleEndian, version.minor.littleEndian])
    writer.append(
      [takesWholePreTokens ? 1 : 0, strategy.rawValue, UInt32(rootBase), kind.rawValue].map {
        $0.littleEndian
      })
    writer.skip(to: CompiledLayout.sectionTable)
    for range in layout.ranges {
      writer.append([UInt64(range.lowerBound), UInt64(range.count)].map { $0.littleEndian })
    }
  }

  /// Reads a header, and checks that it fits the bytes.
  init(reading bytes: CompiledBytes) throws(CompiledVocabularyProblem) {
    guard bytes.count >= CompiledLayout.magic.count,
      bytes.bytes(0..<CompiledLayout.magic.count) == CompiledLayout.magic
    else { throw .notCompiled }
    guard bytes.count >= CompiledLayout.headerSize else {
      throw .wrongSize(bytes: bytes.count, expected: UInt64(CompiledLayout.headerSize))
    }
    let mark = bytes.load(UInt32.self, at: 8)
    // On a machine of the other order this package reads the numbers right but not the tables.
    guard mark == CompiledLayout.byteOrderMark, mark == mark.littleEndian else {
      throw mark.byteSwapped == CompiledLayout.byteOrderMark || mark != mark.littleEndian
        ? .otherByteOrder : .badTable("the byte order mark is none")
    }
    let version = bytes.load(UInt32.self, at: 12)
    guard version == CompiledLayout.version else {
      throw .otherVersion(version, expected: CompiledLayout.version)
    }
    let size = bytes.load(UInt64.self, at: 16)
    guard size == UInt64(bytes.count), bytes.count % 64 == 0 else {
      throw .wrongSize(bytes: bytes.count, expected: size)
    }
    let unicode = (bytes.load(UInt16.self, at: 32), bytes.load(UInt16.self, at: 34))
    guard unicode == Self.unicodeVersion else {
      throw .otherUnicodeVersion(
        "\(unicode.0).\(unicode.1)", expected: ScalarClassTable.unicodeVersion)
    }
    let flags = bytes.load(UInt32.self, at: 36)
    guard flags <= 1, let strategy = MergeStrategy(rawValue: bytes.load(UInt32.self, at: 40)),
      let kind = VocabularyKind(rawValue: bytes.load(UInt32.self, at: 48))
    else { throw .badTable("the header has numbers without a meaning") }
    self.kind = kind
    self.strategy = strategy
    takesWholePreTokens = flags == 1
    rootBase = Int(bytes.load(UInt32.self, at: 44))
    layout = try CompiledLayout(reading: bytes)
  }
}

extension CompiledLayout {
  /// Reads the table of sections; they must stand where the layout of their sizes puts them.
  fileprivate init(reading bytes: CompiledBytes) throws(CompiledVocabularyProblem) {
    var sizes: [Int] = []
    for section in Section.allCases {
      let place = Self.sectionTable + section.rawValue * 16
      let size = bytes.load(UInt64.self, at: place + 8)
      guard size <= UInt64(bytes.count) else {
        throw .badTable("a section is larger than the whole")
      }
      sizes.append(Int(size))
    }
    self.init(sizes: sizes)
    guard size == bytes.count else { throw .badTable("the sections do not fill the whole") }
    for section in Section.allCases {
      let place = Self.sectionTable + section.rawValue * 16
      guard bytes.load(UInt64.self, at: place) == UInt64(self[section].lowerBound),
        self[section].count % section.elementSize == 0
      else { throw .badTable("a section stands in the wrong place") }
    }
  }
}

extension CompiledLayout.Section {
  /// The bytes of an element.
  fileprivate var elementSize: Int {
    switch self {
    case .cells: 8
    case .records: MemoryLayout<TokenRecord>.stride
    case .slots, .byteTokens, .starts: 4
    case .text, .definition, .steps, .model: 1
    }
  }
}
