import PreTokenization
import TextNormalization

extension TokenizerJSON {
  /// A tokenizer read from a file, and what of the file plays no part in it.
  public struct Reading: Sendable, Equatable {
    /// The tokenizer.
    public var definition: TokenizerDefinition
    /// What was read but is not applied to a text alone, one phrase each: a post-processor that
    /// frames a prompt with special tokens, truncation, padding.
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
  private(set) var addedTokens: [AddedToken] = []
  private(set) var normalizer: [NormalizationStep] = []
  private(set) var preTokenizer: [PreTokenizationStep] = []
  private var decoder: [DecodingStep] = []
  private var framing = FramingRules()
  private var model: ModelParts?

  init(reading reader: inout JSONReader) throws {
    try reader.readObject { reader, key in
      let name = String(decoding: key, as: UTF8.self)
      switch name {
      case "version": try reader.skipValue()
      case "added_tokens": addedTokens = try AddedTokenParts.read(&reader)
      case "model": model = try ModelParts(reading: &reader)
      default: try read(name, try FileValue(reading: &reader, at: name))
      }
    }
  }

  private mutating func read(_ name: String, _ value: FileValue) throws(TokenizerModelError) {
    if try framing.read(name, value) { return }
    switch name {
    case "normalizer": normalizer = try NormalizerParts.steps(value)
    case "pre_tokenizer": preTokenizer = try PreTokenizerParts.steps(value)
    case "decoder": decoder = try DecoderParts.steps(value)
    default:
      throw .unsupported(
        place: JSONReader.quoted(name.utf8), value: "a member of no known meaning")
    }
  }

  /// Joins the parts to a definition, checking each against the others.
  func assemble() throws(TokenizerModelError) -> TokenizerJSON.Reading {
    guard let model else { throw .missing(place: "model") }
    let definition = TokenizerDefinition(
      normalizer: normalizer, preTokenizer: preTokenizer, model: try model.assemble(with: self),
      postProcessor: framing.postProcessor, decoder: decoder,
      addedTokens: addedTokens.sorted { $0.id < $1.id }, truncation: framing.truncation,
      padding: framing.padding)
    return TokenizerJSON.Reading(definition: definition, notApplied: framing.phrases())
  }
}

extension JSONReader {
  /// Reads a string as text for comparison with names.
  mutating func readText() throws(JSONError) -> String {
    String(decoding: try readString(), as: UTF8.self)
  }

  /// Reads a string or `null`.
  mutating func readOptionalString() throws(JSONError) -> [UInt8]? {
    try readNull() ? nil : try readString()
  }
}
