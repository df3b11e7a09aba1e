extension PatternTranslator {
  /// Opens the group that begins here, or passes over a comment.
  mutating func openGroup() throws(PreTokenizationError) {
    let start = index
    index += 1
    guard peek() == "?" else { return try push("(", from: start) }
    for form in ["?:", "?=", "?!", "?<=", "?<!", "?>"] where isNext(form) {
      index += form.unicodeScalars.count
      return try push("(" + form, from: start)
    }
    if isNext("?#") {
      guard let end = source[index...].firstIndex(of: ")") else {
        throw error("this comment has no )", at: start)
      }
      index = end + 1
    } else if isNext("?<") || isNext("?P<") {
      guard let end = source[index...].firstIndex(of: ">") else {
        throw error("this name has no >", at: start)
      }
      let name = source[index..<end].drop { $0 != "<" }.dropFirst()
      index = end + 1
      try push("(?<" + String(String.UnicodeScalarView(name)) + ">", from: start)
    } else {
      try openFlags(from: start)
    }
  }

  /// Goes on after `(`, where `?` and flags stand.
  private mutating func openFlags(from start: Int) throws(PreTokenizationError) {
    var isOn = true
    var ignoresCase: Bool?
    var flags = "(?"
    index += 1
    while let flag = peek(), flag != ":", flag != ")" {
      switch flag {
      case "i": ignoresCase = isOn
      case "s": flags.unicodeScalars.append(flag)
      case "-" where isOn:
        isOn = false
        flags += "-"
      default: throw error("the group (?\(flag) is not the same in all engines")
      }
      index += 1
    }
    if flags.hasSuffix("-") { flags.removeLast() }
    guard let end = peek() else { throw error("this ( has no )", at: start) }
    index += 1
    if end == ":" {
      try push(flags + ":", from: start)
    } else if start == 0 {
      if flags != "(?" { try emit(.other(flags + ")"), from: start) }
    } else {
      throw error(
        "flags reach further in some engines; write (?i:...) around their part", at: start)
    }
    if let ignoresCase { caselessness[caselessness.count - 1] = ignoresCase }
  }

  private mutating func push(_ text: String, from start: Int) throws(PreTokenizationError) {
    caselessness.append(isCaseless)
    openGroups.append(start)
    try emit(.other(text), from: start)
  }

  /// Closes the innermost group.
  mutating func closeGroup() throws(PreTokenizationError) {
    guard openGroups.popLast() != nil else { throw error("this ) closes no group") }
    caselessness.removeLast()
    index += 1
    try emit(.other(")"), from: index - 1)
  }

  /// Passes on `{n}`, `{n,}` or `{n,m}`.
  mutating func translateInterval() throws(PreTokenizationError) {
    let start = index
    index += 1
    var commas = 0
    var digits = 0
    while let scalar = peek(), ("0"..."9").contains(scalar) || (scalar == "," && digits > 0) {
      commas += scalar == "," ? 1 : 0
      digits += 1
      index += 1
    }
    guard digits > 0, commas <= 1, peek() == "}" else {
      throw error("a { without {n,m} is text to some engines; write \\{", at: start)
    }
    index += 1
    if peek() == "+" {
      throw error("{n,m}+ is possessive to some engines and repeats to others; write (?>x{n,m})")
    }
    if commas == 0, peek() == "?" {
      throw error("{n}? is lazy to some engines and optional to others; leave out the ?")
    }
    try emit(.other(String(String.UnicodeScalarView(source[start..<index]))), from: start)
  }
}
