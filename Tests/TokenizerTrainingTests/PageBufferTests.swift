import Testing

@testable import TokenizerTraining

@Suite("Buffers of pages")
struct PageBufferTests {
  @Test("keep what they hold when they grow, and are zero behind it, however their sizes fit pages")
  func growth() {
    let sizes = [1, 700, 10_000, 300_000, 300_001, 524_288, 700_000, 1_310_720, 2_000_003]
    let buffer = PageBuffer<UInt64>(count: sizes[0])
    var filled = 0
    for size in sizes {
      buffer.grow(to: size)
      #expect(buffer.cells.count == size)
      #expect((filled..<size).allSatisfy { buffer.cells[$0] == 0 })
      for index in filled..<size { buffer.cells[index] = UInt64(index) ^ 0x5A5A }
      filled = size
      #expect((0..<size).allSatisfy { buffer.cells[$0] == UInt64($0) ^ 0x5A5A })
    }
  }
}
