/// A Unicode normalization form (Unicode Standard Annex #15), or none.
///
/// The raw value is the name used on the command line and in training lock files.
public enum NormalizationForm: String, CaseIterable, Sendable, Codable {
  /// Canonical decomposition, then canonical composition: Hangul as whole syllables.
  case nfc
  /// Compatibility decomposition, then canonical composition.
  case nfkc
  /// Canonical decomposition: Hangul as conjoining jamo.
  case nfd
  /// Compatibility decomposition.
  case nfkd
  /// The text stays as it is, byte for byte.
  case none
}
