/// A pattern for paths in the syntax of gitignore.
///
/// `*` stands for bytes other than `/`, `?` for one, `[a-z]` and `[!a-z]` for one of a set, `**` for any
/// number of folders. A pattern with a `/` before its end is matched from the folder where the search
/// begins, another one in any folder. A `/` at the end means folders, a `!` at the beginning the
/// opposite. What is below a folder that matches, matches.
package struct PathPattern: Hashable, Sendable {
  /// Whether it takes back what patterns before it matched.
  package let isNegated: Bool
  private let isForFolders: Bool
  private let parts: [[UInt8]]

  /// A pattern, or nil for an empty line or a comment.
  package init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while bytes.last == 0x20 || bytes.last == 0x0D { bytes = bytes.dropLast() }
    if bytes.isEmpty || bytes.first == UInt8(ascii: "#") { return nil }
    isNegated = bytes.first == UInt8(ascii: "!")
    if isNegated { bytes = bytes.dropFirst() }
    isForFolders = bytes.last == UInt8(ascii: "/")
    if isForFolders { bytes = bytes.dropLast() }
    let isAnchored = bytes.contains(UInt8(ascii: "/"))
    if bytes.first == UInt8(ascii: "/") { bytes = bytes.dropFirst() }
    if bytes.starts(with: "./".utf8) { bytes = bytes.dropFirst(2) }
    let split = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
    guard !split.isEmpty else { return nil }
    parts = (isAnchored ? [] : [Array("**".utf8)]) + split.map(Array.init)
  }

  /// Whether the pattern has anything but plain characters.
  package static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
  }

  /// Whether a file matches by its path from the folder where the search begins, or a folder above it
  /// does.
  package func matches(_ path: String) -> Bool {
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    return (1...max(1, names.count)).contains { length in
      let isWhole = length >= names.count
      return (!isWhole || !isForFolders) && Self.match(parts[...], names.prefix(length)[...])
    }
  }

  /// Whether the last of several patterns that matches a path says that it is in.
  package static func selects(_ path: String, by patterns: [PathPattern]) -> Bool {
    patterns.last { $0.matches(path) }.map { !$0.isNegated } ?? false
  }

  private static func match(_ parts: ArraySlice<[UInt8]>, _ names: ArraySlice<[UInt8]>) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    if part.elementsEqual("**".utf8) {
      if parts.count == 1 { return !names.isEmpty }
      return (0...names.count).contains { match(parts.dropFirst(), names.dropFirst($0)) }
    }
    guard let name = names.first, matchName(part[...], name[...]) else { return false }
    return match(parts.dropFirst(), names.dropFirst())
  }

  /// Matches one name; the last star takes one character more each time that the rest fails.
  private static func matchName(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var (pattern, name) = (pattern, name)
    var star: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        star = (pattern, name)
      } else if let byte = name.first, let rest = matchByte(byte, pattern) {
        (pattern, name) = (rest, name.dropFirst())
      } else if name.isEmpty, pattern.isEmpty {
        return true
      } else if let last = star, !last.name.isEmpty {
        star = (last.pattern, last.name.dropFirst())
        (pattern, name) = (last.pattern, last.name.dropFirst())
      } else {
        return false
      }
    }
  }

  /// The pattern after its first element, where that matches a byte; `?` and sets stand for one byte.
  private static func matchByte(_ byte: UInt8, _ pattern: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = pattern.first else { return nil }
    switch first {
    case UInt8(ascii: "?"): return pattern.dropFirst()
    case UInt8(ascii: "\\") where pattern.count > 1:
      return pattern.dropFirst().first == byte ? pattern.dropFirst(2) : nil
    case UInt8(ascii: "["):
      guard let end = pattern.dropFirst(2).firstIndex(of: UInt8(ascii: "]")) else { break }
      var set = pattern[(pattern.startIndex + 1)..<end]
      let isNegated = set.first == UInt8(ascii: "!")
      if isNegated { set = set.dropFirst() }
      return contains(byte, set) != isNegated ? pattern[(end + 1)...] : nil
    default: break
    }
    return first == byte ? pattern.dropFirst() : nil
  }

  private static func contains(_ byte: UInt8, _ set: ArraySlice<UInt8>) -> Bool {
    var set = set
    while let low = set.first {
      if set.count > 2, set[set.startIndex + 1] == UInt8(ascii: "-") {
        let high = set[set.startIndex + 2]
        if low <= byte, byte <= high { return true }
        set = set.dropFirst(3)
      } else {
        if low == byte { return true }
        set = set.dropFirst()
      }
    }
    return false
  }
}
