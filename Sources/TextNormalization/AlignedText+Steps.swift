extension AlignedText {
  /// Brings the text into a normal form.
  package mutating func apply(_ normalizer: Normalizer) {
    guard let normalized = normalizer.normalizedText(of: bytes.span) else { return }
    rewrite { _, rewriter in
      var index = 0
      while index < normalized.bytes.count {
        // Bytes of one unit share their source, so they are written together.
        let source = normalized.sourceRange(of: index..<index + 1)
        var end = index + 1
        while end < normalized.bytes.count, normalized.sourceRange(of: end..<end + 1) == source {
          end += 1
        }
        rewriter.write(normalized.bytes[index..<end], for: source)
        index = end
      }
    }
  }

  /// Brings the text into a normal form where nobody wants to know origins.
  package mutating func applyWithoutOrigins(_ normalizer: Normalizer) {
    precondition(origins == nil, "this would lose the alignment")
    guard let normalized = normalizer.normalizedBytes(of: bytes.span) else { return }
    rewrite { old, rewriter in rewriter.write(normalized, for: 0..<old.count) }
  }

  /// Writes a text before one that is not empty.
  package mutating func prepend(_ prefix: [UInt8]) {
    if bytes.isEmpty { return }
    rewrite { old, rewriter in
      rewriter.write(prefix, for: 0..<0)
      rewriter.keep(0..<old.count)
    }
  }

  /// Writes a text for each match; the ranges rise and do not overlap. It stands for the last scalar of
  /// its match, as in `tokenizers`.
  package mutating func replace(_ matches: [Range<Int>], with text: [UInt8]) {
    if matches.isEmpty { return }
    rewrite { old, rewriter in
      var index = 0
      for match in matches {
        rewriter.keep(index..<match.lowerBound)
        let last = ScalarScan.last(of: old, in: match)?.range ?? match
        rewriter.write(text, for: last)
        index = match.upperBound
      }
      rewriter.keep(index..<old.count)
    }
  }

  /// Writes a text for each occurrence of another, from left to right.
  package mutating func replace(_ literal: [UInt8], with text: [UInt8]) {
    replace(Self.occurrences(of: literal, in: bytes), with: text)
  }

  /// Where a text occurs in another, from left to right, without overlaps.
  package static func occurrences(of literal: [UInt8], in text: [UInt8]) -> [Range<Int>] {
    guard let first = literal.first else { return [] }
    var matches: [Range<Int>] = []
    var index = 0
    while index + literal.count <= text.count {
      if text[index] == first, text[index..<index + literal.count].elementsEqual(literal) {
        matches.append(index..<index + literal.count)
        index += literal.count
      } else {
        index += 1
      }
    }
    return matches
  }

  /// Takes white space from the ends.
  package mutating func strip(left: Bool, right: Bool) {
    var range = bytes.indices
    if left {
      while !range.isEmpty,
        case let scalar = ScalarScan.unit(of: bytes.span, at: range.lowerBound),
        WhiteSpace.contains(scalar.value)
      {
        range = scalar.range.upperBound..<range.upperBound
      }
    }
    if right {
      while let scalar = ScalarScan.last(of: bytes.span, in: range),
        WhiteSpace.contains(scalar.value)
      {
        range = range.lowerBound..<scalar.range.lowerBound
      }
    }
    if range != bytes.indices { rewrite { _, rewriter in rewriter.keep(range) } }
  }

  /// Drops combining marks.
  package mutating func stripAccents() {
    map { CombiningMarkTable.contains($0) ? .drop : .keep }
  }

  /// Writes letters in lower case. Only U+0130 becomes two scalars, i and a dot above it.
  package mutating func lowercase() {
    map { scalar in
      if scalar == 0x130 { return .write([0x69, 0xCC, 0x87]) }
      let lower = LowercaseTable.lowercase(of: scalar)
      return lower == scalar ? .keep : .write(ScalarScan.utf8(lower))
    }
  }

  /// Applies SentencePiece's `nmt` rules: most control characters go, other kinds of space become
  /// spaces.
  ///
  /// Source: `Nmt` of huggingface/tokenizers 0.23.
  package mutating func applyNMT() {
    map { scalar in
      switch scalar {
      case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x8F, 0x9F: .drop
      case 0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD:
        .write([0x20])
      default: .keep
      }
    }
  }

  /// What becomes of a scalar.
  package enum Change {
    /// It stays.
    case keep
    /// It goes.
    case drop
    /// Bytes stand in its place.
    case write([UInt8])
  }

  /// Changes scalars one by one; bytes that are not part of well-formed UTF-8 stay.
  package mutating func map(_ change: (UInt32) -> Change) {
    rewrite { old, rewriter in
      var index = 0
      var kept = 0
      while index < old.count {
        let scalar = ScalarScan.unit(of: old, at: index)
        index = scalar.range.upperBound
        guard let value = scalar.value else { continue }
        switch change(value) {
        case .keep: continue
        case .drop: rewriter.keep(kept..<scalar.range.lowerBound)
        case .write(let bytes):
          rewriter.keep(kept..<scalar.range.lowerBound)
          rewriter.write(bytes, for: scalar.range)
        }
        kept = scalar.range.upperBound
      }
      rewriter.keep(kept..<old.count)
    }
  }
}
