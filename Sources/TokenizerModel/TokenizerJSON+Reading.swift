import PreTokenization
import TextNormalization

extension TokenizerJSON {
  /// A tokenizer read from a file, and what of the file plays no part in it.
  public struct Reading: Sendable, Equatable {
    /// The tokenizer.
    public var definition: TokenizerDefinition
    /// Members that were read but are not applied to a text alone, one phrase each: a
    /// post-processor that frames a prompt with special tokens, truncation, padding.
    public var notApplied: [String]
  }

  /// Reads the bytes of a tokenizer.json.
  ///
  /// - Throws: `TokenizerModelError` where the file is malformed, contradicts itself or asks for
  ///   something that is not supported.
  /// - Complexity: O(size of the file).
  public static func read(_ bytes: [UInt8]) throws(TokenizerModelError) -> Reading {
    do {
      var reader = JSONReader(bytes)
      let parts = try TokenizerJSONParts(reading: &reader)
      try reader.finish()
      return try parts.assemble()
    } catch let error as JSONError {
      throw .json(error)
    } catch let error as TokenizerModelError {
      throw error
    } catch {
      preconditionFailure("an error of a foreign type: \(error)")
    }
  }
}

/// The members of a tokenizer.json as they stand, before they are held against each other: they may
/// come in any order.
struct TokenizerJSONParts {
  var addedTokens: [AddedToken] = []
  /// Added tokens that a normalizer could change or make: not ASCII, and `normalized`. ASCII stays
  /// itself in every normal form.
  var contentsFoundAfterNormalization: [String] = []
  var normalizer = NormalizationForm.none
  var preTokenizer: SplitPattern?
  var model: BytePairParts?
  var hasByteLevelDecoder = false
  var notApplied: [String] = []

  init(reading reader: inout JSONReader) throws {
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "version": try reader.skipValue()
      case "truncation", "padding":
        if try !reader.readNull() {
          notApplied.append(String(decoding: key, as: UTF8.self))
          try reader.skipValue()
        }
      case "added_tokens": try readAddedTokens(&reader)
      case "normalizer": normalizer = try Self.readNormalizer(&reader, at: "normalizer")
      case "pre_tokenizer": preTokenizer = try PreTokenizerParts(reading: &reader).pattern()
      case "post_processor": try readPostProcessor(&reader)
      case "decoder": try readDecoder(&reader)
      case "model": model = try BytePairParts(reading: &reader)
      default:
        throw TokenizerModelError.unsupported(
          place: JSONReader.quoted(key), value: "a member of no known meaning")
      }
    }
  }

  /// Joins the parts to a definition, checking each against the others.
  func assemble() throws(TokenizerModelError) -> TokenizerJSON.Reading {
    guard let model else { throw .missing(place: "model") }
    guard let preTokenizer else {
      throw .unsupported(place: "pre_tokenizer", value: "without a ByteLevel step")
    }
    if !hasByteLevelDecoder { throw .unsupported(place: "decoder", value: "not ByteLevel") }
    if normalizer != .none, let content = contentsFoundAfterNormalization.first {
      throw .unsupported(
        place: "added_tokens",
        value: "\(JSONReader.quoted(content.utf8)), to be found in normalized text,")
    }
    let definition = TokenizerDefinition(
      normalizer: normalizer, preTokenizer: preTokenizer,
      model: try model.assemble(addedTokens: addedTokens),
      addedTokens: addedTokens.sorted { $0.id < $1.id })
    return TokenizerJSON.Reading(definition: definition, notApplied: notApplied)
  }

  private mutating func readAddedTokens(_ reader: inout JSONReader) throws {
    var seen: Set<[UInt8]> = []
    var seenIDs: Set<TokenID> = []
    try reader.readArray { reader, index in
      let token = try readAddedToken(&reader, at: "added_tokens[\(index)]")
      guard seen.insert(Array(token.content.utf8)).inserted, seenIDs.insert(token.id).inserted
      else {
        throw TokenizerModelError.invalid(
          place: "added_tokens[\(index)]",
          problem: "the id or the content of \(JSONReader.quoted(token.content.utf8)) stands twice")
      }
      addedTokens.append(token)
    }
  }

  private mutating func readAddedToken(
    _ reader: inout JSONReader, at place: String
  ) throws -> AddedToken {
    var content: [UInt8] = []
    var id: Int?
    var isSpecial = false
    var isNormalized = false
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "id": id = try reader.readInteger()
      case "content": content = try reader.readString()
      case "special": isSpecial = try reader.readBool()
      case "normalized": isNormalized = try reader.readBool()
      case let flag where ["single_word", "lstrip", "rstrip"].contains(flag):
        if try reader.readBool() {
          throw TokenizerModelError.unsupported(place: "\(place).\(flag)", value: "true")
        }
      default: try reader.skipValue()
      }
    }
    guard let id else { throw TokenizerModelError.missing(place: "\(place).id") }
    guard (0..<TokenizerJSON.idLimit).contains(id) else {
      throw TokenizerModelError.invalid(
        place: "\(place).id", problem: "\(id) is not between 0 and \(TokenizerJSON.idLimit - 1)")
    }
    if content.isEmpty { throw TokenizerModelError.missing(place: "\(place).content") }
    let text = String(decoding: content, as: UTF8.self)
    if isNormalized, !content.allSatisfy({ $0 < 0x80 }) {
      contentsFoundAfterNormalization.append(text)
    }
    return AddedToken(content: text, id: TokenID(id), isSpecial: isSpecial)
  }

  private static func readNormalizer(
    _ reader: inout JSONReader, at place: String
  ) throws -> NormalizationForm {
    if try reader.readNull() { return .none }
    var type = ""
    var steps: [NormalizationForm] = []
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "type": type = try reader.readText()
      case "normalizers":
        try reader.readArray { reader, index in
          let step = try readNormalizer(&reader, at: "\(place).normalizers[\(index)]")
          if step != .none { steps.append(step) }
        }
      default: try reader.skipValue()
      }
    }
    switch type {
    case "NFC": return .nfc
    case "NFD": return .nfd
    case "NFKC": return .nfkc
    case "NFKD": return .nfkd
    case "Sequence" where steps.count <= 1: return steps.first ?? .none
    case "Sequence":
      throw TokenizerModelError.unsupported(place: place, value: "a sequence of normal forms")
    default:
      throw TokenizerModelError.unsupported(
        place: "\(place).type", value: JSONReader.quoted(type.utf8))
    }
  }

  private mutating func readPostProcessor(_ reader: inout JSONReader) throws {
    if try reader.readNull() { return }
    try reader.readObject { reader, key in
      guard key.elementsEqual("type".utf8) else { return try reader.skipValue() }
      let type = try reader.readText()
      if type != "ByteLevel" { notApplied.append("post_processor \(JSONReader.quoted(type.utf8))") }
    }
  }

  private mutating func readDecoder(_ reader: inout JSONReader) throws {
    if try reader.readNull() { return }
    try reader.readObject { reader, key in
      guard key.elementsEqual("type".utf8) else { return try reader.skipValue() }
      let type = try reader.readText()
      guard type == "ByteLevel" else {
        throw TokenizerModelError.unsupported(
          place: "decoder.type", value: JSONReader.quoted(type.utf8))
      }
      hasByteLevelDecoder = true
    }
  }
}

extension JSONReader {
  /// Reads a string as text for comparison with names.
  mutating func readText() throws(JSONError) -> String {
    String(decoding: try readString(), as: UTF8.self)
  }
}
