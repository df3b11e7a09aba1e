import CICU

/// One of ICU's matchers with the text it runs over, in UTF-16, and how far it has come.
///
/// One thread at a time uses it: the one that took it from its `ICURegularExpression`. That is what
/// makes `@unchecked Sendable` true.
@safe
final class ICUMatcher: @unchecked Sendable {
  private let pattern: String
  private let handle: OpaquePointer
  private var units: UnsafeMutableBufferPointer<UInt16>
  private var unitCount = 0

  /// Where the text lies that is being matched, 0 for none, and its length.
  private var textAddress = 0
  private var byteCount = 0
  /// The last border in the text and in UTF-16.
  private var byteIndex = 0
  private var unitIndex = 0
  /// The end of a match, in UTF-16, whose start was the last border that fitted.
  private var pendingEnd: Int?
  /// Where the last match ended, in UTF-16, once matches are asked for.
  private var matchEnd: Int?
  /// Where to look for the next match, where ICU does not know.
  private var searchStart: Int32 = -1
  /// Whether ICU has said that there are no more matches.
  private var isExhausted = false

  /// More UTF-16 units than this are not kept from one text to the next.
  private static let keptUnits = 1 << 20
  /// The bytes that a match may use for places to come back to.
  private static let stackLimit: Int32 = 64 << 20

  /// - Throws: `PreTokenizationError.badPattern`.
  init(
    pattern: String, translation: PatternTranslator.Translation
  ) throws(PreTokenizationError) {
    var place: Int32 = -1
    var status: Int32 = 0
    // SAFETY: the pointer is that of the array, whose count goes with it; ICU copies the text.
    let handle = unsafe translation.text.withUnsafeBufferPointer { text in
      unsafe cicu_regex_open(text.baseAddress, Int32(text.count), &place, &status)
    }
    guard let handle = unsafe handle else {
      // ICU's place is one or two beyond what it could not read.
      let origin = min(Int(place), translation.origins.count) - 1
      throw .badPattern(
        pattern: pattern, position: origin < 0 ? nil : translation.origins[origin],
        reason: Self.name(of: status))
    }
    self.pattern = pattern
    unsafe self.handle = unsafe handle
    unsafe units = .allocate(capacity: 0)
  }

  /// Another matcher of the same pattern.
  init(_ other: ICUMatcher) throws(PreTokenizationError) {
    pattern = other.pattern
    var status: Int32 = 0
    // SAFETY: `other.handle` is alive as long as `other`; ICU only reads the pattern of it, which
    // never changes.
    guard let handle = unsafe cicu_regex_clone(other.handle, &status) else {
      throw .engineFailure(pattern: other.pattern, reason: Self.name(of: status))
    }
    unsafe self.handle = unsafe handle
    unsafe units = .allocate(capacity: 0)
  }

  deinit {
    // SAFETY: the handle and the units are this matcher's own, and nothing uses them after it.
    unsafe cicu_regex_close(handle)
    unsafe units.deallocate()
  }

  /// Whether it is at work on no text.
  var isResting: Bool { textAddress == 0 }

  /// Whether it has begun a text in that memory.
  func isWaiting(in text: ScannedText) -> Bool { textAddress == text.address }

  /// Whether it has come to that place of that text.
  func isWaiting(for text: ScannedText, at start: Int) -> Bool {
    isWaiting(in: text) && byteCount == text.count && byteIndex == start && start > 0
  }

  /// Forgets its text.
  func rest() {
    textAddress = 0
  }

  /// Takes up a text at a border.
  func begin(_ text: ScannedText, at start: Int) throws(PreTokenizationError) {
    guard text.count <= Int32.max else {
      throw .textTooLong(byteCount: text.count, limit: Int(Int32.max))
    }
    fillUnits(from: text)
    var status: Int32 = 0
    // Generous for any sound pattern, and an end to what would take for ever.
    let timeLimit = Int32(clamping: 1_000 + unitCount / 100)
    // SAFETY: the units stay where they are until the next text is set or the matcher is freed.
    unsafe cicu_regex_set_text(
      handle, units.baseAddress, Int32(unitCount), timeLimit, Self.stackLimit, &status)
    (textAddress, byteCount) = (text.address, text.count)
    (byteIndex, unitIndex, pendingEnd, matchEnd, isExhausted) = (0, 0, nil, nil, false)
    while byteIndex < start { advance(in: text) }
    searchStart = Int32(unitIndex)
    try check(status)
  }

