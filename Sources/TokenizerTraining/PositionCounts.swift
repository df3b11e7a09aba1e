/// How often the word at each position of a `SymbolSequence` occurs: a step function.
///
/// ```
/// steps        start 1, count 27 │ start 8, count 9 │ start 30, count 4 │ …
/// stepOfBlock  the step at each position that is a multiple of 256
/// ```
/// Positions are asked for in rising order, so a `Cursor` looks a step up only where the last one
/// ends.
struct PositionCounts: Sendable {
  /// A run of positions with the same count.
  struct Step: Sendable, Equatable {
    /// Its first position; it ends where the next step starts.
    var start: Int
    /// How often the words in it occur.
    var count: UInt64
  }

  private static let blockBits = 8

  /// The steps in rising order of their starts.
  let steps: [Step]
  private let starts: PageBuffer<UInt32>
  private let counts: PageBuffer<UInt64>
  private let stepOfBlock: PageBuffer<UInt32>

  /// A step function for the positions from the first step's start to `end`.
  init(steps: [Step], end: Int) {
    self.steps = steps
    starts = PageBuffer(count: steps.count)
    counts = PageBuffer(count: steps.count)
    for (index, step) in steps.enumerated() {
      starts.cells[index] = UInt32(step.start)
      counts.cells[index] = step.count
    }
    stepOfBlock = PageBuffer(count: end >> PositionCounts.blockBits + 1)
    var index = 0
    for block in 0..<stepOfBlock.cells.count {
      let position = block << PositionCounts.blockBits
      while index + 1 < steps.count, steps[index + 1].start <= position { index += 1 }
      stepOfBlock.cells[block] = UInt32(index)
    }
  }

  /// The parts of a range of positions that have the same count, in order.
  func parts(of range: Range<Int>) -> [(positions: Range<Int>, count: UInt64)] {
    var parts: [(positions: Range<Int>, count: UInt64)] = []
    for (index, step) in steps.enumerated() {
      let end = index + 1 < steps.count ? steps[index + 1].start : range.upperBound
      let part = range.clamped(to: step.start..<max(step.start, end))
      if !part.isEmpty { parts.append((part, step.count)) }
    }
    return parts
  }

  /// A cursor for positions that are asked for in rising order.
  var cursor: Cursor {
    Cursor(starts: starts.cells, counts: counts.cells, stepOfBlock: stepOfBlock.cells)
  }

  /// Looks counts up at rising positions; valid as long as the counts are.
  struct Cursor: Sendable {
    private let starts: Cells<UInt32>
    private let counts: Cells<UInt64>
    private let stepOfBlock: Cells<UInt32>
    private var step = 0
    private var end: UInt32 = 0
    private var count: UInt64 = 0

    fileprivate init(
      starts: Cells<UInt32>, counts: Cells<UInt64>, stepOfBlock: Cells<UInt32>
    ) {
      self.starts = starts
      self.counts = counts
      self.stepOfBlock = stepOfBlock
    }

    /// The count at a position that is not below the one asked for before.
    @inline(__always)
    mutating func count(at position: UInt32) -> UInt64 {
      if position >= end { moveTo(position) }
      return count
    }

    private mutating func moveTo(_ position: UInt32) {
      let block = Int(position &>> UInt32(PositionCounts.blockBits))
      step = max(step, Int(stepOfBlock[block]))
      while step &+ 1 < starts.count, starts[step &+ 1] <= position { step &+= 1 }
      count = counts[step]
      end = step &+ 1 < starts.count ? starts[step &+ 1] : .max
    }
  }
}
