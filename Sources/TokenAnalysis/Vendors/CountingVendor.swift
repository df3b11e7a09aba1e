/// The vendors that count the tokens of a request when they are asked, and how they want to be asked.
///
/// Sources: Anthropic's "Count tokens in a Message" (POST /v1/messages/count_tokens), Google's
/// "Counting tokens" (models.countTokens of v1beta).
package enum CountingVendor: String, Sendable {
  case anthropic = "Anthropic"
  case google = "Google"

  /// The vendor of a model; nil where the model has none that counts.
  package init?(model: String) {
    let name = ModelTable.bareName(model)
    if name.hasPrefix("claude-") {
      self = .anthropic
    } else if name.hasPrefix("gemini-") {
      self = .google
    } else {
      return nil
    }
  }

  /// How sure its counts are: Anthropic calls its own an estimate.
  package var certainty: Certainty { self == .anthropic ? .estimated : .exact }

  /// The environment variables that may hold the key, the first that is set counts.
  package var keyVariables: [String] {
    self == .anthropic ? ["ANTHROPIC_API_KEY"] : ["GEMINI_API_KEY", "GOOGLE_API_KEY"]
  }

  /// The environment variable that may name another server.
  package var serverVariable: String {
    self == .anthropic ? "ANTHROPIC_BASE_URL" : "GOOGLE_GEMINI_BASE_URL"
  }

  /// The vendor's own server.
  package var server: String {
    self == .anthropic
      ? "https://api.anthropic.com" : "https://generativelanguage.googleapis.com"
  }

  /// The lines of a request's head.
  package func headers(key: String) -> [String] {
    let type = "Content-Type: application/json"
    return self == .anthropic
      ? ["x-api-key: \(key)", "anthropic-version: 2023-06-01", type]
      : ["x-goog-api-key: \(key)", type]
  }

  /// The path of the question on the server.
  ///
  /// - Throws: `TokenAnalysisError.invalid` for a name that cannot stand in a path.
  package func path(model: String) throws(TokenAnalysisError) -> String {
    let name = ModelTable.bareName(model)
    guard name.utf8.allSatisfy(Self.isPlain) else {
      throw .invalid(place: model, problem: "a model's name has letters, digits, - . and _")
    }
    return self == .anthropic
      ? "/v1/messages/count_tokens" : "/v1beta/models/\(name):countTokens"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
