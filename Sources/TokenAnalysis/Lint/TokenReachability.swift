import PreTokenization
import TextNormalization
import Tokenization
import TokenizerModel

/// Whether encoding some text gives a token.
///
/// A token of whole UTF-8 is reachable if it comes out at its place when what it writes is encoded alone
/// or between neighbours: letters of several kinds, a digit, white space, punctuation, and letters that
/// begin words in this vocabulary. A token of stray bytes never stands alone in text; it is reachable if
/// merging its own bytes gives it. So a token may be unreachable and not be found, but what is found
/// comes out in none of those places.
struct TokenReachability {
  private let session: EncodingSession
  /// In byte-pair encoding over bytes, the same merges over text that is not cut and not taken whole.
  private let merging: EncodingSession?
  /// Letters that are tokens at the beginning of a word where tokens inside of words have others.
  private let initials: [[UInt8]]

  init(_ definition: TokenizerDefinition, _ tokenizer: Tokenizer) throws(TokenizationError) {
    session = EncodingSession(tokenizer)
    guard var model = definition.model.bytePair else {
      merging = nil
      initials = Self.initials(of: definition.model.vocabulary)
      return
    }
    initials = []
    model.takesWholePreTokens = false
    let bare = TokenizerDefinition(normalizer: .none, preTokenizer: .none, model: model)
    merging = EncodingSession(try Tokenizer(bare))
  }

  /// A few dozen letters out of all that are tokens.
  private static func initials(of vocabulary: Vocabulary) -> [[UInt8]] {
    let letters = (0..<vocabulary.upperBound).compactMap { index -> [UInt8]? in
      guard let token = vocabulary[TokenID(index)].map({ Array($0) }) else { return nil }
      let scalars = TextScalar.all(in: token)
      guard scalars.count == 1, let scalar = scalars[0].value,
        ScalarClassTable.shared[scalar].isOne(of: .letter)
      else { return nil }
      return token
    }
    return stride(from: 0, to: letters.count, by: max(1, letters.count / 32)).map { letters[$0] }
  }

  private static let neighbours = [
    "", "a", "A", "가", "1", " ", ".", "\n", "s", "t", "é", "漢", "'", "/", "¶", "  ", "\t",
  ].map { Array($0.utf8) }

  /// Whether a token that writes some bytes comes out.
  func isReachable(_ id: TokenID, _ token: [UInt8], isWhole: Bool) -> Bool {
    if !isWhole, let merging { return (try? merging.encode(token)) == [id] }
    for before in Self.neighbours + initials {
      for after in Self.neighbours {
        guard let text = try? session.tokenize(before + token + after) else { continue }
        let place = before.count..<(before.count + token.count)
        if zip(text.ids, text.offsets).contains(where: { $0 == id && isRight($1, place) }) {
          return true
        }
      }
    }
    return false
  }

  /// Whether a token's place in the text is that of the bytes it writes. Outside of byte-pair encoding
  /// over bytes it may cover more or less: a space that belongs to it, or what normalizing changed.
  private func isRight(_ found: Range<Int>, _ place: Range<Int>) -> Bool {
    merging == nil ? found.overlaps(place) : found == place
  }
}
