internal import PreTokenization
public import TokenizerModel

extension Tokenizer {
  /// The token ids of one long text, parts of which are encoded on several threads.
  ///
  /// The text is parted where every text is cut, whatever stands around (a space behind a letter, digit
  /// or sign of ASCII or a Hangul syllable), so the ids are those of the whole. Where the tokenizer cuts
  /// by a regular expression of its own, or added tokens may be found, one thread does it all.
  ///
  /// - Parameters:
  ///   - bytes: The text, well-formed UTF-8 or not.
  ///   - allowedSpecial: Which special tokens it may spell.
  ///   - threads: How many threads to use at most; as many as there are cores run at a time.
  /// - Returns: The ids of the whole text.
  /// - Throws: As ``EncodingSession/encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ bytes: [UInt8], allowedSpecial: SpecialTokenPolicy = .none, threads: Int
  ) throws(TokenizationError) -> [TokenID] {
    if bytes.count > Self.longestText {
      throw .textTooLong(bytes: bytes.count, limit: Self.longestText)
    }
    let isPlain = try keepsCertainBorders(allowedSpecial)
    let size = max(Self.leastPart, bytes.count / (4 * max(1, threads)))
    let parts = isPlain && threads > 1 ? parts(of: bytes, atLeast: size) : [0..<bytes.count]
    let batch = try encodeBatch(
      bytes, documents: parts, allowedSpecial: allowedSpecial, threads: threads)
    return batch.parts.count == 1 ? batch.parts[0].ids : batch.joinedIDs(threads: threads)
  }

  /// Whether texts may be parted at the pre-tokenizer's certain borders: nothing but the pre-tokenizer and
  /// a normal form comes between text and pre-tokens, and no added token may be found.
  ///
  /// - Throws: `TokenizationError.notASpecialToken` where the policy names none.
  func keepsCertainBorders(_ policy: SpecialTokenPolicy) throws(TokenizationError) -> Bool {
    try added.filter(for: policy).isEmpty && stepwise == nil
  }

  /// The least length of a part, in bytes.
  static var leastPart: Int { BatchPlan.leastPart }

  /// The text in parts of at least `size` bytes, but the last, that are encoded as they are in it.
  func parts(of bytes: [UInt8], atLeast size: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    while bytes.count - start > size {
      let range = start + size..<bytes.count
      guard let border = preTokenizer.firstCertainBorder(in: bytes.span, range) else { break }
      parts.append(start..<border)
      start = border
    }
    parts.append(start..<bytes.count)
    return parts
  }
}
