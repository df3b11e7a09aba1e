/// What `vocab lint` looks for. The raw value is the rule's id in JSON and SARIF.
package enum LintRule: String, CaseIterable, Sendable {
  /// No text gives the token: its own bytes, alone and between neighbours, are encoded otherwise.
  case unreachable = "unreachable-token"
  /// Plain text that spells a special token gets its id, so whoever writes text can write controls.
  case spelledSpecial = "special-token-from-text"
  /// An added token that looks like a control mark but is not declared special, so text spells it.
  case undeclaredControl = "undeclared-control-token"
  /// Two tokens that are one text after NFC.
  case duplicate = "duplicate-after-nfc"
  /// One short string again and again: 조조조조.
  case repeated = "repeated-text"
  /// Letters longer than any word that text is made of.
  case overLong = "over-long-token"
  /// Hangul with white space inside: more than one eojeol.
  case multipleEojeol = "multiple-eojeol"
  /// Control, zero-width or direction characters inside.
  case controlCharacter = "control-character"
  /// A run of white space longer than indentation needs.
  case whiteSpaceRun = "white-space-run"
  /// Words of gambling, adult and loan advertising, which no honest corpus has that often.
  case advertising = "advertising-spam"

  /// How bad a finding is.
  package enum Level: String, CaseIterable, Sendable, Comparable {
    case note, warning, error

    /// Whether the left level is the milder one.
    package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
  }

  /// How bad a finding of this rule is.
  package var level: Level {
    switch self {
    case .spelledSpecial, .undeclaredControl: .error
    case .unreachable, .duplicate, .multipleEojeol, .controlCharacter, .advertising: .warning
    case .repeated, .overLong, .whiteSpaceRun: .note
    }
  }

  /// What the rule looks for, in one sentence.
  package var summary: String {
    switch self {
    case .unreachable: "No text gives this token."
    case .spelledSpecial: "Plain text gets the id of a special token."
    case .undeclaredControl: "Looks like a control mark, but any text can spell it."
    case .duplicate: "Another token is the same text after NFC."
    case .repeated: "One short string is repeated at least four times."
    case .overLong: "Letters longer than any word."
    case .multipleEojeol: "Hangul with white space inside."
    case .controlCharacter: "Holds control, zero-width or direction characters."
    case .whiteSpaceRun: "A long run of white space."
    case .advertising: "Words of gambling, adult or loan advertising."
    }
  }
}

/// A token that a rule objects to.
package struct LintFinding: Sendable, Equatable {
  /// The rule.
  package var rule: LintRule
  /// The token.
  package var id: Int
  /// Its bytes.
  package var token: [UInt8]
  /// What is peculiar to this finding, such as the other token; may be empty.
  package var detail = ""
}
