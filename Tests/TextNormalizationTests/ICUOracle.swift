import CICU
import TextNormalization

/// ICU's own normalizer, given each maximal well-formed run of a text at once.
enum ICUOracle {
  static func normalize(_ bytes: [UInt8], _ form: NormalizationForm) -> [UInt8] {
    guard let number = number(of: form) else { return bytes }
    if String(validating: bytes, as: UTF8.self) != nil {
      return normalize(wellFormed: bytes, number)
    }
    var result: [UInt8] = []
    var run: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let length = lengthOfScalar(bytes[index...])
      if length == 0 {
        result += normalize(wellFormed: run, number) + [bytes[index]]
        run = []
      } else {
        run += bytes[index..<index + length]
      }
      index += max(1, length)
    }
    return result + normalize(wellFormed: run, number)
  }

  /// The canonical combining class of a scalar.
  static func combiningClass(of scalar: Unicode.Scalar) -> UInt8 {
    cicu_combining_class(Int32(scalar.value))
  }

  /// The length of the scalar that the bytes begin with, 0 where they begin with none.
  private static func lengthOfScalar(_ bytes: ArraySlice<UInt8>) -> Int {
    for length in 1...min(4, bytes.count) {
      if String(validating: bytes.prefix(length), as: UTF8.self) != nil { return length }
    }
    return 0
  }

  private static func normalize(wellFormed bytes: [UInt8], _ form: Int32) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    let source = Array(String(decoding: bytes, as: UTF8.self).utf16)
    let handle = unsafe cicu_get_normalizer(form)
    // The longest decomposition is 18 units for one.
    let target = unsafe [UInt16](unsafeUninitializedCapacity: 18 * source.count) { target, count in
      // SAFETY: ICU reads `source.count` units and writes at most `target.count`.
      let length = unsafe source.withUnsafeBufferPointer { source in
        unsafe cicu_normalize(
          handle, source.baseAddress, Int32(source.count), target.baseAddress,
          Int32(target.count))
      }
      precondition(length >= 0 && length <= target.count, "ICU could not normalize")
      count = Int(length)
    }
    return Array(String(decoding: target, as: UTF16.self).utf8)
  }

  private static func number(of form: NormalizationForm) -> Int32? {
    switch form {
    case .nfc: 0
    case .nfkc: 1
    case .nfd: 2
    case .nfkd: 3
    case .none: nil
    }
  }
}
