import PreTokenization
import TextNormalization
import Tokenization
import TokenizerModel

/// Whether encoding some text gives a token.
///
/// A token of whole UTF-8 is reachable if it comes out at its place when its bytes are encoded alone
/// or between neighbours: letters of several kinds, a digit, white space, punctuation. A token of
/// stray bytes never stands alone in text; it is reachable if merging its own bytes gives it. So a
/// token may be unreachable and not be found, but what is found comes out in none of those places.
struct TokenReachability {
  private let session: EncodingSession
  /// The same merges over text that is not cut and not taken whole.
  private let merging: EncodingSession

  init(_ definition: TokenizerDefinition, _ tokenizer: Tokenizer) throws(TokenizationError) {
    session = EncodingSession(tokenizer)
    guard var model = definition.model.bytePair else {
      throw .unsupported(part: "a lint of anything but byte-pair encoding over bytes")
    }
    model.takesWholePreTokens = false
    let bare = TokenizerDefinition(normalizer: .none, preTokenizer: .none, model: model)
    merging = EncodingSession(try Tokenizer(bare))
  }

  private static let neighbours = [
    "", "a", "A", "가", "1", " ", ".", "\n", "s", "t", "é", "漢", "'", "/", "¶", "  ", "\t",
  ].map { Array($0.utf8) }

  func isReachable(_ id: TokenID, _ token: [UInt8], isWhole: Bool) -> Bool {
    if !isWhole { return (try? merging.encode(token)) == [id] }
    for before in Self.neighbours {
      for after in Self.neighbours {
        guard let text = try? session.tokenize(before + token + after) else { continue }
        let place = before.count..<(before.count + token.count)
        if zip(text.ids, text.offsets).contains(where: { $0 == id && $1 == place }) { return true }
      }
    }
    return false
  }
}
