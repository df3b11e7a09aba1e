/// Something that would make a call cheaper, and by how much.
public struct Advice: Hashable, Sendable {
  /// What it is about.
  public enum Kind: String, Hashable, Sendable {
    /// The input is a little beyond a border above which all of it is dearer.
    case cliff
    /// Hangul syllables stand as single jamo.
    case decomposedHangul = "decomposed_hangul"
    /// Characters that nobody sees.
    case invisibleCharacters = "invisible_characters"
    /// Spaces in rows, at ends of lines, and empty lines in rows.
    case whiteSpace = "white_space"
  }

  /// What it is about.
  public var kind: Kind
  /// How many of the things there are: tokens beyond the border, syllables, characters.
  public var count: Int
  /// Input tokens of the call before and after.
  public var tokens: (before: Int, after: Int) { (before, after) }
  /// Dollars saved for a call; nil where the price is unknown.
  public var savedUSD: ExactDecimal?
  private var before: Int
  private var after: Int

  init(kind: Kind, count: Int, before: Int, after: Int, savedUSD: ExactDecimal?) {
    self.kind = kind
    self.count = count
    self.before = before
    self.after = after
    self.savedUSD = savedUSD
  }

  /// The advice in one sentence.
  public var text: String {
    let saved = savedUSD.map { ", $\($0.rounded(toPlaces: 6)) less a call" } ?? ""
    let percent = before == 0 ? 0 : 100 * (before - after) / before
    switch kind {
    case .cliff:
      return "\(count) tokens over \(after): cutting them makes all of the input cheaper\(saved)"
    case .decomposedHangul:
      return "\(count) decomposed syllables: NFC saves \(percent) % of the tokens\(saved)"
    case .invisibleCharacters:
      return "\(count) invisible characters: without them \(before - after) tokens fewer\(saved)"
    case .whiteSpace:
      return "\(count) bytes of needless white space: \(before - after) tokens fewer\(saved)"
    }
  }
}
