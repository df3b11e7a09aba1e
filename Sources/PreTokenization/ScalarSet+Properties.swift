extension ScalarSet {
  /// `\s`: White_Space.
  static var whiteSpace: ScalarSet { scalars { $0.isWhiteSpace } }
  /// `\d`: decimal digits (Nd).
  static var digits: ScalarSet { scalars { $0.category == .nd } }
  /// `\w`: Alphabetic, marks, decimal digits and connector punctuation.
  ///
  /// So in Oniguruma, which adds six superscripts and fractions, and in Rust, which adds U+200C and
  /// U+200D (Unicode Technical Standard #18, annex C).
  static var word: ScalarSet {
    scalars { $0.isAlphabetic || [.mn, .me, .mc, .nd, .pc].contains($0.category) }
  }
  /// `\h`: hexadecimal digits, as in Oniguruma and fancy-regex.
  static var hexDigits: ScalarSet { ScalarSet(ranges: [0x30..<0x3A, 0x41..<0x47, 0x61..<0x67]) }

  /// The scalars whose properties the table has and the test lets pass.
  private static func scalars(where passes: (ScalarProperties) -> Bool) -> ScalarSet {
    ScalarSet(ranges: ScalarPropertyTable.runs().filter { passes($0.properties) }.map(\.scalars))
  }

  /// The scalars that `\p{name}` stands for, or nil where the tables know no such property.
  ///
  /// Known are general categories and their groups by short and long name, scripts, Alphabetic,
  /// White_Space, Any, ASCII and Assigned; case, spaces, hyphens and underscores in names do not
  /// matter (Unicode Standard Annex #44, rule LM3).
  static func property(named text: String) -> ScalarSet? {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      .map { PropertyName.folded($0) }
    switch parts.count {
    case 1:
      return generalCategory(named: parts[0]) ?? binaryProperty(named: parts[0])
        ?? script(named: parts[0])
    case 2 where ["gc", "generalcategory"].contains(parts[0]):
      return generalCategory(named: parts[1])
    case 2 where ["sc", "script"].contains(parts[0]):
      return script(named: parts[1])
    default:
      return nil
    }
  }

  private static func generalCategory(named name: String) -> ScalarSet? {
    PropertyName.categories(named: name).map { categories in
      scalars { categories.contains($0.category) }
    }
  }

  private static func binaryProperty(named name: String) -> ScalarSet? {
    switch name {
    case "alphabetic", "alpha": scalars { $0.isAlphabetic }
    case "whitespace", "wspace", "space": .whiteSpace
    case "any": .all
    case "ascii": ScalarSet(ranges: [0..<0x80])
    case "assigned": scalars { $0.category != .cn }
    default: nil
    }
  }

  private static func script(named name: String) -> ScalarSet? {
    ScalarScriptTable.script(named: name).map { ScalarScriptTable.scalars(of: $0) }
  }
}

/// The names of properties as regular expressions write them.
enum PropertyName {
  /// A name without what does not matter in it.
  static func folded(_ name: some StringProtocol) -> String {
    String(name.filter { !" -_".contains($0) }).lowercased()
  }

  /// The general categories of a folded name, one or a group of them.
  static func categories(named name: String) -> [GeneralCategory]? {
    let short = longNames[name] ?? name
    switch short {
    case "lc", "l&": return [.lu, .ll, .lt]
    case "l", "m", "n", "p", "s", "z", "c":
      return GeneralCategory.allCases.filter { $0.shortName.hasPrefix(short) }
    default: return GeneralCategory.allCases.first { $0.shortName == short }.map { [$0] }
    }
  }

  private static let longNames = [
    "letter": "l", "casedletter": "lc", "uppercaseletter": "lu", "lowercaseletter": "ll",
    "titlecaseletter": "lt", "modifierletter": "lm", "otherletter": "lo", "mark": "m",
    "combiningmark": "m", "nonspacingmark": "mn", "spacingmark": "mc", "enclosingmark": "me",
    "number": "n", "decimalnumber": "nd", "digit": "nd", "letternumber": "nl", "othernumber": "no",
    "punctuation": "p", "punct": "p", "connectorpunctuation": "pc", "dashpunctuation": "pd",
    "openpunctuation": "ps", "closepunctuation": "pe", "initialpunctuation": "pi",
    "finalpunctuation": "pf", "otherpunctuation": "po", "symbol": "s", "mathsymbol": "sm",
    "currencysymbol": "sc", "modifiersymbol": "sk", "othersymbol": "so", "separator": "z",
    "spaceseparator": "zs", "lineseparator": "zl", "paragraphseparator": "zp", "other": "c",
    "control": "cc", "cntrl": "cc", "format": "cf", "surrogate": "cs", "privateuse": "co",
    "unassigned": "cn",
  ]
}
