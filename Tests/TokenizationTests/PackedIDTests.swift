import TestSupport
import Testing

@testable import Tokenization

@Suite("Packed ids come out as they went in")
struct PackedIDTests {
  @Test(arguments: 1...8)
  func `any number of ids of any size`(_ count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    for _ in 0..<2000 {
      let bits = Int.random(in: 1...24, using: &generator)
      let ids = (0..<count).map { _ in UInt32.random(in: 0..<1 << bits, using: &generator) }
      var source = IDBuffer()
      let sourceCells = source.reserve(8)
      for (index, id) in ids.enumerated() { sourceCells[index] = id }
      let packed = PackedIDs(sourceCells, count: count)
      let fits = count <= 4 || count <= 6 && ids.allSatisfy { $0 < 1 << 20 }
      #expect(packed.count == (fits ? count : 0))
      guard fits else { continue }
      var target = IDBuffer()
      let targetCells = target.reserve(8)
      #expect(packed.write(to: targetCells))
      #expect((0..<count).map { targetCells[$0] } == ids)
    }
  }

  @Test(arguments: [1, 6, 7, 15, 16, 1 << 20, 1 << 31])
  func `a number without ids`(_ number: Int) {
    let packed = PackedIDs(number: number)
    var target = IDBuffer()
    #expect(packed.count > PackedIDs.most)
    #expect(!packed.write(to: target.reserve(8)))
    let long = LongPackedIDs(number: number)
    #expect(long.count > LongPackedIDs.most)
    #expect(long.number == number)
  }

  @Test(arguments: 1...14)
  func `many ids`(_ count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    for _ in 0..<2000 {
      let bits = Int.random(in: 1...21, using: &generator)
      let ids = (0..<count).map { _ in UInt32.random(in: 0..<1 << bits, using: &generator) }
      var source = IDBuffer()
      let sourceCells = source.reserve(14)
      for (index, id) in ids.enumerated() { sourceCells[index] = id }
      let packed = LongPackedIDs(sourceCells, count: count)
      let fits = count <= 12 && ids.allSatisfy { $0 < 1 << 20 }
      #expect(packed.count == (fits ? count : 0))
      guard fits else { continue }
      var target = IDBuffer()
      let targetCells = target.reserve(14)
      packed.write(to: targetCells)
      #expect((0..<count).map { targetCells[$0] } == ids)
    }
  }
}
