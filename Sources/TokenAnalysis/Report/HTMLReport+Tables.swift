/// A table that a reader may sort by any column, where that makes sense.
struct SortableTable {
  /// A cell: what is shown, already escaped, and what is sorted by.
  struct Cell {
    var html: String
    var order: Double?
  }

  /// What the table is about; for readers who do not see it.
  var caption: String
  /// The heads of the columns, already escaped. The first column names the row.
  var heads: [String]
  /// Whether rows may be sorted: not where each is in another unit.
  var isSortable = true
  /// The rows.
  var rows: [(name: String, cells: [Cell])] = []

  /// The table's markup.
  var html: String {
    let head = heads.enumerated().map { index, head in
      let kind = index == 0 ? "" : " class=\"number\""
      let content = isSortable ? "<button type=\"button\">\(head)</button>" : head
      return "<th scope=\"col\"\(kind)>\(content)</th>"
    }
    let body = rows.map { row in
      let cells = row.cells.map { cell in
        let order = cell.order.map { " data-order=\"\($0)\"" } ?? ""
        return "<td class=\"number\"\(order)>\(cell.html)</td>"
      }
      return "<tr><th scope=\"row\">\(row.name)</th>\(cells.joined())</tr>"
    }
    let kind = isSortable ? "sortable" : "plain"
    return "<table class=\"\(kind)\"><caption>\(caption)</caption><thead><tr>"
      + "\(head.joined())</tr></thead><tbody>\(body.joined())</tbody></table>"
  }
}

extension HTMLReport {
  /// The metrics that stand in the first table.
  private var mainMetrics: [Metric] {
    [
      .tokens, .bytesPerToken, .fertilityEojeol, .wholeEojeolShare, .cutSyllableShare,
      .incompleteHangulShare,
    ] + (comparison.lossy.isEmpty ? [] : [.lostShare]) + [.renyiEfficiency]
  }

  /// The figures of all tokenizers: the main ones, then all of each text.
  var figures: String {
    var content = ""
    if comparison.texts.isEmpty { return content }
    content += mainTable
    for place in comparison.texts.indices {
      let title = language.pick(
        "모든 수치: \(title(ofText: place))", "All figures: \(title(ofText: place))")
      let label = language.pick("모든 수치", "All figures")
      content +=
        "<details><summary>\(title)</summary>\(scrolling("\(label) \(place + 1)", allFigures(place)))</details>"
    }
    return section("figures", language.pick("수치", "Figures"), content)
  }

  private var mainTable: String {
    var table = SortableTable(
      caption: language.pick("주요 수치", "Main figures") + " (\(title(ofText: 0)))",
      heads: [
        language.pick("토크나이저", "Tokenizer"), language.pick("어휘 크기", "Vocabulary"),
      ])
    if comparison.isParallel { table.heads.append(language.pick("영어 대비 배율", "Premium")) }
    if comparison.hasPrices { table.heads.append(GlossaryEntry.cost(language).title) }
    table.heads += mainMetrics.map { $0.title(language) }
    for (index, result) in comparison.results.enumerated() {
      var cells = [
        SortableTable.Cell(
          html: FigureText.grouped(result.vocabularySize), order: Double(result.vocabularySize))
      ]
      if let premium = result.premium { cells.append(premiumCell(premium)) }
      if comparison.hasPrices { cells.append(costCell(index, text: 0)) }
      cells += mainMetrics.map { cell($0, index, text: 0) }
      table.rows.append((rowName(index), cells))
    }
    return scrolling(language.pick("주요 수치", "Main figures"), table.html)
  }

  func rowName(_ index: Int) -> String {
    "<b class=\"key\">\(key(index))</b> \(HTMLText.escaped(name(index)))"
  }

  private func premiumCell(_ premium: ParallelPremium) -> SortableTable.Cell {
    guard let mean = premium.mean else { return SortableTable.Cell(html: "–", order: nil) }
    var html = FigureText.decimal(mean, places: 2)
    if let interval = premium.interval {
      let low = FigureText.decimal(interval.low, places: 2)
      html += "<small>\(low)–\(FigureText.decimal(interval.high, places: 2))</small>"
    }
    return SortableTable.Cell(html: html, order: mean)
  }

