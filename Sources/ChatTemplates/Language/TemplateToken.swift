/// A word of a template's source.
struct TemplateToken: Sendable {
  /// What it is.
  enum Kind: Equatable, Sendable {
    /// What is written as it stands.
    case text([UInt8])
    case outputStart, outputEnd, blockStart, blockEnd
    case name(String)
    case string([UInt8])
    case integer(Int)
    case float(Double)
    /// One of the signs, such as `==`.
    case sign(String)
    case end
  }

  var kind: Kind
  /// The byte of the source at which it begins.
  var offset: Int
}

extension TemplateToken.Kind {
  /// What it is called in messages.
  var words: String {
    switch self {
    case .text: "text"
    case .outputStart: "{{"
    case .outputEnd: "}}"
    case .blockStart: "{%"
    case .blockEnd: "%}"
    case .name(let name): name
    case .string: "a string"
    case .integer, .float: "a number"
    case .sign(let sign): sign
    case .end: "the end of the template"
    }
  }
}
