/// The 2,350 precomposed syllables of KS X 1001, the Korean standard of 1974 that EUC-KR writes: what
/// everyday Korean text consists of, nearly without exception.
package enum KSX1001 {
  /// The scalars of the syllables.
  package static let scalars = Set(syllables.unicodeScalars.map(\.value))
}
