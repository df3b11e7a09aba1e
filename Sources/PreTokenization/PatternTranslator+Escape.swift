extension PatternTranslator {
  /// Reads the escape that begins here.
  mutating func parseEscape(inSet: Bool) throws(PreTokenizationError) -> Atom {
    let start = index
    guard let letter = peek(1) else { throw error("nothing follows this \\") }
    index += 2
    if let set = Self.set(of: letter) { return .set(set) }
    if let control = Self.controls[letter] { return .scalar(control) }
    switch letter {
    case "p", "P": return .set(try parseProperty(isNegated: letter == "P", from: start))
    case "x": return .scalar(try parseHex(digits: 2, from: start))
    case "u": return .scalar(try parseHex(digits: 4, from: start))
    case "U": return .scalar(try parseHex(digits: 8, from: start))
    default: break
    }
    if !inSet, let place = try parsePlace(letter, from: start) { return .other(place) }
    guard !("a"..."z").contains(letter), !("A"..."Z").contains(letter),
      !("0"..."9").contains(letter)
    else { throw error("\\\(letter) is not the same in all engines", at: start) }
    return .scalar(letter)
  }

  private static let controls: [Unicode.Scalar: Unicode.Scalar] = [
    "n": "\n", "t": "\t", "r": "\r", "f": "\u{C}", "v": "\u{B}", "a": "\u{7}", "e": "\u{1B}",
  ]

  /// The set of `\s` and its kind, or nil for another letter.
  private static func set(of letter: Unicode.Scalar) -> ScalarSet? {
    switch letter {
    case "s": .whiteSpace
    case "S": ScalarSet.whiteSpace.complement
    case "d": .digits
    case "D": ScalarSet.digits.complement
    case "w": .word
    case "W": ScalarSet.word.complement
    case "h": .hexDigits
    case "H": ScalarSet.hexDigits.complement
    default: nil
    }
  }

  /// What stands for a place, a line end or a group's text, in ICU's syntax.
  private mutating func parsePlace(
    _ letter: Unicode.Scalar, from start: Int
  ) throws(PreTokenizationError) -> String? {
    switch letter {
    case "A", "z": return "\\\(letter)"
    case "b", "B":
      let word = Self.text(of: ScalarSet.word)
      let (same, other) = letter == "B" ? ("=", "!") : ("!", "=")
      return "(?:(?<=\(word))(?\(same)\(word))|(?<!\(word))(?\(other)\(word)))"
    case "R": return #"(?>\x{d}\x{a}|[\x{a}-\x{d}\x{85}\x{2028}\x{2029}])"#
    case "1"..."9":
      if let next = peek(), ("0"..."9").contains(next) {
        throw error("a group's number has one digit in some engines", at: start)
      }
      // What follows must not be read as another digit.
      return "(?:\\\(letter))"
    case "k" where peek() == "<":
      guard let end = source[index...].firstIndex(of: ">") else {
        throw error("this name has no >", at: start)
      }
      defer { index = end + 1 }
      return "\\k" + String(String.UnicodeScalarView(source[index...end]))
    default: return nil
    }
  }

  private mutating func parseProperty(
    isNegated: Bool, from start: Int
  ) throws(PreTokenizationError) -> ScalarSet {
    if isCaseless {
      throw error("\\p where case is ignored is not the same in all engines", at: start)
    }
    guard let first = peek() else { throw error("\\p has no name", at: start) }
    var name = source[index...index]
    index += 1
    if first == "{" {
      guard let end = source[index...].firstIndex(of: "}") else {
        throw error("\\p{ has no }", at: start)
      }
      name = source[index..<end]
      index = end + 1
    }
    var isNegated = isNegated
    if name.first == "^" {
      isNegated.toggle()
      name = name.dropFirst()
    }
    let text = String(String.UnicodeScalarView(name))
    guard let set = ScalarSet.property(named: text) else {
      throw error("no property \(text.debugDescription) is known here", at: start)
    }
    return isNegated ? set.complement : set
  }

  /// A scalar by its number, in braces or with the given number of digits.
  private mutating func parseHex(
    digits count: Int, from start: Int
  ) throws(PreTokenizationError) -> Unicode.Scalar {
    let text: ArraySlice<Unicode.Scalar>
    if peek() == "{" {
      guard let end = source[index...].firstIndex(of: "}") else {
        throw error("this { has no }", at: index)
      }
      text = source[(index + 1)..<end]
      index = end + 1
    } else {
      text = source[index...].prefix(count)
      index += text.count
    }
    guard text.allSatisfy({ ScalarSet.hexDigits.contains($0.value) }),
      let value = UInt32(String(String.UnicodeScalarView(text)), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw error("this is not the number of a scalar", at: start) }
    return scalar
  }
}
