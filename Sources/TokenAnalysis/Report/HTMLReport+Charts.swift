extension HTMLReport {
  /// All charts that the comparison has data for.
  func charts() -> String {
    if comparison.texts.isEmpty { return "" }
    var figures: [String] = []
    if comparison.isParallel { figures.append(premiumChart()) }
    figures += [fertilityChart(), sizeChart(), lengthChart(), zipfChart()]
    return section(
      "charts", language.pick("그림으로 보기", "In pictures"),
      "<div class=\"charts\">\(figures.joined())</div>")
  }

  private var indices: Range<Int> { comparison.results.indices }

  /// How the premium is spread over the sentences, a row a tokenizer.
  private func premiumChart() -> String {
    let rowHeight = 62.0
    var canvas = ChartCanvas(
      title: language.pick("문장별 영어 대비 배율", "Premium per sentence"),
      height: 34 + rowHeight * Double(indices.count))
    let tops = comparison.results.compactMap { $0.premium?.quantile(0.98) }
    let highest = max(1.5, tops.max() ?? 1.5)
    func x(_ premium: Double) -> Double { 8 + 464 * min(premium, highest) / highest }
    let bottom = rowHeight * Double(indices.count) + 8
    var tick = 0.0
    let step = ChartCanvas.step(for: highest)
    while tick <= highest {
      canvas.line(x(tick), 8, x(tick), bottom, kind: "grid")
      canvas.text(
        FigureText.decimal(tick, places: step < 1 ? 1 : 0), x(tick), bottom + 16, .middle,
        kind: "tick")
      tick += step
    }
    canvas.line(x(1), 4, x(1), bottom, kind: "mark")
    for index in indices {
      guard let premium = comparison.results[index].premium, let mean = premium.mean else {
        continue
      }
      let base = rowHeight * Double(index + 1) + 4
      let bins = Self.histogram(premium.ratios, below: highest, count: 58)
      let most = Double(bins.max() ?? 1)
      for (bin, count) in bins.enumerated() where count > 0 {
        let height = 28 * Double(count) / most
        canvas.box(8 + 8 * Double(bin), base - height, 7, height, kind: "bar")
      }
      if let median = premium.quantile(0.5) {
        canvas.line(x(median), base - 30, x(median), base + 3, kind: "median")
      }
      canvas.diamond(x(mean), base, radius: 5, kind: "mean")
      canvas.text("\(key(index)) \(name(index))", 10, base - 37, kind: "label strong")
      canvas.text(FigureText.decimal(mean, places: 2), 470, base - 37, .end, kind: "label")
    }
    return canvas.figure(
      caption: language.pick(
        "막대는 문장 수, 세로줄은 중앙값, 마름모와 숫자는 평균. 점선이 있는 1에서 두 언어의 토큰 수가 같다.",
        "Bars count sentences; the line is the median, diamond and figure the mean. At the dashed 1 both languages take the same."
      ))
  }

  private static func histogram(_ values: [Double], below top: Double, count: Int) -> [Int] {
    var bins = [Int](repeating: 0, count: count)
    for value in values { bins[min(count - 1, Int(value / top * Double(count)))] += 1 }
    return bins
  }

  /// Tokens per eojeol with intervals, a row a tokenizer and a mark a text.
  private func fertilityChart() -> String {
    let rowHeight = 40.0
    var canvas = ChartCanvas(
      title: language.pick("어절당 토큰 수", "Tokens per eojeol"),
      height: 34 + rowHeight * Double(indices.count))
    let places = comparison.texts.indices.prefix(4)
    let all = comparison.results.flatMap { result in
      places.compactMap { result.measures[$0].value(of: .fertilityEojeol) }
    }
    let highest = (all.max() ?? 1) * 1.1
    func x(_ value: Double) -> Double { 8 + 464 * value / highest }
    let bottom = rowHeight * Double(indices.count) + 8
    let step = ChartCanvas.step(for: highest)
    var tick = 0.0
    while tick <= highest {
      canvas.line(x(tick), 8, x(tick), bottom, kind: "grid")
      canvas.text(
        FigureText.decimal(tick, places: step < 1 ? 1 : 0), x(tick), bottom + 16, .middle,
        kind: "tick")
      tick += step
    }
    for index in indices {
      let y = rowHeight * Double(index + 1)
      canvas.text("\(key(index)) \(name(index))", 10, y - 14, kind: "label strong")
      for place in places {
        let measures = comparison.results[index].measures[place]
        guard let value = measures.value(of: .fertilityEojeol) else { continue }
        if let interval = measures.interval(of: .fertilityEojeol, comparison.bootstraps[place]) {
          canvas.line(x(interval.low), y, x(interval.high), y, kind: "interval")
        }
        let tip =
          "\(name(index)), \(plainTitle(place)): \(Metric.fertilityEojeol.text(value))"
        if place == 0 {
          canvas.dot(x(value), y, radius: 5, kind: "filled", tip: tip)
        } else if place == 1 {
          canvas.box(x(value) - 4, y - 4, 8, 8, kind: "hollow", tip: tip)
        } else {
          canvas.dot(x(value), y, radius: place == 2 ? 4.5 : 3, kind: "hollow", tip: tip)
        }
      }
    }
    let marks = zip(["●", "□", "○", "∘"], places).map { "\($0) \(plainTitle($1))" }
    return canvas.figure(
      caption: marks.joined(separator: ", ")
        + language.pick(". 가로줄은 95% 신뢰구간.", ". Lines are 95% intervals."))
  }

  private func plainTitle(_ place: Int) -> String {
    guard comparison.isParallel else { return comparison.texts[place].name }
    return place == 0 ? language.pick("한국어", "Korean") : language.pick("영어", "English")
  }

  /// What a larger vocabulary buys: tokens per eojeol over the size of the vocabulary.
  private func sizeChart() -> String {
    var canvas = ChartCanvas(
      title: language.pick("어휘 크기와 어절당 토큰 수", "Vocabulary size and tokens per eojeol"),
      height: 300)
    let points = indices.compactMap { index -> (index: Int, size: Double, value: Double)? in
      let result = comparison.results[index]
      return result.measures[0].value(of: .fertilityEojeol).map {
        (index, ChartCanvas.log(Double(max(1, result.vocabularySize))), $0)
      }
    }
    let low = (points.map(\.size).min() ?? 0) - 0.12
    let high = (points.map(\.size).max() ?? 1) + 0.12
    let top = (points.map(\.value).max() ?? 1) * 1.12
    func x(_ size: Double) -> Double { 40 + 425 * (size - low) / (high - low) }
    func y(_ value: Double) -> Double { 262 - 246 * value / top }
    let step = ChartCanvas.step(for: top)
    var tick = 0.0
    while tick <= top {
      canvas.line(40, y(tick), 470, y(tick), kind: "grid")
      canvas.text(
        FigureText.decimal(tick, places: step < 1 ? 1 : 0), 34, y(tick) + 4, .end, kind: "tick")
      tick += step
    }
    for thousands in [1, 2, 4, 8, 16, 32, 64, 128, 256] {
      let size = ChartCanvas.log(Double(thousands) * 1000)
      guard low <= size, size <= high else { continue }
      canvas.line(x(size), 262, x(size), 266, kind: "axis")
      canvas.text(
        language.pick("\(thousands)천", "\(thousands)k"), x(size), 282, .middle, kind: "tick")
    }
    canvas.line(40, 262, 470, 262, kind: "axis")
    for point in points {
      canvas.dot(
        x(point.size), y(point.value), radius: 4.5, kind: "filled",
        tip: "\(name(point.index)): \(Metric.fertilityEojeol.text(point.value))")
    }
    // Vocabularies of one size stand above one another, where their letters would too.
    let places = points.map { (x: x($0.size), y: y($0.value)) }
    var labels = LabelPlacement(points: places, bottom: 260)
    for (point, place) in zip(points, places) {
      canvas.label(key(point.index), beside: place, by: &labels)
    }
    return canvas.figure(
      caption: language.pick(
        "가로축은 어휘 크기(로그 눈금). 점이 낮을수록 글을 덜 나눈다.",
        "The vocabulary’s size on a log scale; lower cuts less finely."))
  }

  /// How long the tokens of the vocabularies are, a row a tokenizer.
  private func lengthChart() -> String {
    let rowHeight = 50.0
    let most = 24
    var canvas = ChartCanvas(
      title: language.pick("어휘에 든 토큰의 길이", "Length of the tokens in the vocabulary"),
      height: 34 + rowHeight * Double(indices.count))
    let width = 464 / Double(most)
    for index in indices {
      let lengths = comparison.results[index].lengthHistogram
      var bins = [Int](repeating: 0, count: most)
      for (length, count) in lengths.enumerated() where length > 0 {
        bins[min(most, length) - 1] += count
      }
      let base = rowHeight * Double(index + 1) + 4
      let highest = Double(max(1, bins.max() ?? 1))
      for (bin, count) in bins.enumerated() where count > 0 {
        let height = max(0.6, 28 * Double(count) / highest)
        let bytes = language.pick("\(bin + 1)바이트", "\(bin + 1) bytes")
        canvas.box(
          8 + width * Double(bin), base - height, width - 2, height, kind: "bar",
          tip: "\(bytes): \(FigureText.grouped(count))")
      }
      canvas.line(8, base, 472, base, kind: "axis")
      canvas.text("\(key(index)) \(name(index))", 10, base - 37, kind: "label strong")
    }
    let bottom = rowHeight * Double(indices.count) + 20
    for length in [1, 3, 6, 9, 12, 15, 18, 21, 24] {
      canvas.text(
        length == most ? "24+" : "\(length)", 8 + width * (Double(length) - 0.5), bottom + 4,
        .middle, kind: "tick")
    }
    return canvas.figure(
      caption: language.pick(
        "가로축은 바이트 수, 막대의 높이는 줄마다 가장 긴 막대에 맞추었다. 한글 음절은 3바이트다.",
        "Bytes across; bars are scaled row by row. A Hangul syllable has 3 bytes."))
  }

  /// How often tokens occur by rank, on logarithmic scales.
  private func zipfChart() -> String {
    var canvas = ChartCanvas(
      title: language.pick("토큰 빈도의 지프 곡선", "Zipf curves of the tokens"), height: 300)
    let curves = comparison.results.map { $0.measures[0].frequencies.ranked }
    let ranks = ChartCanvas.log(Double(max(10, curves.map(\.count).max() ?? 10)))
    let top = ChartCanvas.log(Double(max(10, curves.compactMap(\.first).max() ?? 10)))
    func x(_ rank: Double) -> Double { 40 + 410 * ChartCanvas.log(rank) / ranks }
    func y(_ count: Double) -> Double { 262 - 246 * ChartCanvas.log(count) / top }
    var power = 1.0
    while ChartCanvas.log(power) <= top {
      canvas.line(40, y(power), 470, y(power), kind: "grid")
      canvas.text(FigureText.grouped(Int(power)), 36, y(power) + 4, .end, kind: "tick")
      power *= 10
    }
    power = 1
    while ChartCanvas.log(power) <= ranks {
      canvas.text(FigureText.grouped(Int(power)), x(power), 282, .middle, kind: "tick")
      power *= 10
    }
    var labels = LabelPlacement(bottom: 260)
    for (index, counts) in curves.enumerated() where !counts.isEmpty {
      var points: [(x: Double, y: Double)] = []
      var rank = 1
      while rank <= counts.count {
        points.append((x(Double(rank)), y(Double(counts[rank - 1]))))
        rank = max(rank + 1, rank * 6 / 5)
      }
      points.append((x(Double(counts.count)), y(Double(counts[counts.count - 1]))))
      canvas.curve(points, kind: "curve", dashes: ChartCanvas.dashes(index))
      // Letters go along the curves at different places, so that they do not lie on one another.
      let place = points[min(points.count - 1, 3 + index * 2 % max(1, points.count))]
      canvas.label(key(index), beside: place, by: &labels)
    }
    return canvas.figure(
      caption: language.pick(
        "가로축은 순위, 세로축은 나온 횟수(모두 로그 눈금).",
        "Rank across, occurrences up, both on log scales."))
  }
}
