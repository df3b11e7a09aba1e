extension TemplateText {
  /// Where the scalars begin, and the end of the text; ill-formed bytes count one by one.
  var scalarStarts: [Int] {
    var starts: [Int] = []
    starts.reserveCapacity(count + 1)
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { starts.append(index) }
    if starts.first != 0, !isEmpty { starts.insert(0, at: 0) }
    starts.append(count)
    return starts
  }

  /// The number of scalars, which is Python's length.
  var scalarCount: Int { bytes.count { $0 & 0xC0 != 0x80 } }

  /// The scalar that begins at a place, and where it ends.
  func scalar(at start: Int) -> (value: UInt32, end: Int) {
    var value = UInt32(bytes[start])
    if value >= 0xF0 {
      value &= 0x07
    } else if value >= 0xE0 {
      value &= 0x0F
    } else if value >= 0xC0 {
      value &= 0x1F
    }
    var end = start + 1
    while end < count, bytes[end] & 0xC0 == 0x80 {
      value = value << 6 | UInt32(bytes[end] & 0x3F)
      end += 1
    }
    return (value, end)
  }

  /// Where the last scalar before a place begins.
  func scalarStart(before end: Int) -> Int {
    var start = end - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// Whether a scalar is white space to Python's `str.strip` (White_Space, and U+001C to U+001F).
  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  /// Which ends of a text are meant.
  enum Ends {
    case both, start, end
  }

  /// The text without scalars of a kind at its ends.
  func stripped(_ ends: Ends, of isStripped: (UInt32) -> Bool = Self.isSpace) -> TemplateText {
    var (start, end) = (0, count)
    while ends != .end, start < end, case let next = scalar(at: start), isStripped(next.value) {
      start = next.end
    }
    while ends != .start, start < end, case let last = scalarStart(before: end),
      isStripped(scalar(at: last).value)
    {
      end = last
    }
    return start == 0 && end == count ? self : self[start..<end]
  }
}

extension TemplateText {
  /// Where another text first stands, from a place on.
  ///
  /// - Complexity: O(bytes of both).
  func firstPlace(of other: TemplateText, from start: Int = 0) -> Int? {
    if other.isEmpty { return start <= count ? start : nil }
    return TextSearch(other.bytes).firstPlace(in: bytes, from: start)
  }

  /// Where another text last stands.
  ///
  /// - Complexity: O(bytes of both).
  func lastPlace(of other: TemplateText) -> Int? {
    if other.isEmpty { return count }
    return TextSearch(other.bytes.reversed()).firstPlace(in: bytes.reversed(), from: 0)
      .map { count - other.count - $0 }
  }

  func hasPrefix(_ other: TemplateText) -> Bool { bytes.starts(with: other.bytes) }

  func hasSuffix(_ other: TemplateText) -> Bool {
    count >= other.count && bytes[(count - other.count)...].elementsEqual(other.bytes)
  }

  /// The text with another put for a part of it, at most so many times.
  func replacing(_ old: TemplateText, with new: TemplateText, limit: Int) -> TemplateText {
    var result = TemplateText()
    var start = 0
    var left = limit < 0 ? Int.max : limit
    if old.isEmpty {
      let starts = scalarStarts
      for (index, place) in starts.enumerated() {
        if left > 0 { result.append(new) }
        left -= 1
        if index + 1 < starts.count { result.append(self[place..<starts[index + 1]]) }
      }
      return result
    }
    let search = TextSearch(old.bytes)
    while left > 0, let place = search.firstPlace(in: bytes, from: start) {
      result.append(self[start..<place])
      result.append(new)
      start = place + old.count
      left -= 1
    }
    result.append(self[start..<count])
    return result
  }
}
