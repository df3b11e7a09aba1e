/// Finds the longest of a set of literal texts that begins at a place.
package struct LiteralTrie: Sendable {
  /// The node below a node (high part) and a byte (low eight bits); the root is node 0.
  private var nodes: [UInt64: Int] = [:]
  private var isEnd = [false]
  private var begins = [Bool](repeating: false, count: 256)

  /// Whether there is no text to find.
  package var isEmpty: Bool { isEnd.count == 1 }

  /// A trie of texts, none of them empty.
  package init(_ literals: [[UInt8]]) {
    for literal in literals {
      guard let first = literal.first else { continue }
      begins[Int(first)] = true
      var node = 0
      for byte in literal {
        let key = UInt64(node) << 8 | UInt64(byte)
        if let next = nodes[key] {
          node = next
        } else {
          nodes[key] = isEnd.count
          node = isEnd.count
          isEnd.append(false)
        }
      }
      isEnd[node] = true
    }
  }

  /// Whether some text begins with the byte.
  @inline(__always)
  package func begins(with byte: UInt8) -> Bool { begins[Int(byte)] }

  /// The length of the longest text that begins at the start of a range and ends in it, or 0.
  ///
  /// - Complexity: O(length of the longest text).
  @inline(__always)
  package func longestMatch(in text: Span<UInt8>, _ range: Range<Int>) -> Int {
    if range.isEmpty || !begins[Int(text[range.lowerBound])] { return 0 }
    return walk(text, range)
  }

  private func walk(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var (node, length) = (0, 0)
    for index in range {
      guard let next = nodes[UInt64(node) << 8 | UInt64(text[index])] else { break }
      node = next
      if isEnd[node] { length = index - range.lowerBound + 1 }
    }
    return length
  }
}
