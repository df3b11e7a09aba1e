import Foundation

/// What is encoded: real text of the repository, and the worst that could come.
enum Texts {
  /// The size of a text in bytes.
  static let size = 1 << 20

  /// Ordinary texts by name, a mebibyte each, made of the files of a checkout.
  static func ordinary(checkout: URL) throws -> [(name: String, text: [UInt8])] {
    let korean = try files(checkout.appending(path: "corpora/korean"), ["txt"])
    let english = try files(checkout.appending(path: "corpora/english"), ["txt"])
    let code = try files(checkout.appending(path: "Sources/Tokenization"), ["swift"])
    let decomposed = String(decoding: korean, as: UTF8.self).decomposedStringWithCanonicalMapping
    return [
      ("korean", filled(korean)), ("english", filled(english)), ("code", filled(code)),
      ("mixed", filled(mixed(korean, english, code))), ("nfd", filled(Array(decomposed.utf8))),
    ]
  }

  /// Texts without a border, and others that tokenizers have choked on.
  static func worst(size: Int) -> [(name: String, text: [UInt8])] {
    var state: UInt64 = 1
    func random(_ scalars: ClosedRange<UInt32>) -> [UInt8] {
      var text: [UInt8] = []
      while text.count < size {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let value = scalars.lowerBound + UInt32(state >> 33) % UInt32(scalars.count)
        text += Array(String(Unicode.Scalar(value) ?? " ").utf8)
      }
      return text
    }
    func repeated(_ unit: String) -> [UInt8] {
      Array(repeatElement(Array(unit.utf8), count: size / unit.utf8.count).joined())
    }
    return [
      ("letter-a", repeated("a")), ("syllable-ga", repeated("가")), ("spaces", repeated(" ")),
      ("newlines", repeated("\n")), ("random-letters", random(0x61...0x7A)),
      ("random-syllables", random(0xAC00...0xD7A3)), ("combining-marks", repeated("\u{301}")),
      ("zwj-emoji", repeated("👩\u{200D}👩\u{200D}👧\u{200D}👦")),
    ]
  }

  private static func files(_ folder: URL, _ extensions: Set<String>) throws -> [UInt8] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let paths = (found?.compactMap { $0 as? URL } ?? []).filter {
      extensions.contains($0.pathExtension)
    }
    let sorted = paths.sorted { $0.path < $1.path }
    return try sorted.flatMap { [UInt8](try Data(contentsOf: $0)) }
  }

  /// Paragraphs of several texts in turn.
  private static func mixed(_ texts: [UInt8]...) -> [UInt8] {
    let lines = texts.map { $0.split(separator: 0x0A).prefix(4000) }
    return (0..<4000).flatMap { number in
      lines.flatMap { number < $0.count ? Array($0[number]) + [0x0A] : [] }
    }
  }

  /// A text cut, or repeated, to the size, ending between characters.
  private static func filled(_ text: [UInt8]) -> [UInt8] {
    precondition(!text.isEmpty, "the checkout has no such text")
    var result: [UInt8] = []
    while result.count < size { result += text.prefix(size - result.count) }
    while let last = result.last, last >= 0x80 { result.removeLast() }
    return result
  }
}
