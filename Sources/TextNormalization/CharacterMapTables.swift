/// A checked table of replacements: a double array of what is replaced, and the texts put in its place.
///
/// ```
///   bytes:  size of the array | array of little-endian 32-bit units | texts, each ended by a zero byte
///
///   unit:   31         10   9     8    7     0            unit of a value:   31  30            0
///           +------------+-----+------+-------+                              +---+--------------+
///           |   offset   |shift| leaf | label |                              | 1 | place of text|
///           +------------+-----+------+-------+                              +---+--------------+
/// ```
///
/// The node below a unit begins at the unit's place XOR its offset (times 256 where `shift` is set); the
/// child for a byte is there XOR the byte, if its label is that byte. A node with `leaf` set has its
/// value at its beginning.
///
/// Source: S. Yata's Darts-clone, and `DecodePrecompiledCharsMap` of google/sentencepiece.
package struct CharacterMapTables: Sendable {
  private let units: [UInt32]
  private let texts: [UInt8]
  private let rootPlace: Int
  /// Whether a replaced text begins with the byte.
  private let begins: [Bool]

  /// The longest text that a rule may replace, in bytes.
  private static let longestRule = 512

  /// A replacement that was found.
  package struct Match {
    /// How many bytes of the text are replaced.
    package var length: Int
    /// Where the replacement begins; see `replacement(at:)`.
    fileprivate var place: Int
  }

  /// The tables of a map; nothing that is reachable in them lies outside of them.
  ///
  /// - Throws: `TextNormalizationError.characterMap` where a place lies outside, or a rule has no end.
  /// - Complexity: O(bytes of the map).
  package init(_ map: CharacterMap) throws(TextNormalizationError) {
    let bytes = map.bytes
    guard bytes.count > 4 else { throw .characterMap(problem: "\(bytes.count) bytes are too few") }
    let size = Int(Self.word(bytes, 0))
    guard size >= 4, size % 4 == 0, 4 + size < bytes.count else {
      throw .characterMap(
        problem: "an array of \(size) bytes does not fit a table of \(bytes.count)")
    }
    units = (0..<size / 4).map { Self.word(bytes, 4 + 4 * $0) }
    texts = Array(bytes[(4 + size)...])
    rootPlace = Self.offset(units[0])
    var begins = [Bool](repeating: false, count: 256)
    for byte in 1..<256 where rootPlace ^ byte < units.count {
      begins[byte] = Self.label(units[rootPlace ^ byte]) == byte
    }
    self.begins = begins
    try check()
  }

  /// Whether some rule replaces a text that begins with the byte.
  @inline(__always)
  package func begins(with byte: UInt8) -> Bool { begins[Int(byte)] }

  /// The replacement of the longest text in a range that begins where the range does.
  @inline(__always)
  package func longestMatch(in text: Span<UInt8>, _ range: Range<Int>) -> Match? {
    var found: Match?
    walk(text, range) { match in
      found = match
      return true
    }
    return found
  }

  /// The replacement of the shortest text in a range that begins where the range does.
  package func shortestMatch(in text: Span<UInt8>, _ range: Range<Int>) -> Match? {
    var found: Match?
    walk(text, range) { match in
      found = match
      return false
    }
    return found
  }

  /// The text that takes the place of a match.
  package func replacement(of match: Match) -> ArraySlice<UInt8> {
    let end = texts[match.place...].firstIndex(of: 0) ?? texts.count
    return texts[match.place..<end]
  }

  /// Visits the matches from the shortest to the longest until the body returns false.
  @inline(__always)
  private func walk(_ text: Span<UInt8>, _ range: Range<Int>, _ body: (Match) -> Bool) {
    var base = rootPlace
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      let place = base ^ Int(byte)
      guard byte != 0, place < units.count, Self.label(units[place]) == Int(byte) else { return }
      let unit = units[place]
      base = place ^ Self.offset(unit)
      index &+= 1
      if Self.isLeaf(unit) {
        let match = Match(
          length: index &- range.lowerBound, place: Int(units[base] & 0x7FFF_FFFF))
        guard body(match) else { return }
      }
    }
  }

  @inline(__always)
  private static func offset(_ unit: UInt32) -> Int {
    Int(unit &>> 10) &<< Int((unit & 0x200) &>> 6)
  }

  @inline(__always)
  private static func label(_ unit: UInt32) -> Int { Int(unit & 0x8000_00FF) }

  @inline(__always)
  private static func isLeaf(_ unit: UInt32) -> Bool { unit & 0x100 != 0 }

  private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
      | UInt32(bytes[place + 3]) << 24
  }
}

