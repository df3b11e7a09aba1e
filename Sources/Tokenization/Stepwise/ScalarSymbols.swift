/// A small number for each scalar of an alphabet, in blocks of 256 scalars.
struct ScalarSymbols: Sendable {
  var blocks = [UInt16](repeating: 0, count: 0x110000 / 256)
  var symbols = [UInt32](repeating: 0, count: 256)
  /// The largest number given.
  var largest: UInt32

  /// An empty alphabet whose numbers go on from one that is given to no scalar.
  init(after symbol: UInt32) { largest = symbol }

  /// The number of a scalar, or 0.
  @inline(__always)
  func symbol(of scalar: UInt32) -> UInt32 {
    symbols[Int(blocks[Int(scalar >> 8)]) &* 256 &+ Int(scalar & 255)]
  }

  /// Gives the next number to a scalar that has none.
  mutating func add(_ scalar: UInt32) {
    if blocks[Int(scalar >> 8)] == 0 {
      blocks[Int(scalar >> 8)] = UInt16(symbols.count / 256)
      symbols.append(contentsOf: repeatElement(0, count: 256))
    }
    let place = Int(blocks[Int(scalar >> 8)]) * 256 + Int(scalar & 255)
    if symbols[place] == 0 {
      largest += 1
      symbols[place] = largest
    }
  }
}
