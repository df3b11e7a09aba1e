import TokenizerModel

/// Turns the texts of tokens back into text as SentencePiece does.
///
/// Source: `SentencePieceProcessor::Decode` of google/sentencepiece. Bytes that are not well-formed
/// UTF-8 become U+FFFD one by one, as there.
struct SentencePieceDecoder {
  private let decoding: SentencePieceDecoding
  private static let space: [UInt8] = [0xE2, 0x96, 0x81]

  init(_ decoding: SentencePieceDecoding) { self.decoding = decoding }

  /// The text of some tokens.
  func text(of tokens: [[UInt8]]) -> [UInt8] {
    var text: [UInt8] = []
    var bytes: [UInt8] = []
    var isAtStart = true
    var tookSpace = false
    for token in tokens {
      if decoding.readsBytes, let byte = ByteName.byte(of: token) {
        bytes.append(byte)
        continue
      }
      Self.flush(&bytes, to: &text)
      if tookSpace || !text.isEmpty { isAtStart = false }
      tookSpace = append(token, isAtStart: isAtStart, to: &text)
    }
    Self.flush(&bytes, to: &text)
    return text
  }

  /// Appends the text of a token; returns whether it was the space before the text.
  private func append(_ token: [UInt8], isAtStart: Bool, to text: inout [UInt8]) -> Bool {
    if decoding.controls.contains(token) { return false }
    if token == decoding.unknown {
      text += decoding.unknownSurface
      return false
    }
    var rest = token[...]
    var tookSpace = false
    if isAtStart, decoding.dropsFirstSpace, rest.starts(with: Self.space) {
      rest = rest.dropFirst(Self.space.count)
      tookSpace = !decoding.dropsFirstSpaces
    }
    while let byte = rest.first {
      if byte == Self.space[0], rest.starts(with: Self.space) {
        text.append(0x20)
        rest = rest.dropFirst(Self.space.count)
      } else {
        text.append(byte)
        rest = rest.dropFirst()
      }
    }
    return tookSpace
  }

  private static func flush(_ bytes: inout [UInt8], to text: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let length = WellFormedUTF8.scalarLength(in: bytes, at: index)
      if length > 0 {
        text += bytes[index..<index + length]
      } else {
        text += [0xEF, 0xBF, 0xBD]
      }
      index += max(1, length)
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
