/// The class of every scalar, laid out for scanners that read UTF-8 byte by byte.
///
/// ```
///   classes  | 256 bytes: class of each ASCII byte, 0 for others | 64 bytes | 64 bytes | ...
///                                                                   ^ block 0  ^ block 1
///   blocks   | number of the block for scalar >> 6 | ...            (17,408 entries)
/// ```
/// 64 scalars a block, because the last byte of UTF-8 holds six bits.
package struct ScalarClassTable: Sendable {
  /// The version of Unicode that the classes were made from.
  package static var unicodeVersion: String { ScalarPropertyTable.unicodeVersion }

  /// The one table.
  package static let shared = ScalarClassTable()

  /// Classes by ASCII byte, then by block and place in the block; see the picture above.
  let classes: [UInt8]
  /// The block of each 64 scalars.
  let blocks: [UInt16]

  /// Where the blocks begin in `classes`.
  static let firstBlock = 256

  private init() {
    var builder = Builder()
    for run in ScalarPropertyTable.runs() {
      // A run of white space may mix CR and LF with others, so its scalars go one by one.
      guard !run.properties.isWhiteSpace else {
        for scalar in run.scalars {
          builder.append(ScalarClass(scalar: scalar, properties: run.properties), count: 1)
        }
        continue
      }
      builder.append(
        ScalarClass(scalar: run.scalars.lowerBound, properties: run.properties),
        count: run.scalars.count)
    }
    for byte in 0..<0x80 {
      let block = Int(builder.blocks[byte >> 6])
      builder.classes[byte] = builder.classes[Self.firstBlock + block * 64 + (byte & 63)]
    }
    classes = builder.classes
    blocks = builder.blocks
  }

  /// The class of a scalar value up to U+10FFFF.
  package subscript(scalar: UInt32) -> ScalarClass {
    let block = Int(blocks[Int(scalar >> 6)])
    return ScalarClass(rawValue: classes[Self.firstBlock + block * 64 + Int(scalar & 63)])
  }
}

extension ScalarClassTable {
  /// Gathers runs of classes into blocks and keeps each distinct block once.
  private struct Builder {
    var classes = [UInt8](repeating: 0, count: ScalarClassTable.firstBlock)
    var blocks: [UInt16] = []
    private var numbers: [[UInt8]: UInt16] = [:]
    private var block: [UInt8] = []

    /// Appends the class of the next scalars.
    mutating func append(_ scalarClass: ScalarClass, count: Int) {
      var rest = count
      while rest > 0 {
        let taken = min(rest, 64 - block.count)
        block.append(contentsOf: repeatElement(scalarClass.rawValue, count: taken))
        rest -= taken
        guard block.count == 64 else { return }
        // A long run gives the same block again and again; it is looked up once.
        let repeats = taken == 64 ? 1 + rest / 64 : 1
        blocks.append(contentsOf: repeatElement(number(of: block), count: repeats))
        rest -= (repeats - 1) * 64
        block.removeAll(keepingCapacity: true)
      }
    }

    private mutating func number(of block: [UInt8]) -> UInt16 {
      if let number = numbers[block] { return number }
      let number = UInt16(numbers.count)
      numbers[block] = number
      classes.append(contentsOf: block)
      return number
    }
  }
}
