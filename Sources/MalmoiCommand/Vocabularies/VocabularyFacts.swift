import PreTokenization
import TextNormalization
import TokenizerModel
import VocabularyStore

/// What `vocab inspect` says of a tokenizer.
struct VocabularyFacts {
  private let stored: StoredTokenizer
  private let facts: [(name: String, value: String)]

  init(_ stored: StoredTokenizer) {
    self.stored = stored
    let definition = stored.definition
    let vocabulary = definition.model.vocabulary
    var hangul = 0
    var broken = 0
    var longest = 0
    for index in 0..<vocabulary.upperBound {
      guard let token = vocabulary[TokenID(index)] else { continue }
      longest = max(longest, token.count)
      let text = HangulContent(token)
      if text.hasSyllable { hangul += 1 }
      if text.isBroken { broken += 1 }
    }
    facts = [
      ("name", stored.name), ("file", stored.path),
      ("tokens", grouped(vocabulary.count + definition.addedTokens.count)),
      ("ids", "0 to \(definition.idUpperBound - 1)"), ("merges", Self.merges(definition.model)),
      ("normalizer", Self.normalizer(definition)),
      ("split pattern", Self.splitPattern(definition)),
      ("whole pre-tokens", Self.wholePieces(definition.model)),
      ("special tokens", Self.list(definition.addedTokens.filter(\.isSpecial))),
      ("other added tokens", Self.list(definition.addedTokens.filter { !$0.isSpecial })),
      ("tokens with a Hangul syllable", grouped(hangul)),
      ("tokens that are no whole UTF-8", grouped(broken)),
      ("longest token", "\(longest) bytes"),
    ]
  }

  /// Facts as lines, and the tokens of the given ids.
  func text(ids: [UInt32]) throws -> String {
    var table = ""
    let width = facts.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0
    for (name, value) in facts {
      table += DisplayWidth.padded(name, to: width) + "  " + value + "\n"
    }
    for id in ids {
      table += DisplayWidth.padded("token \(id)", to: width) + "  " + (try shown(id)) + "\n"
    }
    return table
  }

  /// Facts as a JSON object.
  func json(ids: [UInt32]) throws -> [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    for (name, value) in facts {
      writer.key(name.replacing(" ", with: "_"))
      writer.string(value)
    }
    if !ids.isEmpty {
      writer.key("pieces")
      writer.beginObject()
      for id in ids {
        writer.key(String(id))
        writer.string(try piece(id))
      }
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  private func shown(_ id: UInt32) throws -> String {
    var writer = JSONWriter(indented: false)
    writer.string(try piece(id))
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func piece(_ id: UInt32) throws -> String {
    let id = TokenID(rawValue: id)
    if let token = stored.definition.addedTokens.first(where: { $0.id == id }) {
      return token.content
    }
    guard let token = stored.definition.model.vocabulary[id] else {
      throw CommandFailure("\(stored.path): no token has the id \(id.rawValue)")
    }
    return ReadablePiece.text(of: token)
  }

  private static func merges(_ model: TokenModel) -> String {
    switch model {
    case .bytePair(let model):
      if case .merges(let list) = model.mergeRule { grouped(list.count) } else { "by rank" }
    case .characterPair(let model): grouped(model.merges.count)
    case .sentencePiece(let model): model.algorithm == .bytePair ? "by score" : "none"
    case .wordPiece, .unigram, .wordLevel: "none"
    }
  }

  private static func wholePieces(_ model: TokenModel) -> String {
    let areTaken =
      switch model {
      case .bytePair(let model): model.takesWholePreTokens
      case .characterPair(let model): model.takesWholePieces
      case .wordPiece, .unigram, .wordLevel, .sentencePiece: false
      }
    return areTaken ? "taken before merging" : "merged"
  }

  private static func normalizer(_ definition: TokenizerDefinition) -> String {
    if let plain = definition.byteLevel { return plain.normalizer.rawValue }
    let steps = definition.normalizer.map { "\($0)" }
    return steps.isEmpty ? "none" : steps.joined(separator: ", ")
  }

  private static func splitPattern(_ definition: TokenizerDefinition) -> String {
    if let plain = definition.byteLevel { return plain.preTokenizer.shortName }
    let steps = definition.preTokenizer.map { "\($0)" }
    return steps.isEmpty ? "none" : steps.joined(separator: ", ")
  }

  private static func list(_ tokens: [AddedToken]) -> String {
    if tokens.isEmpty { return "none" }
    let shown = tokens.prefix(8).map { "\($0.content) (\($0.id.rawValue))" }
    return shown.joined(separator: ", ")
      + (tokens.count > 8 ? " and \(tokens.count - 8) more" : "")
  }
}

/// What is in a token, as far as Hangul goes.
private struct HangulContent {
  var hasSyllable = false
  var isBroken = false

  init(_ token: ArraySlice<UInt8>) {
    let bytes = Array(token)
    var position = 0
    while position < bytes.count {
      let length = WellFormedUTF8.scalarLength(in: bytes, at: position)
      if length == 0 { isBroken = true }
      if length == 3 {
        let scalar =
          UInt32(bytes[position] & 0xF) << 12 | UInt32(bytes[position + 1] & 0x3F) << 6
          | UInt32(bytes[position + 2] & 0x3F)
        if (0xAC00...0xD7A3).contains(scalar) { hasSyllable = true }
      }
      position += max(1, length)
    }
  }
}

extension SplitPattern {
  /// The name of a known pattern, or the regular expression.
  var shortName: String {
    switch self {
    case .gpt2: "gpt2"
    case .cl100k: "cl100k"
    case .o200k: "o200k"
    case .whitespace: "whitespace"
    case .none: "none"
    default: patternText
    }
  }
}
