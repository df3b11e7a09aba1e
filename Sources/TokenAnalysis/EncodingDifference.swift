public import Tokenization
public import TokenizerModel

/// How much of some text two tokenizers encode differently, by language.
public struct EncodingDifference: Sendable, Equatable {
  /// The text of a language.
  public struct Share: Sendable, Equatable {
    /// How many bytes its lines have.
    public var bytes = 0
    /// How many of them lie in lines that have other ids.
    public var changedBytes = 0
    /// How many tokens the first tokenizer makes of them.
    public var oldTokens = 0
    /// How many the second makes.
    public var newTokens = 0
  }

  /// The first place where the ids part.
  public struct Divergence: Sendable, Equatable {
    /// The line, counted from 1 over all that was taken.
    public var line: Int
    /// How many ids at the start of the line are the same.
    public var position: Int
    /// The id there of the first tokenizer; nil at the end of its ids.
    public var old: TokenID?
    /// That of the second.
    public var new: TokenID?
  }

  /// Lines with Hangul in them.
  public private(set) var korean = Share()
  /// All other lines.
  public private(set) var other = Share()
  /// Where the ids part first.
  public private(set) var first: Divergence?
  private var lines = 0

  /// No text yet.
  public init() {}

  /// Takes a line up.
  ///
  /// - Throws: `TokenizationError` where a tokenizer cannot encode it.
  public mutating func take(
    _ line: [UInt8], _ old: EncodingSession, _ new: EncodingSession
  ) throws(TokenizationError) {
    lines += 1
    let (oldIDs, newIDs) = (try old.encode(line), try new.encode(line))
    let isKorean = String(decoding: line, as: UTF8.self).unicodeScalars.contains {
      (0xAC00...0xD7A3).contains($0.value) || (0x1100...0x11FF).contains($0.value)
        || (0x3131...0x318E).contains($0.value)
    }
    var share = isKorean ? korean : other
    share.bytes += line.count
    share.oldTokens += oldIDs.count
    share.newTokens += newIDs.count
    if oldIDs != newIDs {
      share.changedBytes += line.count
      if first == nil {
        let position = zip(oldIDs, newIDs).prefix { $0 == $1 }.count
        first = Divergence(
          line: lines, position: position,
          old: position < oldIDs.count ? oldIDs[position] : nil,
          new: position < newIDs.count ? newIDs[position] : nil)
      }
    }
    if isKorean { korean = share } else { other = share }
  }
}
