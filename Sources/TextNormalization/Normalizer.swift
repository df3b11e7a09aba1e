/// Brings texts into one Unicode normalization form.
///
/// Texts are bytes. Bytes that are not part of well-formed UTF-8 stay as they are, and the well-formed
/// runs between them are normalized each alone; U+0000 is a scalar like any other. The result is the
/// form that the standard defines, without limits on the length of a run of combining marks, in time
/// linear in the length of the text.
///
/// What each scalar decomposes to and composes with comes from ICU, so the version of Unicode is that
/// of the library: see `unicodeVersion`. Scalars that it does not know stay as they are.
///
/// ```swift
/// let text = Normalizer(.nfc).normalize(Array("\u{1112}\u{1161}\u{11AB}".utf8))
/// text.bytes == Array("\u{D55C}".utf8)  // true: 한
/// text.sourceRange(of: 0..<3)           // 0..<9
/// ```
///
/// A value; many threads may use it at once. Making the first one of a form reads ICU's data, which
/// takes some milliseconds.
public struct Normalizer: Sendable {
  /// The form that it brings texts into.
  public let form: NormalizationForm
  /// The form's table; nil where texts stay as they are.
  private let table: NormalizationTable?

  /// A normalizer for the given form.
  public init(_ form: NormalizationForm) {
    self.form = form
    table =
      switch form {
      case .nfc: .nfc
      case .nfkc: .nfkc
      case .nfd: .nfd
      case .nfkd: .nfkd
      case .none: nil
      }
  }

  /// The version of Unicode that the library behind the normalizer knows, for example "15.0".
  public static var unicodeVersion: String { ICUNormalizer.unicodeVersion }

  /// Brings a text into the form and says where in the source its bytes came from.
  ///
  /// - Parameter source: A whole text, valid UTF-8 or not.
  /// - Returns: The normalized bytes with their alignment to the source.
  /// - Complexity: O(bytes); a text that is in the form already is not copied.
  public func normalize(_ source: [UInt8]) -> NormalizedText {
    normalizedText(of: source.span) ?? NormalizedText(unchanged: source)
  }

  /// A text in the form with its alignment, or nil if it is in the form already.
  package func normalizedText(of source: Span<UInt8>) -> NormalizedText? {
    var output = NormalizationOutput(aligned: true)
    write(source, to: &output, evenUnchanged: false)
    return output.normalizedText
  }

  /// A text in the form, or nil if it is in the form already; then nothing is allocated unless the
  /// quick check leaves the matter open.
  package func normalizedBytes(of source: Span<UInt8>) -> [UInt8]? {
    var output = NormalizationOutput()
    write(source, to: &output, evenUnchanged: false)
    return output.isUnchanged ? nil : output.bytes
  }

  /// Whether the quick check of Unicode Standard Annex #15 finds a text to be in the form; where it leaves
  /// the matter open, false.
  package func passesQuickCheck(_ text: Span<UInt8>) -> Bool {
    normalPrefix(of: text) == text.count
  }

  /// How many of a text's first bytes the quick check passes, up to a boundary of the form.
  func normalPrefix(of text: Span<UInt8>) -> Int {
    guard let table else { return text.count }
    return NormalizationSource.with(text, table, empty: 0) { $0.endOfNormalizedPrefix(from: 0) }
  }

  /// Appends a text in the form to bytes that stay as they are.
  package func append(_ source: Span<UInt8>, to target: inout [UInt8]) {
    // The output must be the only owner of the bytes, or appending would copy them.
    var bytes: [UInt8] = []
    swap(&bytes, &target)
    var output = NormalizationOutput(appendingTo: consume bytes)
    write(source, to: &output, evenUnchanged: true)
    target = output.bytes
  }

  /// The first scalar at or after a byte offset that is not assigned in `unicodeVersion`, or nil; what
  /// becomes of such a scalar can differ under another version. Always nil for `none`.
  package func firstUnknownScalar(
    in source: Span<UInt8>, from start: Int = 0
  ) -> (offset: Int, scalar: UInt32)? {
    guard let table else { return nil }
    return NormalizationSource.with(source, table, empty: nil) {
      $0.firstUnassignedScalar(from: start)
    }
  }

  /// Writes the form of a text; if it is in the form already, only where asked.
  private func write(
    _ text: Span<UInt8>, to output: inout NormalizationOutput, evenUnchanged: Bool
  ) {
    NormalizationSource.with(text, table ?? .empty, empty: ()) { source in
      if let table { rewrite(source, table, &output) }
      if evenUnchanged || !output.isUnchanged { output.finish(source) }
    }
  }

  /// Writes those segments of a text that are not in the form.
  private func rewrite(
    _ source: NormalizationSource, _ table: NormalizationTable,
    _ output: inout NormalizationOutput
  ) {
    var index = source.endOfNormalizedPrefix(from: 0)
    guard index < source.count else { return }
    var sequence = CombiningSequence(source, table)
    while index < source.count {
      let end = source.rewriteSyllables(from: index, into: &output)
      index = source.endOfNormalizedPrefix(
        from: end > index ? end : sequence.rewrite(from: index, into: &output))
    }
  }
}
