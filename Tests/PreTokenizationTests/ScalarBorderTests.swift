import Foundation
import Testing

@testable import PreTokenization

/// Hashes of the borders that the reference implementations find around every scalar.
struct ScalarBorderGolden: Decodable {
  /// What is cut, with `*` for the scalar.
  var template: String
  /// How many scalars a hash covers.
  var blockSize: Int
  /// By pattern, the text that tiktoken runs.
  var tiktoken: [String: String]
  /// By pattern, the texts that tokenizers runs, all of which cut alike.
  var huggingFace: [String: [String]]
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
    // Plain loops, because a debug build runs this fifteen million times.
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
  /// The golden's names of patterns.
  static let names = [
    "gpt2", "cl100k", "o200k", "whitespace", "cl100k-2023", "cl100k-2023 with 2 digits",
    "cl100k-2023 with 1 digit",
  ]

  @Test("cut as tiktoken and tokenizers do", arguments: names)
  func cutsLikeTheReferences(name: String) throws {
    let golden = try ScalarBorderGolden.committed.get()
    let hashes = try #require(golden.crc32[name])
    let text = try #require(golden.huggingFace[name]?.first)
    let preTokenizer = try PreTokenizer(SplitPattern.recognizing(text))
    #expect(preTokenizer.hasScanner)
    #expect(hashes.count * golden.blockSize == 0x110000)
    var wrong: [String] = []
    for (block, hash) in hashes.enumerated() where isToBeCut(block * golden.blockSize, by: name) {
      let first = block * golden.blockSize
      let scalars = first..<(first + golden.blockSize)
      if try borderHash(of: scalars, in: golden.template, by: preTokenizer) != hash {
        wrong.append("U+" + String(first, radix: 16))
      }
    }
    #expect(wrong == [], "blocks of \(golden.blockSize) scalars with other borders")
  }

  /// Planes 4 to 13 are unassigned, 15 and 16 private. o200k, whose classes are the finest, goes over
  /// them alone; and cl100k's relatives go over the first plane only. It saves minutes in debug builds.
  private func isToBeCut(_ scalar: Int, by name: String) -> Bool {
    let plane = scalar >> 16
    return switch name {
    case "o200k": true
    case "gpt2", "cl100k", "whitespace": plane < 4 || plane == 14
    default: plane == 0
    }
  }

  private func borderHash(
    of scalars: Range<Int>, in template: String, by preTokenizer: PreTokenizer
  ) throws -> UInt32 {
    var ends = [Int](repeating: 0, count: 128)
    var crc = CRC32()
    var sample = ScalarSample(template: template)
    for value in scalars {
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
    return crc.value
  }
}
