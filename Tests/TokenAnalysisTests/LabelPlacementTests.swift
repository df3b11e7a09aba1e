import TestSupport
import Testing

@testable import TokenAnalysis

@Suite("Letters in charts")
struct LabelPlacementTests {
  @Test(
    "lie on no point and on no other letter",
    arguments: [
      // Vocabularies of one size, some of them equal in all.
      [(200, 200), (200, 202), (200, 205), (200, 205), (200, 240), (210, 200)],
      // At the edges of the chart.
      [(479, 1), (1, 1), (479, 259), (1, 259), (479, 130)],
      [(240, 130)],
    ] as [[(x: Double, y: Double)]])
  func apart(points: [(x: Double, y: Double)]) {
    var labels = LabelPlacement(points: points, bottom: 260)
    for point in points { _ = labels.place(1, beside: point) }
    expectApart(labels, points: points.count)
  }

  @Test("lie apart where many points lie close together")
  func crowd() {
    var generator = SeededGenerator(seed: 14)
    let points = (0..<26).map { _ in
      (
        x: Double.random(in: 180...300, using: &generator),
        y: Double.random(in: 90...170, using: &generator)
      )
    }
    var labels = LabelPlacement(points: points, bottom: 260)
    for (index, point) in points.enumerated() { _ = labels.place(1 + index % 2, beside: point) }
    expectApart(labels, points: points.count)
  }

  @Test("stand right beside their point where that is free")
  func near() {
    var labels = LabelPlacement(points: [(x: 100, y: 100)], bottom: 260)
    let place = labels.place(1, beside: (x: 100, y: 100))
    #expect(place.x == 110 && place.y == 88.5 && !place.isFar)
  }

  private func expectApart(_ labels: LabelPlacement, points: Int) {
    let boxes = labels.taken
    #expect(boxes.count == 2 * points)
    for index in points..<boxes.count {
      for other in 0..<index {
        #expect(!boxes[index].overlaps(boxes[other]), "letter \(index - points) on \(other)")
      }
    }
  }
}
