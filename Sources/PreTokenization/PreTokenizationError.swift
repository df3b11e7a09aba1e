/// Why a text cannot be cut.
public enum PreTokenizationError: Error, Equatable, Sendable {
  /// A regular expression that cannot be used: what is wrong with it, and where in it, in scalars
  /// from its start (nil where the place is not known).
  case badPattern(pattern: String, position: Int?, reason: String)
}
