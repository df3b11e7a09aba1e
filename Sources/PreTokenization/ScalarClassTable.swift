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
      let step = run.properties.isWhiteSpace ? 1 : run.scalars.count
      for first in stride(
        from: Int(run.scalars.lowerBound), to: Int(run.scalars.upperBound), by: step)
      {
        let scalarClass = ScalarClass(scalar: UInt32(first), properties: run.properties)
        builder.fill(first..<(first + step), with: scalarClass.rawValue)
      }
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
  /// Lays rising runs of classes out in blocks. Blocks of one class are kept once a class.
  private struct Builder {
    var classes = [UInt8](repeating: 0, count: ScalarClassTable.firstBlock)
    var blocks = [UInt16](repeating: 0, count: 0x110000 / 64)
    private var blockCount: UInt16 = 0
    /// The block that is all of one class, by the class.
    private var uniform = [UInt16?](repeating: nil, count: 256)

    /// Gives the scalars a class; the range begins where the one before it ended.
    mutating func fill(_ scalars: Range<Int>, with value: UInt8) {
      var start = scalars.lowerBound
      while start < scalars.upperBound {
        if start & 63 == 0, scalars.upperBound - start >= 64 {
          let block = uniform[Int(value)] ?? appendBlock(of: value)
          uniform[Int(value)] = block
          let end = scalars.upperBound & ~63
          for index in (start >> 6)..<(end >> 6) { blocks[index] = block }
          start = end
          continue
        }
        if start & 63 == 0 { blocks[start >> 6] = appendBlock(of: 0) }
        let end = min(scalars.upperBound, (start | 63) + 1)
        let base = ScalarClassTable.firstBlock + Int(blocks[start >> 6]) * 64
        for scalar in start..<end { classes[base + (scalar & 63)] = value }
        start = end
      }
    }

    private mutating func appendBlock(of value: UInt8) -> UInt16 {
      classes.append(contentsOf: repeatElement(value, count: 64))
      blockCount += 1
      return blockCount - 1
    }
  }
}
