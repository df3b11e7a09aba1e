/// The published texts of patterns that have scanners.
enum KnownPattern {
  /// GPT-2's, as it was released.
  static let gpt2 = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
  /// GPT-2's, as tiktoken 0.14 spells it; it cuts alike.
  static let tiktokenGPT2 =
    #"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"#

  /// cl100k's, as tiktoken 0.14 cuts, in a spelling that all engines read alike.
  static let cl100k = cl100k(digits: "{1,3}")
  /// cl100k's, as tiktoken 0.14 spells it; `{1,3}+` is possessive there.
  static let tiktokenCL100k = cl100k(digits: "{1,3}+")

  private static func cl100k(digits: String) -> String {
    #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}"# + digits
      + #"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"#
  }

  /// o200k's.
  static let o200k =
    #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"#
    + #"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#
    + #"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"#
    + #"(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*"#
    + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#

  /// Words with one space before them.
  static let whitespace = #" ?\S+|\s+(?!\S)|\s+"#
  /// The whole text.
  static let whole = #"[\s\S]+"#

  /// The last of DeepSeek V3's three patterns.
  static let deepSeek =
    ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"##
    + #"| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#

  /// The scanner for Qwen 3.5's pattern, with one digit a pre-token or up to three; nil for another
  /// text.
  static func markedWordRelative(_ text: String) -> MarkedWordScanner? {
    for (limit, digits) in [(3, "{1,3}"), (1, "")] {
      let known =
        #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}"# + digits
        + #"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
      if known.utf8.elementsEqual(text.utf8) { return MarkedWordScanner(digitLimit: limit) }
    }
    return nil
  }

  /// The scanner for a published relative of cl100k's pattern, or nil where the text is none.
  ///
  /// They are cl100k's first text, of 2023, which many models took over, with one to three digits a
  /// pre-token, and the same with possessive quantifiers. White space at the end of a text falls into
  /// parts in them: `\s*[\r\n]+` takes the line ends first.
  static func cl100kRelative(_ text: String) -> CL100kScanner? {
    for (limit, digits) in [(3, "{1,3}"), (2, "{1,2}"), (1, "")] {
      let plain =
        #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"# + digits
        + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
      let possessive =
        #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}"# + digits
        + #"| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"#
      if [plain, possessive].contains(where: { $0.utf8.elementsEqual(text.utf8) }) {
        return CL100kScanner(digitLimit: limit, keepsTrailingRunWhole: false)
      }
    }
    return nil
  }
}
