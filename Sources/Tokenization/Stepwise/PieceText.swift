import PreTokenization
import TextNormalization
import TokenizerModel

/// A stretch of text on its way through a pre-tokenizer: its bytes, and the pieces it is cut into.
struct PieceText {
  /// The text. What lies between the pieces has been dropped.
  private(set) var text: AlignedText
  /// The pieces, rising, none of them empty.
  private(set) var pieces: [Range<Int>] = []
  /// Whether the text begins where the source does.
  private let isAtStart: Bool

  /// A stretch that is one piece.
  init(_ text: AlignedText, isAtStart: Bool) {
    self.text = text
    self.isAtStart = isAtStart && text.beginsAtSource
    if !text.bytes.isEmpty { pieces = [0..<text.bytes.count] }
  }

  /// Cuts every piece.
  mutating func cut(with cutter: PieceCutter) throws(PreTokenizationError) {
    var cut: [Range<Int>] = []
    let bytes = text.bytes
    for piece in pieces {
      try cutter.cut(bytes.span.extracting(piece), at: piece.lowerBound, into: &cut)
    }
    pieces = cut
  }

  /// Writes a space before each piece that does not begin with one.
  mutating func prependSpaces() {
    prepend([0x20]) { text, piece, _ in text[piece.lowerBound] != 0x20 }
  }

  /// Writes each byte as its character of GPT-2's alphabet.
  mutating func mapToByteAlphabet() {
    rewritePieces { old, piece, rewriter in
      var kept = piece.lowerBound
      for index in piece where !(0x21...0x7E).contains(old[index]) {
        rewriter.keep(kept..<index)
        rewriter.write(ByteAlphabet.text(of: CollectionOfOne(old[index])), for: index..<index + 1)
        kept = index + 1
      }
      rewriter.keep(kept..<piece.upperBound)
    }
  }

  /// Turns characters of GPT-2's alphabet back into bytes; others stay.
  mutating func mapFromByteAlphabet() {
    rewritePieces { old, piece, rewriter in
      var index = piece.lowerBound
      while index < piece.upperBound {
        let end = ScalarScan.unit(of: old, at: index).range.upperBound
        if let byte = ByteAlphabet.byte(of: old, in: index..<end) {
          rewriter.write(CollectionOfOne(byte), for: index..<end)
        } else {
          rewriter.keep(index..<end)
        }
        index = end
      }
    }
  }

  /// Leaves bytes out of the pieces.
  mutating func drop(_ bytes: Set<UInt8>) {
    guard text.bytes.contains(where: bytes.contains) else { return }
    rewritePieces { old, piece, rewriter in
      var kept = piece.lowerBound
      for index in piece where bytes.contains(old[index]) {
        rewriter.keep(kept..<index)
        kept = index + 1
      }
      rewriter.keep(kept..<piece.upperBound)
    }
  }

  /// Makes spaces visible, and cuts before them where asked.
  mutating func apply(_ metaspace: Metaspace, _ splitter: PieceCutter?) throws(PreTokenizationError)
  {
    let visible = ScalarScan.utf8(metaspace.replacement.value)
    rewritePieces { old, piece, rewriter in
      var kept = piece.lowerBound
      for index in piece where old[index] == 0x20 {
        rewriter.keep(kept..<index)
        rewriter.write(visible, for: index..<index + 1)
        kept = index + 1
      }
      rewriter.keep(kept..<piece.upperBound)
    }
    if metaspace.scheme != .never {
      let isAtStart = isAtStart && text.beginsAtSource
      prepend(visible) { text, piece, isFirst in
        guard metaspace.scheme == .always || isFirst && isAtStart && piece.lowerBound == 0 else {
          return false
        }
        return
          !(piece.count >= visible.count
          && visible.indices.allSatisfy { text[piece.lowerBound + $0] == visible[$0] })
      }
    }
    if let splitter { try cut(with: splitter) }
  }

  /// Drops what lies between the pieces.
  mutating func compact() {
    var end = 0
    for piece in pieces {
      if piece.lowerBound != end {
        rewritePieces { _, piece, rewriter in rewriter.keep(piece) }
        return
      }
      end = piece.upperBound
    }
  }

  private mutating func prepend(
    _ prefix: [UInt8],
    where needed: (_ text: Span<UInt8>, _ piece: Range<Int>, _ isFirst: Bool) -> Bool
  ) {
    let bytes = text.bytes
    var isNeeded: [Bool] = []
    for (number, piece) in pieces.enumerated() {
      isNeeded.append(needed(bytes.span, piece, number == 0))
    }
    guard isNeeded.contains(true) else { return }
    var number = 0
    rewritePieces { _, piece, rewriter in
      if isNeeded[number] { rewriter.write(prefix, for: piece.lowerBound..<piece.lowerBound) }
      rewriter.keep(piece)
      number += 1
    }
  }

  /// Writes all pieces anew, and nothing between them.
  private mutating func rewritePieces(
    _ body: (_ old: Span<UInt8>, _ piece: Range<Int>, _ rewriter: inout TextRewriter) -> Void
  ) {
    let old = pieces
    var new: [Range<Int>] = []
    new.reserveCapacity(old.count)
    text.rewrite { bytes, rewriter in
      for piece in old {
        let start = rewriter.count
        body(bytes, piece, &rewriter)
        if rewriter.count > start { new.append(start..<rewriter.count) }
      }
    }
    pieces = new
  }
}
