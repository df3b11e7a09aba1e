#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A chart in SVG, drawn in the page's text colour; shapes, dashes and letters tell series apart, so it
/// reads in grey too. Its coordinates are 480 wide, about a phone.
struct ChartCanvas {
  static let width = 480.0
  private var shapes = ""
  private let height: Double
  private let title: String

  /// An empty chart; the title is plain text.
  init(title: String, height: Double) {
    self.title = title
    self.height = height
  }

  /// The figure's markup; the caption is plain text.
  func figure(caption: String) -> String {
    """
    <figure class="chart"><figcaption><b>\(HTMLText.escaped(title))</b> \
    \(HTMLText.escaped(caption))</figcaption><svg viewBox="0 0 480 \(Self.number(height))" role="img" \
    aria-label="\(HTMLText.escaped(title + " " + caption))">\(shapes)</svg></figure>
    """
  }

  /// The chart as an SVG file of its own, with its title and caption in it; both are plain text.
  func file(caption: String) -> String {
    let rows = 54.0
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 \(Self.number(-rows)) 480 \
      \(Self.number(height + rows))" role="img"><title>\(HTMLText.escaped(title))</title>\
      <desc>\(HTMLText.escaped(caption))</desc><style>\(ReportStyle.chartFile)</style>\
      <rect class="paper" x="0" y="\(Self.number(-rows))" width="480" \
      height="\(Self.number(height + rows))"/>\
      <text class="title" x="14" y="-30">\(HTMLText.escaped(title))</text>\
      <text class="caption" x="14" y="-10">\(HTMLText.escaped(caption))</text>\(shapes)</svg>

      """
  }

  enum Anchor: String { case start, middle, end }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, kind: String = "label"
  ) {
    shapes +=
      "<text class=\"\(kind)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" "
      + "text-anchor=\"\(anchor.rawValue)\">\(HTMLText.escaped(text))</text>"
  }

  /// Writes a short label beside a point, with a line to the point where no place nearby is free.
  mutating func label(
    _ text: String, beside point: (x: Double, y: Double), by labels: inout LabelPlacement
  ) {
    let place = labels.place(text.utf8.count, beside: point)
    if place.isFar { line(point.x, point.y, place.x, place.y, kind: "leader") }
    self.text(text, place.x, place.y + 5, .middle, kind: "label strong")
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, kind: String) {
    let points = [x1, y1, x2, y2].map(Self.number)
    shapes +=
      "<line class=\"\(kind)\" x1=\"\(points[0])\" y1=\"\(points[1])\" x2=\"\(points[2])\" "
      + "y2=\"\(points[3])\"/>"
  }

  mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, kind: String, tip: String = ""
  ) {
    let numbers = [x, y, width, height].map(Self.number)
    shapes +=
      "<rect class=\"\(kind)\" x=\"\(numbers[0])\" y=\"\(numbers[1])\" width=\"\(numbers[2])\" "
      + "height=\"\(numbers[3])\">\(Self.tip(tip))</rect>"
  }

  mutating func dot(
    _ x: Double, _ y: Double, radius: Double, kind: String, tip: String = ""
  ) {
    shapes +=
      "<circle class=\"\(kind)\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" "
      + "r=\"\(Self.number(radius))\">\(Self.tip(tip))</circle>"
  }

  mutating func diamond(_ x: Double, _ y: Double, radius: Double, kind: String) {
    let corners = [(0, -radius), (radius, 0), (0, radius), (-radius, 0)].map { dx, dy in
      "\(Self.number(x + dx)),\(Self.number(y + dy))"
    }
    shapes += "<polygon class=\"\(kind)\" points=\"\(corners.joined(separator: " "))\"/>"
  }

  mutating func curve(_ points: [(x: Double, y: Double)], kind: String, dashes: String) {
    let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }
    shapes +=
      "<polyline class=\"\(kind)\" points=\"\(list.joined(separator: " "))\" "
      + "stroke-dasharray=\"\(dashes)\"/>"
  }

  private static func tip(_ text: String) -> String {
    text.isEmpty ? "" : "<title>\(HTMLText.escaped(text))</title>"
  }

  /// A coordinate, to a tenth.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// Dashes that tell lines apart, by place.
  static func dashes(_ index: Int) -> String {
    ["none", "7 3", "2 3", "9 3 2 3", "4 4", "12 4", "1 5", "6 2 1 2 1 2"][index % 8]
  }

  /// A round step that makes about five parts of a span.
  static func step(for span: Double) -> Double {
    let raw = max(span, 1e-9) / 5
    let power = pow(10, floor(log10(raw)))
    return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= raw } ?? raw
  }

  /// The logarithm to base 10 of a number above 0.
  static func log(_ value: Double) -> Double { log10(value) }
}
