import TokenizerModel

extension HTMLReport {
  /// The sentence pairs with the highest premium of each tokenizer.
  func worstLines() throws -> String {
    guard comparison.isParallel else { return "" }
    let blocks = comparison.results.enumerated().map { index, result -> String in
      guard let premium = result.premium else { return "" }
      let order = premium.ratios.indices.sorted {
        (-premium.ratios[$0], premium.places[$0]) < (-premium.ratios[$1], premium.places[$1])
      }
      let items = order.prefix(5).map { item(premium.ratios[$0], result, premium.places[$0]) }
      return "<details\(index == 0 ? " open" : "")><summary>\(rowName(index))</summary>"
        + "<ol class=\"worst\">\(items.joined())</ol></details>"
    }
    return section(
      "worst", language.pick("한국어에 가장 불리한 문장", "Where Korean pays most"), blocks.joined())
  }

  private func item(_ ratio: Double, _ result: Comparison.Result, _ place: Int) -> String {
    let sides = comparison.texts.enumerated().map { side, text in
      let tokens = result.measures[side].documentTokens[place]
      let code = side == 0 ? "ko" : "en"
      let line = ReadablePiece.text(of: text.documents[place])
      return "<span lang=\"\(code)\">\(HTMLText.escaped(line))</span> "
        + "<small>\(language.pick("토큰 \(tokens)개", "\(tokens) tokens"))</small>"
    }
    return "<li><b>\(FigureText.decimal(ratio, places: 2))\(language.pick("배", "×"))</b> "
      + "<div>\(sides.joined(separator: "<br>"))</div></li>"
  }
}
