/// How soon a vendor answers, for which prices differ.
public enum ServiceLevel: String, CaseIterable, Hashable, Sendable {
  /// At once.
  case standard
  /// Within a day, in bulk.
  case batch
  /// When there is room.
  case flex
  /// Before others.
  case priority
}
