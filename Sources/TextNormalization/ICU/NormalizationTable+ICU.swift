extension NormalizationTable {
  static let nfc = NormalizationTable(.nfc, canonical: .nfd, decomposing: .nfd, composes: true)
  static let nfkc = NormalizationTable(.nfkc, canonical: .nfd, decomposing: .nfkd, composes: true)
  static let nfd = NormalizationTable(.nfd, canonical: .nfd, decomposing: .nfd, composes: false)
  static let nfkd = NormalizationTable(.nfkd, canonical: .nfd, decomposing: .nfkd, composes: false)

  /// The table of a form, from what ICU says of each scalar that it does not call inert.
  private init(
    _ form: ICUNormalizer.Form, canonical: ICUNormalizer.Form, decomposing: ICUNormalizer.Form,
    composes: Bool
  ) {
    self.init(composes: composes)
    let normalizer = ICUNormalizer(form)
    let canonicalDecomposer = ICUNormalizer(canonical)
    let decomposer = ICUNormalizer(decomposing)
    let ranges = ICUScalarRange.all
    for range in ranges where range.isUnassigned { setUnassigned(range.scalars) }
    for scalar in ICUScalarRange.noncharacters { setEntry(.plain, of: scalar) }

    var pairs: [(first: UInt32, second: UInt32, composed: UInt32)] = []
    for range in ranges where range.canChange {
      for scalar in range.scalars where !Hangul.isSyllable(scalar) {
        // A composed scalar can be inert in NFC, but not in NFD.
        if canonicalDecomposer.isInert(scalar) && normalizer.isInert(scalar) { continue }
        let mapping = decomposer.decomposition(of: scalar)
        setEntry(
          ScalarEntry(
            combiningClass: ICUNormalizer.combiningClass(of: scalar),
            hasBoundaryBefore: normalizer.hasBoundaryBefore(scalar),
            mayChange: normalizer.mayChange(scalar),
            mappingOffset: mapping.isEmpty ? 0 : addMapping(mapping)),
          of: scalar)
        if composes, let pair = normalizer.pairComposing(to: scalar) {
          pairs.append((pair.first, pair.second, scalar))
        }
      }
    }
    setPairs(pairs)
  }
}
