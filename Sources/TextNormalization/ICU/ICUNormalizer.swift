import CICU

/// One of ICU's normalizers, asked about scalars; ICU's data live as long as the process.
@safe
struct ICUNormalizer {
  /// The forms by the numbers that `cicu.h` gives them.
  enum Form: Int32 {
    case nfc = 0
    case nfkc = 1
    case nfd = 2
    case nfkd = 3
  }

  private let form: Form
  private let handle: OpaquePointer

  /// The longest decomposition has 18 UTF-16 units (U+FDFA).
  private static let longestDecomposition: Int32 = 64

  init(_ form: Form) {
    // SAFETY: the call has no preconditions; what it returns is never freed.
    guard let handle = unsafe cicu_get_normalizer(form.rawValue) else {
      preconditionFailure("ICU has no data for normalization, its library is broken")
    }
    self.form = form
    unsafe self.handle = unsafe handle
  }

  /// The version of Unicode that ICU knows.
  static var unicodeVersion: String {
    var version: [4 of UInt8] = [0, 0, 0, 0]
    var bytes = version.mutableSpan
    // SAFETY: the function writes four bytes, and the span has four.
    unsafe bytes.withUnsafeMutableBufferPointer { unsafe cicu_unicode_version($0.baseAddress) }
    return version[2] == 0
      ? "\(version[0]).\(version[1])" : "\(version[0]).\(version[1]).\(version[2])"
  }

  /// The canonical combining class of a scalar.
  static func combiningClass(of scalar: UInt32) -> UInt8 {
    cicu_combining_class(Int32(scalar))
  }

  /// Whether a scalar never changes and never interacts with its neighbours.
  func isInert(_ scalar: UInt32) -> Bool {
    // SAFETY: `handle` is a normalizer of ICU, which lives for ever, as in the calls below.
    unsafe cicu_is_inert(handle, Int32(scalar))
  }

  /// Whether text can be cut before a scalar and the parts be normalized alone.
  func hasBoundaryBefore(_ scalar: UInt32) -> Bool {
    // SAFETY: as in `isInert`.
    unsafe cicu_has_boundary_before(handle, Int32(scalar))
  }

  /// Whether the quick check for the form does not say "yes" to a scalar.
  func mayChange(_ scalar: UInt32) -> Bool {
    cicu_may_change(form.rawValue, Int32(scalar))
  }

  /// The full decomposition of a scalar, empty where it has none; for a decomposing form.
  func decomposition(of scalar: UInt32) -> [UInt32] {
    // SAFETY: as in `isInert`; the target has the capacity that is passed.
    unsafe scalars { target in
      unsafe cicu_decomposition(
        handle, Int32(scalar), target.baseAddress, Self.longestDecomposition)
    }
  }

  /// The two scalars that compose to a scalar, or nil where none do; for a composing form.
  func pairComposing(to scalar: UInt32) -> (first: UInt32, second: UInt32)? {
    // SAFETY: as in `isInert`; the target has the capacity that is passed.
    let raw = unsafe scalars { target in
      unsafe cicu_raw_decomposition(
        handle, Int32(scalar), target.baseAddress, Self.longestDecomposition)
    }
    // SAFETY: as in `isInert`.
    guard raw.count == 2,
      unsafe cicu_compose_pair(handle, Int32(raw[0]), Int32(raw[1])) == Int32(scalar)
    else { return nil }
    return (raw[0], raw[1])
  }

  /// The scalars of the UTF-16 that a function of ICU writes; none where it says a negative length.
  private func scalars(
    _ write: (UnsafeMutableBufferPointer<UInt16>) -> Int32
  ) -> [UInt32] {
    // SAFETY: ICU has initialized as many units as it says, and they are within the capacity.
    unsafe withUnsafeTemporaryAllocation(
      of: UInt16.self, capacity: Int(Self.longestDecomposition)
    ) { target in
      let length = unsafe write(target)
      precondition(
        length <= Self.longestDecomposition, "a decomposition of \(length) UTF-16 units")
      var scalars: [UInt32] = []
      var high: UInt32 = 0
      for index in 0..<max(0, Int(length)) {
        let unit = unsafe UInt32(target[index])
        switch unit & 0xFC00 {
        case 0xD800: high = unit & 0x3FF
        case 0xDC00: scalars.append(0x10000 + high << 10 + unit & 0x3FF)
        default: scalars.append(unit)
        }
      }
      return scalars
    }
  }
}