  private func costCell(_ index: Int, text: Int) -> SortableTable.Cell {
    guard let cost = comparison.cost(result: index, text: text) else {
      return SortableTable.Cell(html: "–", order: nil)
    }
    let model = comparison.results[index].subject.price?.model ?? ""
    return SortableTable.Cell(
      html: "\(cost.text(places: 2))<small>\(HTMLText.escaped(model))</small>",
      order: Double(cost.description))
  }

  private func cell(_ metric: Metric, _ index: Int, text: Int) -> SortableTable.Cell {
    let measures = comparison.results[index].measures[text]
    let value = measures.value(of: metric)
    var html = metric.text(value)
    if let interval = measures.interval(of: metric, comparison.bootstraps[text]) {
      html += "<small>\(metric.text(interval))</small>"
    }
    if isBest(metric, index, text: text) {
      let best = language.pick("가장 좋은 값", "best")
      html = "<strong title=\"\(best)\">\(html)</strong>"
    }
    return SortableTable.Cell(html: html, order: value)
  }

  /// Whether no tokenizer that is ranked has a better figure.
  private func isBest(_ metric: Metric, _ index: Int, text: Int) -> Bool {
    let ranked = comparison.rankable
    func value(_ index: Int) -> Double? {
      comparison.results[index].measures[text].value(of: metric)
    }
    guard ranked.contains(index), ranked.count > 1, let prefersLow = metric.prefersLow,
      let own = value(index)
    else { return false }
    let all = ranked.compactMap(value)
    guard let low = all.min(), let high = all.max(), low < high else { return false }
    return own == (prefersLow ? low : high)
  }

  /// A table with a row a metric and a column a tokenizer.
  private func allFigures(_ place: Int) -> String {
    var table = SortableTable(
      caption: language.pick("모든 수치", "All figures") + " (\(title(ofText: place)))",
      heads: [language.pick("수치", "Figure")]
        + comparison.results.indices.map(rowName))
    if comparison.hasPrices {
      table.rows.append(
        (
          GlossaryEntry.cost(language).title,
          comparison.results.indices.map { costCell($0, text: place) }
        ))
    }
    for metric in Metric.allCases {
      let cells = comparison.results.indices.map { cell(metric, $0, text: place) }
      if cells.allSatisfy({ $0.order == nil }) { continue }
      table.rows.append((HTMLText.escaped(metric.title(language)), cells))
    }
    table.isSortable = false
    return table.html
  }

  /// How token borders fall on borders of particles and endings, if there is a gold segmentation.
  var boundaries: String {
    guard comparison.results.contains(where: { !$0.boundaries.isEmpty }) else { return "" }
    var table = SortableTable(
      caption: language.pick("조사·어미 경계", "Borders of josa and eomi"),
      heads: [language.pick("토크나이저", "Tokenizer")]
        + language.pick(
          "조사 정밀도|조사 재현율|어미 정밀도|어미 재현율",
          "Josa precision|Josa recall|Eomi precision|Eomi recall"
        ).split(separator: "|").map(String.init))
    for (index, result) in comparison.results.enumerated() {
      let cells = GoldSegmentation.Kind.allCases.flatMap { kind in
        [result.boundaries[kind]?.precision, result.boundaries[kind]?.recall].map { share in
          SortableTable.Cell(html: share.map(FigureText.percent) ?? "–", order: share)
        }
      }
      table.rows.append((rowName(index), cells))
    }
    return section(
      "boundaries", language.pick("조사·어미 경계", "Borders of josa and eomi"),
      scrolling(language.pick("조사·어미 경계", "Borders of josa and eomi"), table.html))
  }

  /// The Jaccard indices of vocabularies.
  var overlaps: String {
    guard comparison.results.count > 1 else { return "" }
    let tables = [
      (language.pick("전체 토큰", "All tokens"), comparison.overlap),
      (language.pick("한글이 든 토큰", "Tokens with Hangul"), comparison.hangulOverlap),
    ].map { caption, indices in
      var table = SortableTable(caption: caption, heads: [language.pick("토크나이저", "Tokenizer")])
      table.heads += comparison.results.indices.map { "<b class=\"key\">\(key($0))</b>" }
      for (index, row) in indices.enumerated() {
        table.rows.append(
          (
            rowName(index),
            row.map { SortableTable.Cell(html: FigureText.percent($0), order: $0) }
          ))
      }
      return scrolling(caption, table.html)
    }
    return section("overlap", language.pick("어휘 중복도", "Overlap of vocabularies"), tables.joined())
  }
}
