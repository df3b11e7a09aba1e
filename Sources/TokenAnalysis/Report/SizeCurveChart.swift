/// Bytes per token over the size of the vocabulary, a curve a text, as an SVG file of its own.
package struct SizeCurveChart {
  private let title: String
  private let curves: [(key: String, curve: SizeCurve)]
  private let language: ReportLanguage

  /// A chart of curves over the same sizes.
  ///
  /// - Parameters:
  ///   - vocabulary: The name of the vocabulary.
  ///   - curves: The curves and their texts' languages, `ko` or `en`; at least one.
  ///   - language: The language of the words in the chart.
  package init(
    vocabulary: String, curves: [(key: String, curve: SizeCurve)], language: ReportLanguage
  ) {
    precondition(!curves.isEmpty, "a chart shows something")
    title = language.pick(
      "\(vocabulary): 어휘 크기와 토큰당 바이트 수", "\(vocabulary): bytes per token by vocabulary size")
    self.curves = curves
    self.language = language
  }

  private static let (left, right, top, bottom) = (40.0, 470.0, 16.0, 262.0)

  private var sizes: ClosedRange<Int> { curves[0].curve.sizes }
  private var highest: Double {
    curves.map { $0.curve.bytesPerToken(at: $0.curve.sizes.upperBound) }.max() ?? 1
  }

  private func x(_ size: Double) -> Double {
    Self.left + (Self.right - Self.left) * size / Double(sizes.upperBound)
  }

  private func y(_ bytesPerToken: Double) -> Double {
    Self.bottom - (Self.bottom - Self.top) * bytesPerToken / (highest * 1.12)
  }

  /// The file.
  package var svg: String {
    var canvas = ChartCanvas(title: title, height: 300)
    drawAxes(on: &canvas)
    for (index, (key, curve)) in curves.enumerated() {
      let name = key == "ko" ? language.pick("한국어", "Korean") : language.pick("영어", "English")
      canvas.curve(points(of: curve), kind: "curve", dashes: ChartCanvas.dashes(index))
      drawKnee(of: curve, on: &canvas)
      let last = curve.bytesPerToken(at: sizes.upperBound)
      canvas.text(
        "\(name) \(FigureText.decimal(last, places: 2))", Self.right,
        y(last) + (last == highest ? -8 : 20), .end, kind: "strong")
    }
    return canvas.file(
      caption: language.pick(
        "동그라미는 무릎: 여기서부터는 토큰 하나를 더해 얻는 것이 평균보다 적다.",
        "Circles mark knees: from there on one more token gains less than the mean one."))
  }

  private func drawAxes(on canvas: inout ChartCanvas) {
    let step = ChartCanvas.step(for: highest * 1.12)
    for tick in stride(from: 0, through: highest * 1.12, by: step) {
      canvas.line(Self.left, y(tick), Self.right, y(tick), kind: "grid")
      canvas.text(
        FigureText.decimal(tick, places: step < 1 ? 1 : 0), Self.left - 6, y(tick) + 4, .end,
        kind: "tick")
    }
    let sizeStep = ChartCanvas.step(for: Double(sizes.upperBound))
    for tick in stride(from: 0, through: Double(sizes.upperBound), by: sizeStep) {
      canvas.line(x(tick), Self.bottom, x(tick), Self.bottom + 4, kind: "axis")
      canvas.text(
        FigureText.grouped(Int(tick)), x(tick), Self.bottom + 20,
        x(tick) + 26 > ChartCanvas.width ? .end : .middle, kind: "tick")
    }
    canvas.line(Self.left, Self.bottom, Self.right, Self.bottom, kind: "axis")
  }

  /// The curve's points, one for each place across at most.
  private func points(of curve: SizeCurve) -> [(x: Double, y: Double)] {
    let count = curve.sizes.count
    let step = max(1, count / Int(Self.right - Self.left))
    var sizes = Array(stride(from: curve.sizes.lowerBound, to: curve.sizes.upperBound, by: step))
    sizes.append(curve.sizes.upperBound)
    return sizes.map { (x(Double($0)), y(curve.bytesPerToken(at: $0))) }
  }

  /// Marks a knee, with its label above the highest curve and below the others, clear of all.
  private func drawKnee(of curve: SizeCurve, on canvas: inout ChartCanvas) {
    guard let knee = curve.knee else { return }
    let value = curve.bytesPerToken(at: knee)
    let (x, y) = (x(Double(knee)), y(value))
    let label =
      language.pick("무릎 ", "knee ") + FigureText.grouped(knee) + ": "
      + FigureText.decimal(value, places: 2)
    if curve.bytesPerToken(at: sizes.upperBound) == highest {
      canvas.line(x, y - 5, x, y - 36, kind: "axis")
      canvas.text(label, x - 20, y - 41)
    } else {
      canvas.text(label, x + 8, y + 18)
    }
    canvas.dot(x, y, radius: 4.5, kind: "hollow")
  }
}
