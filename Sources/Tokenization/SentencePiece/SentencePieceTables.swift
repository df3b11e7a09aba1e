import TextNormalization
import TokenizerModel

/// The tables of a SentencePiece model.
struct SentencePieceTables: Sendable {
  /// What finds the tokens of a segment.
  enum Search: Sendable {
    case unigram(SentencePieceScores)
    case pairs(SentencePiecePairs)
  }

  let search: Search
  let unknown: UInt32
  /// The token of each byte, where unknown characters fall back to bytes.
  let byteTokens: [UInt32]?
  /// The scalars after which U+2581 stands in some token; nil where texts must not be cut at all.
  let scalarsBeforeSpace: Set<UInt32>?

  /// The tables of a model.
  ///
  /// - Throws: `TokenizationError` where the vocabulary is too large.
  init(_ model: SentencePieceModel) throws(TokenizationError) {
    unknown = model.unknownToken.rawValue
    byteTokens = model.fallsBackToBytes ? Self.byteTokens(model) : nil
    switch model.algorithm {
    case .unigram: search = .unigram(try SentencePieceScores(model))
    case .bytePair: search = .pairs(SentencePiecePairs(model))
    }
    // How an unused token is cut again depends on all of the text.
    let canCut = model.algorithm == .unigram || !model.kinds.contains(.unused)
    scalarsBeforeSpace = canCut ? Self.scalarsBeforeSpace(model) : nil
  }

  /// The end of the segment that begins at an index: it ends before a U+2581 that no token joins with
  /// the scalar before it. No token lies across such a border, so segments are encoded one by one.
  @inline(__always)
  func endOfSegment(of text: Span<UInt8>, from start: Int) -> Int {
    guard let scalarsBeforeSpace else { return text.count }
    var index = start &+ 1
    while index &+ 2 < text.count {
      if text[index] == 0xE2, text[index &+ 1] == 0x96, text[index &+ 2] == 0x81,
        let last = ScalarScan.last(of: text, in: start..<index)?.value,
        !scalarsBeforeSpace.contains(last)
      {
        return index
      }
      index &+= 1
    }
    return text.count
  }

  private static func scalarsBeforeSpace(_ model: SentencePieceModel) -> Set<UInt32> {
    var found: Set<UInt32> = []
    let space: [UInt8] = [0xE2, 0x96, 0x81]
    for id in model.textIDs {
      guard let text = model.vocabulary[TokenID(rawValue: id)], text.count > 3 else { continue }
      for index in text.indices.dropFirst().dropLast(2)
      where text[index] == 0xE2 && text[index..<index + 3].elementsEqual(space) {
        let before = Array(text[..<index])
        if let scalar = ScalarScan.last(of: before.span, in: before.indices)?.value {
          found.insert(scalar)
        }
      }
    }
    return found
  }

  private static func byteTokens(_ model: SentencePieceModel) -> [UInt32] {
    var tokens = [UInt32](repeating: model.unknownToken.rawValue, count: 256)
    for id in model.ids(of: .byte) {
      if let byte = ByteName.byte(of: model.vocabulary[id] ?? []) {
        tokens[Int(byte)] = id.rawValue
      }
    }
    return tokens
  }
}

extension SentencePieceModel {
  /// The ids that texts are made of.
  var textIDs: [UInt32] {
    kinds.indices.filter { [.normal, .userDefined, .unused].contains(kinds[$0]) }.map(UInt32.init)
  }
}
