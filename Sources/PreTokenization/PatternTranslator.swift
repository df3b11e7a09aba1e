/// Puts a regular expression into words that ICU understands as Oniguruma and Rust's fancy-regex do.
///
/// `\p{...}`, `\s`, `\w`, `\d`, `[...]` and the like become sets of scalars from the committed table,
/// so that ICU's own Unicode version decides nothing; so does text where case is ignored. What the
/// engines read differently is refused by name: a pattern that is accepted means the same in all.
struct PatternTranslator {
  /// A regular expression in ICU's syntax, in UTF-16.
  struct Translation {
    /// The expression.
    var text: [UInt16] = []
    /// For each unit of the text, the scalar of the original that it came from.
    var origins: [Int] = []
  }

  /// A part of an expression that an escape or a character stands for.
  enum Atom {
    /// One scalar.
    case scalar(Unicode.Scalar)
    /// Any one scalar of a set.
    case set(ScalarSet)
    /// A place or a group, in ICU's syntax.
    case other(String)
  }

  private let pattern: String
  let source: [Unicode.Scalar]
  var index = 0
  private var translation = Translation()
  /// Whether case is ignored, in the whole expression and in each open group.
  var caselessness = [false]
  /// Where the open groups were opened.
  var openGroups: [Int] = []
  /// The letter just before, where case is ignored.
  private var letterBefore: Unicode.Scalar?

  /// The most UTF-16 units that a translation may have; o200k's has 100,000.
  private static let lengthLimit = 1_000_000

  private init(_ pattern: String) {
    self.pattern = pattern
    source = Array(pattern.unicodeScalars)
  }

  /// The expression in ICU's syntax.
  ///
  /// - Throws: `PreTokenizationError.badPattern` where something is wrong, or means different things
  ///   to different engines.
  static func translate(_ pattern: String) throws(PreTokenizationError) -> Translation {
    var translator = PatternTranslator(pattern)
    while translator.index < translator.source.count {
      try translator.translateNext()
    }
    if let open = translator.openGroups.last {
      throw translator.error("this ( has no )", at: open)
    }
    return translator.translation
  }

  private mutating func translateNext() throws(PreTokenizationError) {
    let start = index
    let letter = letterBefore
    letterBefore = nil
    switch source[index] {
    case "\\": try emit(parseEscape(inSet: false), from: start, after: letter)
    case "[": try emit(.set(parseSet(depth: 0)), from: start)
    case "(": try openGroup()
    case ")": try closeGroup()
    case "{": try translateInterval()
    case "|", "*", "+", "?", ".":
      index += 1
      try emit(.other(String(source[start])), from: start)
    case "^": throw error("^ is the start of a line to some engines; write \\A")
    case "$":
      // After all white space that there is, the end of a line is the end of the text.
      guard source[..<start].suffix(4).elementsEqual(#"\s++"#.unicodeScalars) else {
        throw error("$ is the end of a line to some engines; write \\z")
      }
      index += 1
      try emit(.other(#"\z"#), from: start)
    default:
      index += 1
      try emit(.scalar(source[start]), from: start, after: letter)
    }
  }

  /// Writes a part of the expression in ICU's syntax.
  mutating func emit(
    _ atom: Atom, from origin: Int, after letter: Unicode.Scalar? = nil
  ) throws(PreTokenizationError) {
    let text: String
    switch atom {
    case .scalar(let scalar) where isCaseless:
      try checkCaseless(scalar, after: letter, at: origin)
      letterBefore = scalar
      text = Self.text(of: ScalarSet(scalar).withASCIICaseVariants)
    case .scalar(let scalar): text = Self.text(of: scalar.value)
    case .set(let set): text = Self.text(of: set)
    case .other(let other): text = other
    }
    guard translation.text.count + text.utf16.count <= Self.lengthLimit else {
      throw error("the expression is too long", at: origin)
    }
    translation.text.append(contentsOf: text.utf16)
    translation.origins.append(contentsOf: repeatElement(origin, count: text.utf16.count))
  }
}

extension PatternTranslator {
  /// Whether case is ignored here.
  var isCaseless: Bool { caselessness[caselessness.count - 1] }

  /// The scalar that many places on, or nil beyond the end.
  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    index + distance < source.count ? source[index + distance] : nil
  }

  /// Whether the text goes on so.
  func isNext(_ text: String) -> Bool {
    source[index...].starts(with: text.unicodeScalars)
  }

  /// An error at a scalar, the next one by default.
  func error(_ reason: String, at position: Int? = nil) -> PreTokenizationError {
    .badPattern(pattern: pattern, position: position ?? index, reason: reason)
  }

  /// Refuses text that engines compare in different ways where case is ignored.
  func checkCaseless(
    _ scalar: Unicode.Scalar, after letter: Unicode.Scalar?, at position: Int
  ) throws(PreTokenizationError) {
    guard scalar.isASCII else {
      throw error("only ASCII may stand where case is ignored", at: position)
    }
    // Oniguruma compares these with the ligatures and with sharp s, Rust does not.
    guard let letter else { return }
    let pair = String(String.UnicodeScalarView([letter, scalar])).lowercased()
    if ["ss", "st", "ff", "fi", "fl"].contains(pair) {
      throw error(
        "\(pair) without case is one letter, too, to some engines; write sets", at: position)
    }
  }

  /// A scalar in ICU's syntax.
  static func text(of scalar: UInt32) -> String {
    "\\x{" + String(scalar, radix: 16) + "}"
  }

  /// A set in ICU's syntax.
  static func text(of set: ScalarSet) -> String {
    // ICU's syntax has no empty set.
    guard !set.ranges.isEmpty else { return "[^\(text(of: 0))-\(text(of: ScalarSet.limit - 1))]" }
    var text = "["
    for range in set.ranges {
      text += Self.text(of: range.lowerBound)
      if range.count > 1 { text += "-" + Self.text(of: range.upperBound - 1) }
    }
    return text + "]"
  }
}
