internal import PreTokenization
public import TokenizerModel

/// The tokens of a text that grows at its end, such as a chat or a file in an editor.
///
/// After each ``append(_:)-(String)`` the ids are exactly those of the whole text. Only what can still
/// change is encoded anew: the text from the last place where every continuation leaves the cut alone,
/// mostly the last word. Everything before it is settled.
///
/// ```swift
/// var text = try GrowingText(tokenizer)
/// try text.append("말모이는 낱")
/// try text.append("말을 모은다")
/// print(text.ids.count, text.settledCount)
/// ```
///
/// Where the tokenizer cuts by a regular expression of its own, or added tokens may be found, nothing
/// settles, and each step encodes the whole text.
public struct GrowingText {
  /// The ids of the text so far.
  public private(set) var ids: [TokenID] = []
  /// How many ids from the first on no continuation can change. The rest is the unstable tail.
  public private(set) var settledCount = 0
  /// How many bytes the settled ids stand for.
  public private(set) var settledByteCount = 0
  private let session: EncodingSession
  private let policy: SpecialTokenPolicy
  private let canSettle: Bool
  /// The bytes that are not settled.
  private var tail: [UInt8] = []

  /// An empty text.
  ///
  /// - Parameters:
  ///   - tokenizer: The tokenizer whose ids these are.
  ///   - allowedSpecial: Which special tokens the text may spell.
  /// - Throws: `TokenizationError.notASpecialToken` where `allowedSpecial` names none.
  public init(
    _ tokenizer: Tokenizer, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) {
    session = EncodingSession(tokenizer)
    policy = allowedSpecial
    canSettle = try tokenizer.keepsCertainBorders(allowedSpecial)
  }

  /// The length of the text in bytes.
  public var byteCount: Int { settledByteCount + tail.count }

  /// Puts text behind the text so far.
  ///
  /// - Returns: The place of the first id that is new or another than before.
  /// - Throws: What encoding throws; the text is then as it was before.
  /// - Complexity: O(bytes appended + bytes not settled).
  @discardableResult
  public mutating func append(_ text: String) throws(TokenizationError) -> Int {
    try append(text.utf8)
  }

  /// Puts bytes behind the text so far, well-formed UTF-8 or not; a character may come in pieces.
  ///
  /// - Returns: The place of the first id that is new or another than before.
  /// - Throws: What encoding throws; the text is then as it was before.
  /// - Complexity: O(bytes appended + bytes not settled).
  @discardableResult
  public mutating func append(
    _ bytes: some Collection<UInt8>
  ) throws(TokenizationError) -> Int {
    let unsettled = tail + bytes
    let border =
      canSettle
      ? session.tokenizer.preTokenizer.lastCertainBorder(
        in: unsettled.span, 1..<max(1, unsettled.count)) ?? 0 : 0
    var new: [TokenID] = []
    try session.encode(
      unsettled.span.extracting(..<border), appendingTo: &new, allowedSpecial: policy)
    let settled = new.count
    try session.encode(
      unsettled.span.extracting(border...), appendingTo: &new, allowedSpecial: policy)
    let old = ids[settledCount...]
    let common = zip(old, new).prefix { $0 == $1 }.count
    let firstChanged = settledCount + common
    ids.removeSubrange(firstChanged...)
    ids.append(contentsOf: new[common...])
    settledCount += settled
    settledByteCount += border
    tail = Array(unsettled[border...])
    return firstChanged
  }
}
