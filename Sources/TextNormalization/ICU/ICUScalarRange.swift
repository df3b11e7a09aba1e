import CICU

/// A range of scalars of one general category in ICU's version of Unicode.
struct ICUScalarRange {
  var scalars: ClosedRange<UInt32>
  /// The number of the category in ICU's `UCharCategory`.
  private var category: Int32

  /// Whether that version of Unicode says nothing of the scalars; true for noncharacters too.
  var isUnassigned: Bool { category == 0 }

  /// Whether the scalars can take part in normalization: private use and surrogates never do
  /// (Unicode's stability policy).
  var canChange: Bool { !isUnassigned && category != 17 && category != 18 }

  /// All ranges in order.
  static var all: [ICUScalarRange] {
    var ranges: [ICUScalarRange] = []
    // SAFETY: the context is the array, which nobody else touches during the call.
    unsafe withUnsafeMutablePointer(to: &ranges) { ranges in
      unsafe cicu_enumerate_categories(ranges) { context, first, last, category in
        unsafe context?.assumingMemoryBound(to: [ICUScalarRange].self).pointee
          .append(ICUScalarRange(scalars: UInt32(first)...UInt32(last), category: category))
      }
    }
    return ranges
  }

  /// The scalars that no version of Unicode will ever assign.
  static var noncharacters: [UInt32] {
    (0xFDD0...0xFDEF) + (0...0x10).flatMap { [$0 << 16 | 0xFFFE, $0 << 16 | 0xFFFF] }
  }
}
