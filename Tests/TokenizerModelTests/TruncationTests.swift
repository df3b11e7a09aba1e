import PreTokenization
import TextNormalization
import Testing

@testable import TokenizerModel

@Suite("A vocabulary is cut to a size")
struct TruncationTests {
  /// Bytes, then ab, abc, cd, abcd; special tokens behind a gap; a frame and a padding that use them.
  private static var definition: TokenizerDefinition {
    var vocabulary = Vocabulary()
    for byte in UInt8.min...UInt8.max { vocabulary.append([byte]) }
    for token in ["ab", "abc", "cd", "abcd"] { vocabulary.append(token.utf8) }
    let (a, b, c, d) = (TokenID(0x61), TokenID(0x62), TokenID(0x63), TokenID(0x64))
    let merges = [
      Merge(left: a, right: b, result: TokenID(256)),
      Merge(left: TokenID(256), right: c, result: TokenID(257)),
      Merge(left: c, right: d, result: TokenID(258)),
      Merge(left: TokenID(256), right: TokenID(258), result: TokenID(259)),
      Merge(left: TokenID(257), right: d, result: TokenID(259)),
    ]
    let end = FramingToken(content: Array("<|end|>".utf8), id: TokenID(270))
    var definition = TokenizerDefinition(
      normalizer: .none, preTokenizer: .gpt2,
      model: BytePairModel(vocabulary: vocabulary, mergeRule: .merges(merges)),
      addedTokens: [
        AddedToken(content: "<|end|>", id: end.id), AddedToken(content: "<|x|>", id: TokenID(272)),
      ])
    definition.postProcessor = .sequence([.bert(separator: end, classifier: end)])
    definition.padding = Padding(token: end)
    return definition
  }

  @Test func `ids fall by as many as go below them, wherever they are named`() throws {
    let cut = try Self.definition.truncated(to: 260)
    #expect(cut.model.vocabulary.count == 258)
    #expect(cut.model.vocabulary[TokenID(257)]?.elementsEqual("abc".utf8) == true)
    #expect(cut.addedTokens.map(\.id) == [TokenID(268), TokenID(270)])
    let end = FramingToken(content: Array("<|end|>".utf8), id: TokenID(268))
    #expect(cut.postProcessor == .sequence([.bert(separator: end, classifier: end)]))
    #expect(cut.padding?.token == end)
    guard case .merges(let merges) = cut.model.bytePair?.mergeRule else {
      Issue.record("the merges are gone")
      return
    }
    #expect(merges.map(\.result) == [TokenID(256), TokenID(257)])
    #expect(try Self.definition.truncated(to: 262) == Self.definition)
  }

  @Test func `of ranks the highest go`() throws {
    var ranks = Self.definition
    ranks.model.bytePair?.mergeRule = .ranks
    let cut = try ranks.truncated(to: 261)
    #expect(cut.model.bytePair?.mergeRule == .ranks)
    #expect(cut.model.vocabulary.count == 259)
    #expect(cut.addedTokens.map(\.id) == [TokenID(269), TokenID(271)])
  }

  @Test func `of a word list what stands last goes, but no single character`() throws {
    let list = "[PAD]\n[UNK]\na\nab\n##b\n##bc\n가나\n가\n##나\n"
    let definition = try WordListFile.read(Array(list.utf8), normalization: .cased)
    let cut = try definition.truncated(to: 7)
    #expect(
      try WordListFile.write(cut) == Array("[PAD]\n[UNK]\na\nab\n##b\n가\n##나\n".utf8))
    #expect(throws: TokenizerModelError.self) { try definition.truncated(to: 5) }
  }

  @Test(arguments: [0, 257, 263])
  func `a size without sense is refused`(_ size: Int) {
    #expect(throws: TokenizerModelError.self) { try Self.definition.truncated(to: size) }
  }
}
