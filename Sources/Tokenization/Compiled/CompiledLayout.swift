/// Where the parts of a compiled vocabulary stand in its bytes. <doc:CompiledVocabulary> has the
/// picture.
struct CompiledLayout: Equatable {
  /// The parts in the order in which they stand.
  enum Section: Int, CaseIterable {
    case cells, records, slots, byteTokens, starts, text, definition, steps, model
  }

  /// The first eight bytes of every file: one that is no text, the name, a line end.
  static let magic: [UInt8] = [0x8D] + Array("MALMOI".utf8) + [0x0A]
  /// Reads as this number where the bytes of numbers stand in the expected order.
  static let byteOrderMark: UInt32 = 0x0102_0304
  /// Changes whenever files made by older programs cannot be read any more, or are of tokenizers that were read
  /// otherwise: what the cache holds of them is made anew then.
  static let version: UInt32 = 4
  /// The bytes of the header: what stands in front of the first section.
  static let headerSize = 256
  /// What the checksum covers begins here.
  static let checkedStart = 32
  /// Where the table of sections begins: offset and size of each.
  static let sectionTable = 64

  /// Where each section stands.
  let ranges: [Range<Int>]

  /// The layout of sections of the given sizes.
  init(sizes: [Int]) {
    precondition(sizes.count == Section.allCases.count)
    var ranges: [Range<Int>] = []
    var end = Self.headerSize
    for size in sizes {
      ranges.append(end..<end + size)
      end = (end + size + 63) & ~63
    }
    self.ranges = ranges
    self.size = end
  }

  /// The bytes of the whole, a multiple of 64.
  let size: Int

  /// Where a section stands.
  subscript(section: Section) -> Range<Int> { ranges[section.rawValue] }
}

/// What the header says of the tables.
struct CompiledHeader: Equatable {
  var kind: VocabularyKind
  var strategy: MergeStrategy
  var takesWholePreTokens: Bool
  var rootBase: Int
  var layout: CompiledLayout
}
