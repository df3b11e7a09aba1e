public import TokenizerModel

/// The tokens of a text, or of a pair of texts, as a model takes them: for each token an entry in every
/// list.
public struct FramedText: Sendable, Equatable {
  /// The ids.
  public internal(set) var ids: [TokenID] = []
  /// Which part of the input each token belongs to, as models of sentence pairs want to know.
  public internal(set) var typeIDs: [Int] = []
  /// 1 for each token that the model is to look at, 0 for padding.
  public internal(set) var attentionMask: [UInt8] = []
  /// 1 for each token of the frame and of padding, 0 for those of the texts.
  public internal(set) var specialTokensMask: [UInt8] = []
  /// For each token the source bytes that it came from, in its own text; 0..<0 for those of the frame
  /// and of padding. What was put before a text, such as a space, takes the first character there.
  public internal(set) var offsets: [Range<Int>] = []
  /// The text that each token came from, 0 or 1; nil for those of the frame and of padding.
  public internal(set) var textNumbers: [Int?] = []
  /// What truncation cut off, in further windows, where it was to be kept. They have none themselves.
  public internal(set) var overflow: [FramedText] = []

  /// Nothing.
  init() {}

  /// The tokens of the text of a number, not yet in a frame.
  init(_ text: TokenizedText, number: Int) {
    let count = text.ids.count
    ids = text.ids
    typeIDs = [Int](repeating: number, count: count)
    attentionMask = [UInt8](repeating: 1, count: count)
    specialTokensMask = [UInt8](repeating: 0, count: count)
    offsets = text.offsets
    textNumbers = [Int?](repeating: number, count: count)
  }

  /// Tokens of a frame, or of padding.
  init(_ tokens: [FramingToken], typeID: Int, isPadding: Bool = false) {
    ids = tokens.map(\.id)
    typeIDs = [Int](repeating: typeID, count: tokens.count)
    attentionMask = [UInt8](repeating: isPadding ? 0 : 1, count: tokens.count)
    specialTokensMask = [UInt8](repeating: 1, count: tokens.count)
    offsets = [Range<Int>](repeating: 0..<0, count: tokens.count)
    textNumbers = [Int?](repeating: nil, count: tokens.count)
  }

  /// The number of tokens, without those of further windows.
  public var count: Int { ids.count }

  /// Appends the tokens of another, without its further windows.
  mutating func append(_ other: FramedText) {
    ids += other.ids
    typeIDs += other.typeIDs
    attentionMask += other.attentionMask
    specialTokensMask += other.specialTokensMask
    offsets += other.offsets
    textNumbers += other.textNumbers
  }

  /// The tokens of a range, without further windows.
  subscript(range: Range<Int>) -> FramedText {
    var part = FramedText()
    part.ids = Array(ids[range])
    part.typeIDs = Array(typeIDs[range])
    part.attentionMask = Array(attentionMask[range])
    part.specialTokensMask = Array(specialTokensMask[range])
    part.offsets = Array(offsets[range])
    part.textNumbers = Array(textNumbers[range])
    return part
  }

  /// Gives all tokens one type id.
  mutating func setTypeID(_ typeID: Int) {
    typeIDs = [Int](repeating: typeID, count: count)
  }
}
