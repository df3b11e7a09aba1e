import PreTokenization
import TextNormalization
import Tokenization
import TokenizerModel

/// A tokenizer of the 256 bytes and some tokens after them, the earlier the sooner merged.
func smallTokenizer(
  _ tokens: [[UInt8]], pattern: SplitPattern = .none, added: [AddedToken] = []
) throws -> Tokenizer {
  try Tokenizer(smallDefinition(tokens, pattern: pattern, added: added))
}

/// The definition of such a tokenizer; its tokens have the ids from 256.
func smallDefinition(
  _ tokens: [[UInt8]], pattern: SplitPattern = .none, added: [AddedToken] = []
) -> TokenizerDefinition {
  var vocabulary = Vocabulary()
  for byte in UInt8.min...UInt8.max { vocabulary.append([byte]) }
  for token in tokens { vocabulary.append(token) }
  return TokenizerDefinition(
    normalizer: .none, preTokenizer: pattern,
    model: BytePairModel(vocabulary: vocabulary, mergeRule: .ranks, takesWholePreTokens: true),
    addedTokens: added)
}

/// Token bytes so that a word is built up from the left: 가나 gives its prefixes of 2 to 6 bytes.
func prefixes(of words: [String]) -> [[UInt8]] {
  var result: [[UInt8]] = []
  for word in words {
    let bytes = Array(word.utf8)
    for end in stride(from: 2, through: bytes.count, by: 1) {
      let prefix = Array(bytes[..<end])
      if !result.contains(prefix) { result.append(prefix) }
    }
  }
  return result
}
