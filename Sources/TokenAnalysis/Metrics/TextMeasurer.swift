import TextNormalization
package import Tokenization
import TokenizerModel

/// Measures texts with one tokenizer. Takes one text after another on one thread.
package struct TextMeasurer {
  private let session: EncodingSession
  private let vocabularySize: Int

  /// A measurer for a tokenizer.
  package init(_ tokenizer: Tokenizer) {
    session = EncodingSession(tokenizer)
    vocabularySize = (0..<tokenizer.idUpperBound).count {
      tokenizer.tokenBytes(of: TokenID($0)) != nil
    }
  }

  /// Measures the documents of a text, each encoded by itself with no special tokens; empty ones
  /// count for nothing.
  ///
  /// - Throws: `TokenizationError` where a document is too long.
  /// - Complexity: O(bytes).
  package func measure(_ documents: [[UInt8]]) throws(TokenizationError) -> TextMeasures {
    var result = TextMeasures(
      vocabularySize: vocabularySize, idUpperBound: session.tokenizer.idUpperBound)
    var words: [[UInt8]: Bool] = [:]
    let unitCount = min(documents.count, Bootstrap.mostUnits)
    result.units = [TextCounts](repeating: TextCounts(), count: unitCount)
    for (index, document) in documents.enumerated() {
      guard !document.isEmpty else {
        result.documentTokens.append(0)
        continue
      }
      let counts = try measure(document, &result.frequencies, &words)
      result.documentTokens.append(counts.tokens)
      result.counts += counts
      result.units[index * unitCount / documents.count] += counts
    }
    result.wordTypes = words.count
    result.singleTokenWordTypes = words.values.count { $0 }
    return result
  }

  private func measure(
    _ document: [UInt8], _ frequencies: inout TokenFrequencies, _ words: inout [[UInt8]: Bool]
  ) throws(TokenizationError) -> TextCounts {
    let text = try session.tokenize(document)
    let units = TextUnits(document)
    frequencies.add(text.ids)
    let unknown = session.tokenizer.unknownToken
    let isKnown = text.ids.map { $0 != unknown }
    var cursor = TouchingTokens(text.offsets)
    for range in units.words {
      let touching = cursor.touching(range)
      let isWhole = touching.count == 1 && isKnown[touching.lowerBound]
      let word = Array(document[range])
      if isWhole || words[word] == nil { words[word] = isWhole }
    }
    var counts = TextCounts(
      units, byteCount: document.count, offsets: text.offsets, isKnown: isKnown)
    counts.composedTokens = try session.count(Self.composed.normalize(document).bytes)
    counts.decomposedTokens = try session.count(Self.decomposed.normalize(document).bytes)
    return counts
  }

  private static let composed = Normalizer(.nfc)
  private static let decomposed = Normalizer(.nfd)
}
