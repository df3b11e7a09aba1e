/// An address that may be asked: https:// anywhere; http:// on this machine, or where the bytes are
/// checked by other means.
package struct WebAddress: Sendable, Equatable {
  /// The address as it was given.
  let text: String
  /// The address for messages, without a name and password that may stand in it.
  package let shown: String
  /// Whether it is of this machine, so that no proxy stands between.
  package let isLoopback: Bool
  /// Whether http:// may be spoken.
  let allowsPlain: Bool

  /// Checks an address; with `allowsPlain` http:// may lead to other machines too.
  ///
  /// - Throws: `VocabularyStoreError.transfer` for any other scheme and for control characters.
  package init(_ text: String, allowsPlain: Bool = false) throws(VocabularyStoreError) {
    self.text = text
    shown = Self.withoutUser(text)
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
      throw .transfer(url: shown, problem: "an address has no spaces and is ASCII")
    }
    isLoopback = Self.isLoopback(text)
    self.allowsPlain = allowsPlain || isLoopback
    if Self.hasScheme("https://", text) || isLoopback { return }
    guard Self.hasScheme("http://", text) else {
      throw .transfer(url: shown, problem: "an address begins with https://")
    }
    guard allowsPlain else {
      throw .transfer(url: shown, problem: "without https:// anybody on the way could change it")
    }
  }

  /// Whether an option's value is meant as an address and not as a path.
  package static func isMeant(by text: String) -> Bool { text.contains("://") }

  private static func withoutUser(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else { return text }
    let authority = text[scheme.upperBound...].prefix { !"/?#".contains($0) }
    guard let at = authority.lastIndex(of: "@") else { return text }
    return String(text[..<scheme.upperBound] + text[text.index(after: at)...])
  }

  private static func hasScheme(_ scheme: String, _ text: String) -> Bool {
    text.lowercased().hasPrefix(scheme)
  }

  /// Nothing but a name of this machine and a port may stand between the slashes.
  private static func isLoopback(_ text: String) -> Bool {
    guard let scheme = ["http://", "https://"].first(where: { hasScheme($0, text) }) else {
      return false
    }
    let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    return ["localhost", "127.0.0.1", "[::1]"].contains { name in
      guard authority.hasPrefix(name) else { return false }
      let rest = authority.dropFirst(name.count)
      return rest.isEmpty || rest.first == ":" && rest.dropFirst().allSatisfy(\.isNumber)
    }
  }
}
