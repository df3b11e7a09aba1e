import PreTokenization
import TextNormalization
import TokenizerModel

@testable import Tokenization

/// A definition with a few Korean and English tokens beside the bytes, for tests that need no more.
func smallDefinition(
  normalizer: NormalizationForm = .none, preTokenizer: SplitPattern = .o200k,
  words: [String] = ["안녕", "하세요", " the", "the", "말모이", " "],
  addedTokens: [(text: String, isSpecial: Bool)] = []
) -> TokenizerDefinition {
  var vocabulary = Vocabulary()
  var known = Set<[UInt8]>()
  var merges: [Merge] = []
  for byte in UInt8.min...UInt8.max { vocabulary.append([byte]) }
  for word in words {
    var left = TokenID(Int(Array(word.utf8)[0]))
    let bytes = Array(word.utf8)
    for length in 2..<max(2, bytes.count + 1) {
      let token = Array(bytes[..<length])
      if known.insert(token).inserted {
        let result = TokenID(vocabulary.upperBound)
        vocabulary.append(token)
        merges.append(Merge(left: left, right: TokenID(Int(token[length - 1])), result: result))
        left = result
      } else {
        left = merges.first { vocabulary[$0.result].map(Array.init) == token }?.result ?? left
      }
    }
  }
  let upperBound = vocabulary.upperBound
  return TokenizerDefinition(
    normalizer: normalizer, preTokenizer: preTokenizer,
    model: BytePairModel(vocabulary: vocabulary, mergeRule: .merges(merges)),
    addedTokens: addedTokens.enumerated().map { place, token in
      AddedToken(
        content: token.text, id: TokenID(upperBound + place), isSpecial: token.isSpecial)
    })
}
