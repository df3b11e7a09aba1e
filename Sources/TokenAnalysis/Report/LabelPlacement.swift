/// Finds places for letters beside the points of a chart, where they lie on no point and no other letter.
struct LabelPlacement {
  /// A rectangle, by its middle.
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    func overlaps(_ other: Box) -> Bool {
      abs(x - other.x) * 2 < width + other.width && abs(y - other.y) * 2 < height + other.height
    }
  }

  /// The points, and the letters that have been placed.
  private(set) var taken: [Box]
  /// The line below which no letter may stand.
  private let bottom: Double

  /// To the right first, since that is where letters are looked for.
  private static let directions: [(x: Double, y: Double)] = [
    (1, -1), (1, 0), (1, 1), (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1),
  ]
  /// How far from the point letters may stand; the first is beside it.
  private static let gaps: [Double] = [5, 13, 21, 29, 37, 45, 53]

  /// A chart with points that no letter may hide.
  init(points: [(x: Double, y: Double)] = [], bottom: Double) {
    taken = points.map { Box(x: $0.x, y: $0.y, width: 9, height: 9) }
    self.bottom = bottom
  }

  /// The middle of a text of so many letters, in the first free place, near before far; where none is
  /// free, the first of all.
  mutating func place(
    _ letters: Int, beside point: (x: Double, y: Double)
  ) -> (x: Double, y: Double, isFar: Bool) {
    let boxes = Self.gaps.flatMap { gap in
      Self.directions.map { box(letters, beside: point, $0, gap: gap) }
    }
    let index = boxes.firstIndex(where: isFree) ?? 0
    taken.append(boxes[index])
    return (boxes[index].x, boxes[index].y, index >= Self.directions.count)
  }

  private func box(
    _ letters: Int, beside point: (x: Double, y: Double), _ direction: (x: Double, y: Double),
    gap: Double
  ) -> Box {
    var box = Box(x: point.x, y: point.y, width: 10 * Double(letters), height: 13)
    // Slanting, both distances add up to more than one alone.
    let distance = direction.x != 0 && direction.y != 0 ? gap : gap + 3
    box.x += direction.x * (distance + box.width / 2)
    box.y += direction.y * (distance + box.height / 2)
    return box
  }

  private func isFree(_ box: Box) -> Bool {
    let isInside =
      box.x - box.width / 2 >= 0 && box.x + box.width / 2 <= ChartCanvas.width
      && box.y - box.height / 2 >= 0 && box.y + box.height / 2 <= bottom
    return isInside && !taken.contains(where: box.overlaps)
  }
}
