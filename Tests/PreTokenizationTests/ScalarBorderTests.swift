import Foundation
import PreTokenization
import Testing

/// Hashes of the borders that the reference implementations find around every scalar.
struct ScalarBorderGolden: Decodable {
  /// What is cut, with `*` for the scalar.
  var template: String
  /// How many scalars a hash covers.
  var blockSize: Int
  /// By pattern, for each block the CRC-32 of all ends, a byte each.
  var crc32: [String: [UInt32]]

  static let committed = Result {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/scalar-borders.json")
    return try JSONDecoder().decode(ScalarBorderGolden.self, from: Data(contentsOf: file))
  }
}

/// CRC-32 (ISO 3309) by its table, as zlib computes it.
struct CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
  private var state: UInt32 = ~0

  mutating func update(_ byte: UInt8) {
    state = Self.table[Int((state ^ UInt32(byte)) & 0xFF)] ^ (state &>> 8)
  }
  var value: UInt32 { ~state }
}

/// The template with one scalar after another in the places of `*`.
struct ScalarSample {
  private let template: String
  private var places: [Int] = []
  private var length = 0
  private(set) var text: [UInt8] = []

  init(template: String) {
    self.template = template
  }

  mutating func insert(_ scalar: Unicode.Scalar) {
    let bytes = Array(String(scalar).utf8)
    if bytes.count != length {
      length = bytes.count
      text = []
      places = []
      for byte in template.utf8 {
        if byte == 0x2A { places.append(text.count) }
        text.append(contentsOf: byte == 0x2A ? bytes : [byte])
      }
    }
    for place in places {
      var index = 0
      while index < length {
        text[place + index] = bytes[index]
        index += 1
      }
    }
  }
}

@Suite("Scanners around every scalar value")
struct ScalarBorderTests {
  static let patterns: [(name: String, pattern: SplitPattern)] = [
    ("gpt2", .gpt2), ("cl100k", .cl100k), ("o200k", .o200k), ("whitespace", .whitespace),
  ]

  @Test("cut as tiktoken and tokenizers do", arguments: patterns)
  func cutsLikeTheReferences(name: String, pattern: SplitPattern) throws {
    let golden = try ScalarBorderGolden.committed.get()
    let expected = try #require(golden.crc32[name])
    let preTokenizer = try PreTokenizer(pattern)
    var ends = [Int](repeating: 0, count: 128)
    var wrong: [String] = []
    for (block, hash) in expected.enumerated() {
      // Planes 4 to 13 are unassigned, 15 and 16 private: o200k, whose classes are the finest, goes
      // over them alone, to save time.
      let plane = block * golden.blockSize >> 16
      guard name == "o200k" || plane < 4 || plane == 14 else { continue }
      var crc = CRC32()
      let first = block * golden.blockSize
      var sample = ScalarSample(template: golden.template)
      for value in first..<(first + golden.blockSize) {
        guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
        sample.insert(scalar)
        var room = ends.mutableSpan
        let written = try preTokenizer.fillEnds(of: sample.text.span, from: 0, into: &room)
        var index = 0
        while index < written {
          crc.update(UInt8(truncatingIfNeeded: ends[index]))
          index += 1
        }
      }
      if crc.value != hash { wrong.append("U+" + String(first, radix: 16)) }
    }
    #expect(wrong == [], "blocks of \(golden.blockSize) scalars with other borders")
    #expect(expected.count * golden.blockSize == 0x110000)
  }
}
