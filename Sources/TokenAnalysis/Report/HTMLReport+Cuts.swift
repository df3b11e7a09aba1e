import Tokenization
import TokenizerModel

extension HTMLReport {
  /// Some sentences as every tokenizer cuts them.
  func cuts() throws -> String {
    guard let text = comparison.texts.first else { return "" }
    let tokenizers = comparison.results.map(\.subject.tokenizer)
    var blocks = ""
    for place in comparison.sampleLines {
      let cut = try SentenceCut(text.documents[place], tokenizers)
      blocks += figure(cut, line: place + 1)
    }
    if blocks.isEmpty { return "" }
    return section(
      "cuts", language.pick("같은 문장을 나눈 모습", "The same sentences, cut"),
      """
      <p class="lead">\(language.pick(
        "줄마다 토크나이저 하나입니다. 칸 하나가 토큰 하나이고, 빗금은 음절의 일부 바이트만 담은 조각입니다. 칸에 포인터를 올리면 토큰 번호와 바이트가 보입니다.",
        "A row is a tokenizer, a box a token; hatched boxes hold only some bytes of a character. Point at a box for its id and bytes."
      ))</p>\(legend)\(blocks)
      """)
  }

  /// The letters that stand for tokenizers.
  private var legend: String {
    let items = comparison.results.indices.map { index in
      "<li><b class=\"key\">\(key(index))</b> \(HTMLText.escaped(name(index)))</li>"
    }
    return "<ul class=\"legend\">\(items.joined())</ul>"
  }

  private func figure(_ cut: SentenceCut, line: Int) -> String {
    let counts = cut.tokenCounts.enumerated().map { index, count in
      "<span><b class=\"key\">\(key(index))</b> \(count)</span>"
    }
    return """
      <figure class="cut"><figcaption>\(language.pick("\(line)번째 줄", "Line \(line)")) \
      <span class="counts">\(language.pick("토큰 수", "tokens")): \(counts.joined(separator: " "))\
      </span></figcaption><div class="segments">\(cut.segments.map(segment).joined())</div></figure>
      """
  }

  private func segment(_ segment: SentenceCut.Segment) -> String {
    let columns = segment.scalars.map { scalar in
      let width = SentenceCut.columnWidth(of: scalar) / Double(scalar.range.count)
      let text = FigureText.decimal(width, places: 3) + "em"
      return scalar.range.count == 1 ? text : "repeat(\(scalar.range.count),\(text))"
    }
    let reference = segment.scalars.map { scalar in
      "<span style=\"grid-column:\(columnSpan(scalar.range))\">"
        + "\(HTMLText.escaped(shown(segment.bytes[scalar.range])))</span>"
    }
    let rows = segment.rows.enumerated().map { index, pieces in
      let spoken = pieces.map(\.text).joined(separator: " | ")
      return """
        <div class="row"><b class="key" aria-hidden="true">\(key(index))</b>\
        <div class="pieces" role="img" aria-label="\(HTMLText.escaped(name(index))): \
        \(HTMLText.escaped(spoken))">\(pieces.map(piece).joined())</div></div>
        """
    }
    return """
      <div class="segment" style="--c:\(columns.joined(separator: " "))"><div class="row source">\
      <span class="key"></span><div class="pieces">\(reference.joined())</div></div>\
      \(rows.joined())</div>
      """
  }

  private func piece(_ piece: SentenceCut.Piece) -> String {
    let bytes = piece.tokenBytes.prefix(24).map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return byte < 16 ? "0\(digits)" : digits
    }
    let more = piece.tokenBytes.count > 24 ? " …" : ""
    let title =
      "#\(piece.id.rawValue) · \(ReadablePiece.text(of: piece.tokenBytes)) · "
      + bytes.joined(separator: " ") + more
    var kind = "piece"
    if piece.isFragment { kind += " fragment" }
    if piece.isContinued { kind += " continued" }
    let text = HTMLText.escaped(shown(Array(piece.text.utf8)[...]))
    return "<span class=\"\(kind)\" style=\"grid-column:\(columnSpan(piece.bytes))\" "
      + "title=\"\(HTMLText.escaped(title))\">\(text)</span>"
  }

  private func columnSpan(_ bytes: Range<Int>) -> String {
    "\(bytes.lowerBound + 1)/\(bytes.upperBound + 1)"
  }

  /// Text with a mark in place of each space, which would not be seen.
  private func shown(_ bytes: ArraySlice<UInt8>) -> String {
    ReadablePiece.text(of: bytes).replacing(" ", with: "·")
  }
}

extension Comparison {
  /// Up to six lines of the first text that show how far tokenizers differ: of those with 12 to 60
  /// scalars, the ones at even steps from least to most difference a scalar.
  var sampleLines: [Int] {
    guard let text = texts.first else { return [] }
    let measured = text.documents.indices.compactMap { index -> (spread: Double, index: Int)? in
      let length = TextScalar.all(in: text.documents[index]).count
      guard (12...60).contains(length) else { return nil }
      let tokens = results.map { $0.measures[0].documentTokens[index] }
      return (Double((tokens.max() ?? 0) - (tokens.min() ?? 0)) / Double(length), index)
    }.sorted { ($0.spread, $0.index) < ($1.spread, $1.index) }
    let count = min(6, measured.count)
    let picked = (0..<count).map { measured[(measured.count - 1) * ($0 + 1) / count].index }
    if !picked.isEmpty { return Array(Set(picked)).sorted() }
    return Array(text.documents.indices.filter { !text.documents[$0].isEmpty }.prefix(6))
  }
}
