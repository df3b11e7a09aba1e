/// A scalar whose combining class is not 0, with its number among the items of its segment, in one
/// word.
///
/// ```
///  63             56 55        35 34              0
/// +-----------------+------------+----------------+
/// | combining class |   scalar   | number of item |
/// +-----------------+------------+----------------+
/// ```
///
/// Two items come from two bytes at least, so a number of 36 bits would need 32 GiB of text.
struct CombiningMark: Equatable {
  private let bits: UInt64

  /// Above so many marks, sorting them by counting is quicker than by insertion.
  private static let insertionLimit = 32

  init(scalar: UInt32, combiningClass: UInt8, number: Int) {
    precondition(number < 1 << 35, "\(number) items without a boundary")
    bits = UInt64(combiningClass) << 56 | UInt64(scalar) << 35 | UInt64(number)
  }

  var combiningClass: UInt8 { UInt8(bits >> 56) }
  var scalar: UInt32 { UInt32(bits >> 35 & 0x1FFFFF) }
  var number: Int { Int(bits & ((1 << 35) - 1)) }

  /// Brings marks into canonical order: by class, and in their old order where classes are equal.
  ///
  /// The Canonical Ordering Algorithm (Unicode Standard, D109) exchanges neighbours as long as one
  /// has a higher class than the next; that ends in the one order which is sorted by class and keeps
  /// the order of equals, so any stable sort gives the same. Exchanging neighbours, or inserting as
  /// ICU does, takes quadratic time on a hostile run of marks. Counting takes two passes over the
  /// marks and one over the 256 classes.
  static func order(_ marks: inout [CombiningMark], room: inout [CombiningMark]) {
    guard marks.count > 1, !isOrdered(marks) else { return }
    guard marks.count > insertionLimit else { return insert(&marks) }
    var starts = [Int](repeating: 0, count: 257)
    for mark in marks { starts[Int(mark.combiningClass) + 1] += 1 }
    for index in 1...256 { starts[index] += starts[index - 1] }
    room.removeAll(keepingCapacity: true)
    room.append(contentsOf: marks)
    for mark in room {
      marks[starts[Int(mark.combiningClass)]] = mark
      starts[Int(mark.combiningClass)] += 1
    }
  }

  private static func isOrdered(_ marks: [CombiningMark]) -> Bool {
    for index in 1..<marks.count
    where marks[index - 1].combiningClass > marks[index].combiningClass {
      return false
    }
    return true
  }

  private static func insert(_ marks: inout [CombiningMark]) {
    for index in 1..<marks.count {
      let mark = marks[index]
      var hole = index
      while hole > 0, marks[hole - 1].combiningClass > mark.combiningClass {
        marks[hole] = marks[hole - 1]
        hole -= 1
      }
      marks[hole] = mark
    }
  }
}
