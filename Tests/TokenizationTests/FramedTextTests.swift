import CorpusReading
import Foundation
import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

/// What tokenizers 0.23 makes of generated texts (Scripts/goldens/framed_texts.py).
@Suite("Texts in frames, cut and filled up, are those of the reference")
struct FramedTextTests {
  struct Goldens: Decodable {
    var files: [File]
  }

  struct File: Decodable {
    var vocabulary: String
    var cases: [Case]
  }

  struct Case: Decodable {
    struct Limit: Decodable {
      var max_length: Int
      var stride: Int
      var strategy: String
      var direction: String
    }
    struct Filling: Decodable {
      var length: Int?
      var pad_to_multiple_of: Int?
      var direction: String
    }
    var inputs: [[String?]]
    var add_special_tokens: Bool
    var truncation: Limit?
    var padding: Filling?
    /// For each input its windows; nil where the reference refuses or breaks down.
    var result: [[Window]]?
  }

  /// A window as the reference has it, with offsets in scalars.
  struct Window: Decodable, Equatable {
    var ids: [UInt32]
    var typeIDs: [Int]
    var attentionMask: [UInt8]
    var specialTokensMask: [UInt8]
    var offsets: [[Int]]

    init(from decoder: any Decoder) throws {
      var lists = try decoder.unkeyedContainer()
      ids = try lists.decode([UInt32].self)
      typeIDs = try lists.decode([Int].self)
      attentionMask = try lists.decode([UInt8].self)
      specialTokensMask = try lists.decode([UInt8].self)
      offsets = try lists.decode([[Int]].self)
    }

    init(_ framed: FramedText, texts: [String]) {
      ids = framed.ids.map(\.rawValue)
      typeIDs = framed.typeIDs
      attentionMask = framed.attentionMask
      specialTokensMask = framed.specialTokensMask
      offsets = zip(framed.offsets, framed.textNumbers).map { range, number in
        guard let number else { return [0, 0] }
        // The reference has no offsets inside a character: such a token takes all of it.
        let tokens = TokenizedText(ids: [], offsets: [range])
        let whole = tokens.offsets(in: .scalars, of: texts[number])[0]
        return [whole.lowerBound, whole.upperBound]
      }
    }
  }

  private static let bytes = Result {
    try readWholeFile(
      URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Goldens/framed-texts.json.gz").path, decompressing: true)
  }

  @Test("by every post-processor")
  func goldens() throws {
    let bytes = try Self.bytes.get()
    let files = try JSONDecoder().decode(Goldens.self, from: Data(bytes)).files
    let processors = try Self.processors(bytes)
    var tokenizers: [String: Tokenizer] = [:]
    for (file, rules) in zip(files, processors) {
      var tokenizer =
        try tokenizers[file.vocabulary]
        ?? Tokenizer(
          TokenizerJSON.read(try Checkout.read(file.vocabulary + "/tokenizer.json")).definition)
      tokenizers[file.vocabulary] = tokenizer
      tokenizer.framingRules = rules
      for (number, entry) in file.cases.enumerated() {
        let comment: Comment = "\(file.vocabulary), \(rules), case \(number)"
        #expect(Self.result(of: entry, tokenizer) == entry.result, comment)
      }
    }
  }

  /// `<mask>` of RoBERTa takes the white space before it in; tokenizers 0.23 gives (3, 9).
  @Test("white space that an added token took in is trimmed too")
  func trimmedAddedToken() throws {
    let bytes = (UInt8.min...UInt8.max).map { [$0] }
    var vocabulary = Vocabulary()
    for byte in bytes { vocabulary.append(byte) }
    var definition = TokenizerDefinition(
      normalizer: .none, preTokenizer: .gpt2,
      model: BytePairModel(vocabulary: vocabulary, mergeRule: .merges([])),
      addedTokens: [AddedToken(content: "<mask>", id: TokenID(256), takesSpaceBefore: true)])
    definition.postProcessor = .byteLevel(
      addsPrefixSpace: false, trimsOffsets: true, usesPattern: true)
    let framed = try EncodingSession(try Tokenizer(definition))
      .frame("a \t<mask>", allowedSpecial: .all)
    #expect(framed.ids.map(\.rawValue) == [97, 256])
    #expect(framed.offsets == [0..<1, 3..<9])
  }

  /// The post-processors of the goldens, read by our own reader.
  private static func processors(_ bytes: [UInt8]) throws -> [FramingRules] {
    let golden = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    return try (golden?["files"] as? [[String: Any]] ?? []).map { file in
      let object = ["post_processor": file["post_processor"] ?? NSNull()]
      return try FramingRules(reading: Array(JSONSerialization.data(withJSONObject: object)))
    }
  }

  private static func result(of entry: Case, _ tokenizer: Tokenizer) -> [[Window]]? {
    let texts = entry.inputs.map { ($0[0] ?? "", pair: $0[1]) }
    let framed = try? tokenizer.frameBatch(
      texts, as: framing(entry), allowedSpecial: .all, threads: 1)
    return framed.map { inputs in
      zip(inputs, texts).map { input, text in
        ([input] + input.overflow).map { Window($0, texts: [text.0, text.pair ?? ""]) }
      }
    }
  }

  private static func framing(_ entry: Case) -> Framing {
    Framing(
      addsSpecialTokens: entry.add_special_tokens,
      truncation: entry.truncation.map {
        Truncation(
          length: $0.max_length, strategy: .init(rawValue: $0.strategy) ?? .longestFirst,
          direction: .init(rawValue: $0.direction) ?? .right, stride: $0.stride)
      },
      padding: entry.padding.map {
        Padding(
          length: $0.length, direction: .init(rawValue: $0.direction) ?? .right,
          multiple: $0.pad_to_multiple_of,
          token: FramingToken(content: Array("[PAD]".utf8), id: TokenID(0)))
      },
      keepsOverflow: true)
  }
}
