/// A scalar of a text, or a byte that is not part of one, for steps that look at each.
struct TextUnit {
  /// The scalar; nil for a byte that is not part of well-formed UTF-8.
  var scalar: UInt32?
  /// Where it ends.
  var end: Int

  /// The unit at an index of a text.
  @inline(__always)
  init(in text: Span<UInt8>, at index: Int) {
    let byte = text[index]
    if byte < 0x80 {
      scalar = UInt32(byte)
      end = index + 1
    } else {
      let (value, length) = Self.decode(text, at: index)
      scalar = length == 0 ? nil : value
      end = index + max(1, length)
    }
  }

  /// The scalar that begins with a byte of 0x80 or above, or length 0 (Unicode Standard, table 3-7).
  private static func decode(_ text: Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let lead = text[index]
    let length =
      switch lead {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard length > 0, index + length <= text.count else { return (0, 0) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for place in 1..<length {
      guard text[index + place] & 0xC0 == 0x80 else { return (0, 0) }
      value = value << 6 | UInt32(text[index + place] & 0x3F)
    }
    let isOverlong = length == 3 && value < 0x800 || length == 4 && value < 0x10000
    if isOverlong || value & 0xFFFF_F800 == 0xD800 || value > 0x10FFFF { return (0, 0) }
    return (value, length)
  }
}

/// A set of scalars as a bit each.
struct ScalarBits: Sendable {
  private var words = [UInt64](repeating: 0, count: 0x110000 / 64)

  init(_ set: ScalarSet) {
    for range in set.ranges {
      for scalar in range { words[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }
    }
  }

  /// White_Space.
  static let whiteSpace = ScalarBits(.whiteSpace)
  /// `\w` as Rust's regular expressions have it.
  static let word = ScalarBits(ScalarSet.word.union(ScalarSet("\u{200C}", "\u{200D}")))

  /// Whether a scalar is in the set.
  func contains(_ scalar: UInt32) -> Bool {
    words[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1
  }
}

/// Whether a scalar can be part of a word: `\w` as Rust's regular expressions have it.
package enum WordScalar {
  /// Whether the scalar is in `\w`.
  package static func contains(_ scalar: UInt32) -> Bool { ScalarBits.word.contains(scalar) }
}

/// The matches of `\w+|[^\w\s]+`.
enum WordRuns {
  /// Calls a closure with each match.
  static func forEach(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    var start = 0
    var index = 0
    var kind = Kind.space
    while index < text.count {
      let unit = TextUnit(in: text, at: index)
      let next = Kind(unit.scalar)
      if next != kind {
        if kind != .space { body(start..<index) }
        (start, kind) = (index, next)
      }
      index = unit.end
    }
    if kind != .space { body(start..<index) }
  }

  private enum Kind {
    case word, space, other

    init(_ scalar: UInt32?) {
      guard let scalar else {
        self = .other
        return
      }
      self =
        ScalarBits.word.contains(scalar)
        ? .word : ScalarBits.whiteSpace.contains(scalar) ? .space : .other
    }
  }
}

/// Stretches of one script, as tokenizers' `UnicodeScripts` cuts them: kana count as Han, and what has
/// no script of its own goes with what stands before it.
enum ScriptRuns {
  /// Calls a closure with each stretch.
  static func forEach(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    var start: Int?
    var index = 0
    // tokenizers cuts before a scalar with a script unless the last one with a script has the same;
    // text before the first cut is lost there, and so it is here.
    var last: UInt8?
    while index < text.count {
      let unit = TextUnit(in: text, at: index)
      let script = unit.scalar.map(ScriptGroupTable.group) ?? 0
      if script != 0, script != last {
        if let start { body(start..<index) }
        start = index
        last = script
      }
      index = unit.end
    }
    if let start { body(start..<text.count) }
  }
}

/// The scripts that tokenizers' `UnicodeScripts` tells apart, by number; 0 stands for any.
enum ScriptGroupTable {
  /// The number of a scalar's script.
  ///
  /// - Complexity: O(log runs)
  static func group(_ scalar: UInt32) -> UInt8 {
    var (low, high) = (0, runs.count / 2)
    while low < high {
      let middle = (low + high) / 2
      if runs[2 * middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    return UInt8(truncatingIfNeeded: runs[2 * low - 1])
  }
}
