import TextNormalization
public import TokenizerModel

/// Turns ids into text as they come, so that what it gives can be shown at once.
///
/// A token may end inside a character. What it gives never ends in an incomplete UTF-8 sequence, nor
/// between conjoining jamo that the next token may still join to one Hangul syllable (U+1112 U+1161
/// U+11AB is 한): the last bytes wait, nine at most, until it is clear that nothing joins them. A
/// whole syllable (가) does not wait for a final consonant that might follow it as a jamo of its own.
/// Where decoding composes text, all waits from the last character on that composes with none before it.
///
/// All that it gives, and what ``finish()`` gives, joined, is what whole decoding gives, byte for byte;
/// bytes that are not well-formed UTF-8 become U+FFFD in the same places.
///
/// ```swift
/// var decoder = StreamingDecoder(tokenizer)
/// for id in generated { print(try decoder.append(id), terminator: "") }
/// print(decoder.finish())
/// ```
public struct StreamingDecoder: Sendable {
  private let tokenizer: Tokenizer
  private let skipped: Set<TokenID>
  /// The bytes that wait.
  private var waiting: [UInt8] = []
  /// Where tokens are not just joined: those whose text is not out yet, and before them one whose text
  /// is.
  private var tokens: [[UInt8]] = []
  private var position = 0

  /// A decoder at the start of a text.
  public init(_ tokenizer: Tokenizer, skippingSpecialTokens: Bool = false) {
    self.tokenizer = tokenizer
    skipped = skippingSpecialTokens ? tokenizer.specialIDs : []
  }

  /// Takes the next id and gives the text that is certain now, maybe none.
  ///
  /// - Throws: `TokenizationError.unknownID` with the id and its position; the decoder can go on with
  ///   other ids.
  /// - Complexity: O(length of the token).
  public mutating func append(_ id: TokenID) throws(TokenizationError) -> String {
    String(decoding: try appendGivingBytes(id), as: UTF8.self)
  }

  /// Takes the next id and gives the bytes that are certain now, as they are.
  ///
  /// - Throws: `TokenizationError.unknownID` with the id and its position; the decoder can go on with
  ///   other ids.
  /// - Complexity: O(length of the token).
  public mutating func appendGivingBytes(_ id: TokenID) throws(TokenizationError) -> [UInt8] {
    // A special token that is left out does not end what waits: its bytes are not there.
    if skipped.contains(id) {
      position += 1
      return []
    }
    if let chain = tokenizer.chain {
      guard let token = tokenizer.chainToken(of: id) else {
        throw .unknownID(id, position: position)
      }
      tokens.append(token)
      if chain.isIncremental { waiting += try takeNewText(chain) }
    } else if !tokenizer.texts.append(id, to: &waiting) {
      throw .unknownID(id, position: position)
    }
    position += 1
    let unfinished =
      tokenizer.composer == nil
      ? UnfinishedText.length(at: waiting) : UnfinishedText.lengthToCompose(at: waiting)
    if unfinished == 0 {
      defer { waiting = [] }
      return waiting
    }
    let certain = waiting.count - unfinished
    let result = Array(waiting[..<certain])
    waiting.removeFirst(certain)
    return composed(result)
  }

  /// The text that the last token adds to what is out.
  private mutating func takeNewText(
    _ chain: TokenChain
  ) throws(TokenizationError) -> ArraySlice<UInt8> {
    let known = try chain.text(of: tokens.dropLast())
    let all = try chain.text(of: tokens)
    // An empty token says nothing about whether what follows is the first; the one before it does.
    tokens.removeFirst(max(0, tokens.last?.isEmpty == true ? tokens.count - 2 : tokens.count - 1))
    if tokens.count == 2 { tokens.removeLast() }
    return all.dropFirst(known.count)
  }

  /// Gives the text that still waits, and starts anew.
  public mutating func finish() -> String {
    String(decoding: finishGivingBytes(), as: UTF8.self)
  }

  /// Gives the bytes that still wait, as they are, and starts anew.
  public mutating func finishGivingBytes() -> [UInt8] {
    defer {
      waiting = []
      tokens = []
      position = 0
    }
    if let chain = tokenizer.chain, !chain.isIncremental {
      // Only a regular expression that takes too long is an error, and then the text is left out.
      return (try? chain.text(of: tokens)) ?? []
    }
    return composed(waiting)
  }

  /// Text as whole decoding gives it, where that composes.
  private func composed(_ bytes: [UInt8]) -> [UInt8] {
    tokenizer.composer?.normalize(bytes).bytes ?? bytes
  }
}