extension CharacterMapTables {
  /// What some first bytes of texts lead to.
  struct Node {
    /// Where its children lie.
    fileprivate let base: Int
    /// Whether a replaced text ends here.
    let isEnd: Bool

    /// What these bytes and one more lead to.
    func child(_ byte: UInt8, _ map: CharacterMapTables) -> Node? {
      let place = base ^ Int(byte)
      guard byte != 0, place < map.units.count,
        CharacterMapTables.label(map.units[place]) == Int(byte)
      else { return nil }
      let unit = map.units[place]
      return Node(
        base: place ^ CharacterMapTables.offset(unit), isEnd: CharacterMapTables.isLeaf(unit))
    }
  }

  /// What no bytes lead to.
  var root: Node { Node(base: rootPlace, isEnd: false) }

  /// Visits everything that can be reached, children before parents, each node once.
  private func check() throws(TextNormalizationError) {
    // The units that can be children, in the order of the node that they would belong to.
    var starts = [Int32](repeating: 0, count: units.count + 257)
    let limit = starts.count - 1
    func node(_ place: Int) -> Int? {
      let label = Self.label(units[place])
      guard (1...255).contains(label), place ^ label < limit else { return nil }
      return place ^ label
    }
    for place in units.indices { if let node = node(place) { starts[node + 1] += 1 } }
    for index in 1...limit { starts[index] += starts[index - 1] }
    var filled = starts
    var children = [Int32](repeating: 0, count: Int(starts[limit]))
    for place in units.indices {
      guard let node = node(place) else { continue }
      children[Int(filled[node])] = Int32(place)
      filled[node] += 1
    }
    var heights = [Int16](repeating: -1, count: limit)
    var stack: [(node: Int, child: Int, height: Int16)] = []
    func childPlaces(_ node: Int) -> Range<Int> {
      node < limit ? Int(starts[node])..<Int(starts[node + 1]) : 0..<0
    }
    stack.append((rootPlace, childPlaces(rootPlace).lowerBound, 0))
    while let top = stack.last {
      guard top.child < childPlaces(top.node).upperBound else {
        stack.removeLast()
        if top.node < limit { heights[top.node] = top.height }
        if var parent = stack.popLast() {
          parent.height = max(parent.height, top.height + 1)
          stack.append(parent)
        }
        continue
      }
      stack[stack.count - 1].child += 1
      let place = Int(children[top.child])
      let below = place ^ Self.offset(units[place])
      if Self.isLeaf(units[place]) { try checkValue(at: below) }
      if below < limit, heights[below] >= 0 {
        stack[stack.count - 1].height = max(stack[stack.count - 1].height, heights[below] + 1)
      } else {
        stack.append((below, childPlaces(below).lowerBound, 0))
      }
      if stack.count > Self.longestRule || (stack.last?.height ?? 0) > Self.longestRule {
        throw .characterMap(problem: "a rule is longer than \(Self.longestRule) bytes")
      }
    }
  }

  private func checkValue(at place: Int) throws(TextNormalizationError) {
    guard place < units.count else {
      throw .characterMap(problem: "a value at \(place), behind \(units.count) units")
    }
    let text = Int(units[place] & 0x7FFF_FFFF)
    guard text <= texts.count else {
      throw .characterMap(problem: "a text at \(text), behind \(texts.count) bytes")
    }
  }
}
