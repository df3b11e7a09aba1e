import CICU

/// A range of scalars that ICU's version of Unicode has assigned, or has not.
struct ICUScalarRange {
  var scalars: ClosedRange<UInt32>
  var isAssigned: Bool

  /// All scalars in order, surrogates among them.
  static var all: [ICUScalarRange] {
    var ranges: [ICUScalarRange] = []
    // SAFETY: the context is the array, which nobody else touches during the call.
    unsafe withUnsafeMutablePointer(to: &ranges) { ranges in
      unsafe cicu_enumerate_scalars(ranges) { context, first, last, isAssigned in
        unsafe context?.assumingMemoryBound(to: [ICUScalarRange].self).pointee
          .append(
            ICUScalarRange(scalars: UInt32(first)...UInt32(last), isAssigned: isAssigned))
      }
    }
    return ranges
  }

  /// The scalars that no version of Unicode will ever assign.
  static var noncharacters: [UInt32] {
    (0xFDD0...0xFDEF) + (0...0x10).flatMap { [$0 << 16 | 0xFFFE, $0 << 16 | 0xFFFF] }
  }
}
