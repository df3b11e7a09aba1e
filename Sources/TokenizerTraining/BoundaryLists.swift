/// Lists of boundaries, one for each pair: singly linked cells of eight bytes. A list that is no longer
/// wanted gives its cells to those to come.
struct BoundaryLists {
  /// The place of a list's first cell.
  typealias Head = Int32
  /// The head of a list without boundaries.
  static let none: Head = -1

  private struct Cell: BitwiseCopyable, Sendable {
    var boundary: UInt32
    var next: Head
  }

  private let cells = PageBuffer<Cell>(count: 1 << 18)
  private var used = 0
  private var free = BoundaryLists.none

  /// Puts a boundary in front of a list.
  @inline(__always)
  mutating func insert(_ boundary: UInt32, into head: inout Head) {
    var place = Int(free)
    if place >= 0 {
      free = cells.cells[place].next
    } else {
      place = used
      if place == cells.cells.count { cells.grow(to: 2 * place) }
      used += 1
    }
    cells.cells[place] = Cell(boundary: boundary, next: head)
    head = Head(place)
  }

  /// Takes the first boundary out of a list.
  @inline(__always)
  mutating func removeFirst(of head: inout Head) -> UInt32? {
    guard head != Self.none else { return nil }
    let cell = cells.cells[Int(head)]
    cells.cells[Int(head)].next = free
    free = head
    head = cell.next
    return cell.boundary
  }

  /// Empties a list.
  mutating func removeAll(of head: inout Head) {
    while removeFirst(of: &head) != nil {}
  }
}
