public import PreTokenization

/// GPT-2's first format: `vocab.json`, the ids of texts in GPT-2's alphabet, and `merges.txt`.
///
/// The files hold no split pattern; `gpt2` is the one of the models that were published so.
public enum VocabularyAndMerges {
  /// Texts that are control marks wherever they stand in such a vocabulary.
  private static let specialTexts = [
    "<|endoftext|>", "<|startoftext|>", "<s>", "</s>", "<unk>", "<pad>", "<mask>",
  ]

  /// Reads the bytes of both files.
  ///
  /// - Throws: `TokenizerModelError` where a file is malformed or they contradict each other; a line
  ///   is one of `merges.txt`.
  /// - Complexity: O(size of the files), expected.
  public static func read(
    vocabulary: [UInt8], merges: [UInt8], pattern: SplitPattern = .gpt2
  ) throws(TokenizerModelError) -> TokenizerDefinition {
    var lists = BytePairLists()
    lists.patterns = [pattern]
    do {
      var reader = JSONReader(vocabulary)
      try reader.readObject { reader, key in
        lists.tokens.append(BytePairLists.Token(text: key[...], id: try reader.readInteger()))
      }
      try reader.finish()
    } catch let error as JSONError {
      throw .json(error)
    } catch { preconditionFailure("an error of a foreign type: \(error)") }
    lists.merges = try lines(merges)
    lists.addedTokens = lists.tokens.compactMap { token in
      let content = String(decoding: token.text, as: UTF8.self)
      guard specialTexts.contains(content), (0..<TokenizerJSON.idLimit).contains(token.id) else {
        return nil
      }
      return AddedToken(content: content, id: TokenID(token.id))
    }
    return try lists.definition()
  }

  private static func lines(
    _ merges: [UInt8]
  ) throws(TokenizerModelError) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var number = 0
    for line in merges.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty || text.starts(with: "#version".utf8) { continue }
      guard text.count(where: { $0 == 0x20 }) == 1 else {
        throw .line(number, problem: "\(JSONReader.quoted(text)) is not two tokens and a space")
      }
      result.append(text)
    }
    return result
  }
}
