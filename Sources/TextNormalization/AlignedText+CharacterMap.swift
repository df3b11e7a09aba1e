extension AlignedText {
  /// Replaces what a table of replacements knows, grapheme by grapheme, as Hugging Face's `Precompiled`
  /// does: a grapheme of fewer than six bytes is replaced whole where the table has a rule for any
  /// text that begins it (the shortest counts); in others each scalar is.
  ///
  /// SentencePiece itself replaces the longest text at each place; see `SentencePieceNormalizer`.
  ///
  /// Source: `Precompiled` of huggingface/tokenizers 0.23, and the crate spm_precompiled.
  package mutating func apply(_ map: CharacterMapTables) {
    let table = GraphemeTable.shared
    rewrite { old, rewriter in
      var index = 0
      var kept = 0
      func replace(_ range: Range<Int>) -> Bool {
        guard map.begins(with: old[range.lowerBound]),
          let match = map.shortestMatch(in: old, range)
        else { return false }
        rewriter.keep(kept..<range.lowerBound)
        rewriter.write(map.replacement(of: match), for: range)
        kept = range.upperBound
        return true
      }
      while index < old.count {
        // An ASCII letter before another ASCII character is a grapheme of its own.
        if old[index] < 0x80, old[index] != 0x0D, !map.begins(with: old[index]),
          index + 1 == old.count || old[index + 1] < 0x80
        {
          index += 1
          continue
        }
        let end = table.end(of: old, at: index)
        if end - index < 6, replace(index..<end) {
          index = end
          continue
        }
        while index < end {
          let unit = ScalarScan.unit(of: old, at: index)
          if unit.value != nil { _ = replace(unit.range) }
          index = unit.range.upperBound
        }
      }
      rewriter.keep(kept..<old.count)
    }
  }
}