  /// Writes ends until the list is full or the text is.
  func scan(_ text: ScannedText, into borders: inout BorderList) throws(PreTokenizationError) {
    while byteIndex < byteCount, !borders.isFull {
      let border = try nextBorder()
      guard border > unitIndex else { continue }
      while unitIndex < border { advance(in: text) }
      borders.append(byteIndex)
    }
    if byteIndex == byteCount { rest() }
  }

  /// The next match of a text that was begun at 0, or nil where there are no more.
  func nextMatch(in text: ScannedText) throws(PreTokenizationError) -> Range<Int>? {
    var border = try nextBorder()
    // An empty match right behind another is none to `tokenizers`.
    while border == pendingEnd, border == matchEnd {
      pendingEnd = nil
      border = try nextBorder()
    }
    guard let end = pendingEnd else { return nil }
    (pendingEnd, matchEnd) = (nil, end)
    while unitIndex < border { advance(in: text) }
    let start = byteIndex
    while unitIndex < end { advance(in: text) }
    return start..<byteIndex
  }

  /// The next border in UTF-16, which may be the last one again.
  private func nextBorder() throws(PreTokenizationError) -> Int {
    if let end = pendingEnd {
      pendingEnd = nil
      return end
    }
    if isExhausted { return unitCount }
    var (start, end, status): (Int32, Int32, Int32) = (0, 0, 0)
    // SAFETY: the handle's text is `units`, set by `begin`.
    let isFound = unsafe cicu_regex_find(handle, searchStart, &start, &end, &status)
    searchStart = -1
    try check(status)
    isExhausted = !isFound
    guard isFound else { return unitCount }
    pendingEnd = Int(end)
    return Int(start)
  }

  private func check(_ status: Int32) throws(PreTokenizationError) {
    switch cicu_get_outcome(status) {
    case cicu_succeeded: return
    case cicu_timed_out: throw .tooManySteps(pattern: pattern, offset: byteIndex)
    case cicu_stack_full: throw .tooDeep(pattern: pattern, offset: byteIndex)
    default: throw .engineFailure(pattern: pattern, reason: Self.name(of: status))
    }
  }

  private static func name(of status: Int32) -> String {
    // SAFETY: ICU returns a constant text that ends in zero.
    unsafe "ICU says " + String(cString: cicu_status_name(status))
  }
}

extension ICUMatcher {
  /// Writes the text in UTF-16.
  private func fillUnits(from text: ScannedText) {
    // A byte gives at most one unit.
    if unsafe units.count < text.count || units.count > Self.keptUnits {
      unsafe units.deallocate()
      unsafe units = .allocate(capacity: max(text.count, 256))
    }
    var index = 0
    var count = 0
    while index < text.count {
      let scalar = text.scalar(at: index)
      // SAFETY: a scalar of n bytes makes at most n units, so `count` stays below the text's length
      // and so below the capacity.
      if scalar.value < 0x10000 {
        unsafe units[count] = UInt16(scalar.value)
        count += 1
      } else {
        unsafe units[count] = UInt16(0xD800 + (scalar.value - 0x10000) >> 10)
        unsafe units[count + 1] = UInt16(0xDC00 + scalar.value & 0x3FF)
        count += 2
      }
      index += scalar.length
    }
    unitCount = count
  }

  /// Goes on by one scalar in both texts.
  private func advance(in text: ScannedText) {
    let scalar = text.scalar(at: byteIndex)
    byteIndex += scalar.length
    unitIndex += scalar.value < 0x10000 ? 1 : 2
  }
}

extension ScannedText {
  /// The scalar at an index, or U+FFFD for a byte that is not part of one.
  fileprivate func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let byte = self[index]
    if byte < 0x80 { return (UInt32(byte), 1) }
    let scalar = decodedScalar(at: index)
    return scalar.length == 0 ? (0xFFFD, 1) : scalar
  }
}
