/// Pairs of neighbouring symbols with their counts, numbered in the order in which they were found.
///
/// ```
/// slots │ number + 1, or 0 │ … a power of two of them, at most two thirds in use; linear probing
/// pairs │ left, right, count, head of the list of boundaries │ … by number
/// ```
/// Both lie outside the heap, where growing copies nothing and what is not in use takes no memory.
struct CountedPairs {
  /// A pair.
  struct Pair: BitwiseCopyable, Sendable {
    var left: UInt32
    var right: UInt32
    /// How often it occurs: exact at all times.
    var count: UInt64
    /// The head of the list of boundaries at which it occurs or did.
    var boundaries: BoundaryLists.Head
  }

  private let pairs = PageBuffer<Pair>(count: 1 << 16)
  private var slots = PageBuffer<Int32>(count: 1 << 17)
  /// How many pairs there are or were.
  private(set) var count = 0

  /// The pair of a number.
  @inline(__always)
  subscript(number: Int) -> Pair {
    get { pairs.cells[number] }
    nonmutating _modify { yield &pairs.cells[number] }
  }

  @inline(__always)
  private static func home(_ left: UInt32, _ right: UInt32, mask: Int) -> Int {
    let hashed = (UInt64(left) << 32 | UInt64(right)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: hashed ^ (hashed &>> 32)) & mask
  }

  /// The number of a pair, or nil and the slot where it would go.
  @inline(__always)
  private func find(_ left: UInt32, _ right: UInt32) -> (number: Int?, slot: Int) {
    let (slots, pairs) = (slots.cells, pairs.cells)
    let mask = slots.count &- 1
    var slot = Self.home(left, right, mask: mask)
    while true {
      let number = Int(slots[slot]) &- 1
      if number < 0 { return (nil, slot) }
      if pairs[number].left == left, pairs[number].right == right { return (number, slot) }
      slot = (slot &+ 1) & mask
    }
  }

  /// The number of a pair, if it is there.
  @inline(__always)
  func number(_ left: UInt32, _ right: UInt32) -> Int? { find(left, right).number }

  /// The number of a pair, which is put in where it is not there.
  @inline(__always)
  mutating func numberMaking(_ left: UInt32, _ right: UInt32) -> Int {
    let found = find(left, right)
    if let number = found.number { return number }
    let number = count
    if number == pairs.cells.count { pairs.grow(to: 2 * number) }
    pairs.cells[number] = Pair(
      left: left, right: right, count: 0, boundaries: BoundaryLists.none)
    slots.cells[found.slot] = Int32(number + 1)
    count += 1
    if count * 3 > slots.cells.count * 2 { growSlots() }
    return number
  }

  @inline(never)
  private mutating func growSlots() {
    slots = PageBuffer(count: 2 * slots.cells.count)
    let mask = slots.cells.count - 1
    for number in 0..<count {
      let pair = pairs.cells[number]
      var slot = Self.home(pair.left, pair.right, mask: mask)
      while slots.cells[slot] != 0 { slot = (slot + 1) & mask }
      slots.cells[slot] = Int32(number + 1)
    }
  }
}
