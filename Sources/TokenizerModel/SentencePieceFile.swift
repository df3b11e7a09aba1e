package import TextNormalization

/// SentencePiece's `.model` files.
///
/// Source: `sentencepiece_model.proto` and `ModelInterface` of google/sentencepiece.
public enum SentencePieceFile {
  /// Whether the bytes begin like a model: with a piece, the first field of the message.
  package static func isLikely(_ bytes: [UInt8]) -> Bool { bytes.first == 0x0A }

  /// Reads the bytes of a `.model` file.
  ///
  /// Control symbols become added tokens, so that text spells them only where the caller allows it.
  ///
  /// - Throws: `TokenizerModelError` where the file is malformed, contradicts itself or asks for
  ///   something that is not supported.
  /// - Complexity: O(size of the file).
  public static func read(_ bytes: [UInt8]) throws(TokenizerModelError) -> TokenizerDefinition {
    var parts = SentencePieceParts()
    try parts.read(bytes)
    return try parts.assemble()
  }
}

/// The members of a `.model` file as they stand, or of what holds the same.
struct SentencePieceParts {
  private struct Piece {
    var text: ArraySlice<UInt8> = []
    var score: Float = 0
    var kind = SentencePieceModel.Kind.normal
  }

  private var pieces: [Piece] = []
  var modelType: UInt64 = 1
  var fallsBackToBytes = false
  private var unknownSurface = Array(" \u{2047} ".utf8)
  var normalization = SentencePieceNormalization()

  /// Takes a piece, which has text and a finite score.
  mutating func append(
    _ text: ArraySlice<UInt8>, _ score: Float, _ kind: SentencePieceModel.Kind
  ) {
    pieces.append(Piece(text: text, score: score, kind: kind))
  }

  mutating func read(_ bytes: [UInt8]) throws(TokenizerModelError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: try readPiece(bytes, try field.range())
      case 2: try readTrainerSpec(bytes, try field.range())
      case 3: try readNormalizerSpec(bytes, try field.range())
      case 5: try refuseDenormalizer(bytes, try field.range())
      default: continue
      }
    }
  }

  private mutating func readPiece(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(TokenizerModelError) {
    let place = "pieces[\(pieces.count)]"
    guard pieces.count < TokenizerJSON.idLimit else {
      throw .invalid(place: place, problem: "more than \(TokenizerJSON.idLimit) pieces")
    }
    var piece = Piece()
    var reader = ProtobufReader(bytes, range)
    while let field = try reader.next() {
      switch field.number {
      case 1: piece.text = bytes[try field.range()]
      case 2: piece.score = try field.float()
      case 3:
        let type = try field.varint()
        guard let kind = UInt8(exactly: type).flatMap(SentencePieceModel.Kind.init) else {
          throw .unsupported(place: "\(place).type", value: "\(type)")
        }
        piece.kind = kind
      default: continue
      }
    }
    if piece.text.isEmpty { throw .invalid(place: place, problem: "a piece without text") }
    guard piece.score.isFinite else {
      throw .invalid(place: "\(place).score", problem: "\(piece.score)")
    }
    pieces.append(piece)
  }

  private mutating func readTrainerSpec(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(TokenizerModelError) {
    var reader = ProtobufReader(bytes, range)
    while let field = try reader.next() {
      switch field.number {
      case 3: modelType = try field.varint()
      case 24: normalization.spacesFollowWords = try field.flag()
      case 35: fallsBackToBytes = try field.flag()
      case 44: unknownSurface = Array(bytes[try field.range()])
      default: continue
      }
    }
  }

  private mutating func readNormalizerSpec(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(TokenizerModelError) {
    var reader = ProtobufReader(bytes, range)
    while let field = try reader.next() {
      switch field.number {
      case 2:
        let map = CharacterMap(Array(bytes[try field.range()]))
        normalization.characterMap = map.bytes.isEmpty ? nil : map
      case 3: normalization.addsDummyPrefix = try field.flag()
      case 4: normalization.removesExtraSpaces = try field.flag()
      case 5: normalization.escapesSpaces = try field.flag()
      default: continue
      }
    }
    guard let map = normalization.characterMap else { return }
    do throws(TextNormalizationError) {
      _ = try CharacterMapTables(map)
    } catch {
      throw .invalid(
        place: "normalizer_spec.precompiled_charsmap", problem: error.description)
    }
  }

  private func refuseDenormalizer(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(TokenizerModelError) {
    var reader = ProtobufReader(bytes, range)
    while let field = try reader.next() {
      if field.number == 2, !(try field.range().isEmpty) {
        throw .unsupported(place: "denormalizer_spec.precompiled_charsmap", value: "not empty")
      }
    }
  }
}

extension SentencePieceParts {
  /// Holds the parts against each other, as SentencePiece itself does when it loads a model.
  func assemble() throws(TokenizerModelError) -> TokenizerDefinition {
    let algorithm: SentencePieceModel.Algorithm
    switch modelType {
    case 1: algorithm = .unigram
    case 2: algorithm = .bytePair
    case 3: throw .unsupported(place: "trainer_spec.model_type", value: "WORD")
    case 4:
      // Where no token is longer than a character, no pair merges.
      try checkCharacters()
      algorithm = .bytePair
    default: throw .unsupported(place: "trainer_spec.model_type", value: "\(modelType)")
    }
    let unknown = try findUnknown()
    try checkTexts()
    try checkBytes()
    var vocabulary = Vocabulary()
    for piece in pieces { vocabulary.append(piece.text) }
    let model = SentencePieceModel(
      algorithm: algorithm, vocabulary: vocabulary, scores: pieces.map(\.score),
      kinds: pieces.map(\.kind), unknownToken: unknown, unknownSurface: unknownSurface,
      fallsBackToBytes: fallsBackToBytes)
    return try SentencePieceFile.definition(of: model, normalization)
  }

  /// No piece of text is longer than a character.
  private func checkCharacters() throws(TokenizerModelError) {
    for (place, piece) in pieces.enumerated() where piece.kind == .normal {
      if String(decoding: piece.text, as: UTF8.self).unicodeScalars.count == 1 { continue }
      throw .unsupported(
        place: "pieces[\(place)]",
        value: "\(JSONReader.quoted(piece.text)), longer than a character, in a model of type CHAR")
    }
  }

  private func findUnknown() throws(TokenizerModelError) -> TokenID {
    let unknown = pieces.indices.filter { pieces[$0].kind == .unknown }
    guard let first = unknown.first else { throw .missing(place: "a piece of type UNKNOWN") }
    guard unknown.count == 1 else {
      throw .invalid(place: "pieces[\(unknown[1])]", problem: "a second piece of type UNKNOWN")
    }
    return TokenID(first)
  }

  /// No text stands twice among pieces of text, nor among the others.
  private func checkTexts() throws(TokenizerModelError) {
    var texts = [Set<ArraySlice<UInt8>>](repeating: [], count: 2)
    for (place, piece) in pieces.enumerated() {
      let isText = [.normal, .userDefined, .unused].contains(piece.kind)
      guard texts[isText ? 0 : 1].insert(piece.text).inserted else {
        throw .invalid(
          place: "pieces[\(place)]", problem: "\(JSONReader.quoted(piece.text)) stands twice")
      }
    }
    if texts[0].isEmpty { throw .missing(place: "a piece of type NORMAL") }
  }

  private func checkBytes() throws(TokenizerModelError) {
    var isPresent = [Bool](repeating: false, count: 256)
    for (place, piece) in pieces.enumerated() where piece.kind == .byte {
      guard fallsBackToBytes, let byte = ByteName.byte(of: piece.text) else {
        throw .invalid(
          place: "pieces[\(place)]",
          problem: "\(JSONReader.quoted(piece.text)) is of type BYTE"
            + (fallsBackToBytes ? "" : ", but byte_fallback is false"))
      }
      isPresent[Int(byte)] = true
    }
    if fallsBackToBytes, let byte = isPresent.firstIndex(of: false) {
      let name = String(decoding: ByteName.text(of: UInt8(byte)), as: UTF8.self)
      throw .missing(place: "the byte piece \(name)")
    }
  }
}

extension SentencePieceFile {
  /// The definition of a model that normalizes by the given rules; user-defined symbols are protected.
  package static func definition(
    of model: SentencePieceModel, _ normalization: SentencePieceNormalization
  ) throws(TokenizerModelError) -> TokenizerDefinition {
    var normalization = normalization
    normalization.protectedTexts = model.ids(of: .userDefined).map {
      Array(model.vocabulary[$0] ?? [])
    }
    var texts: Set<[UInt8]> = []
    var added: [AddedToken] = []
    for id in model.ids(of: .control) {
      let text = Array(model.vocabulary[id] ?? [])
      // A text that is not UTF-8 cannot be asked for by name.
      guard let content = String(validating: text, as: UTF8.self), texts.insert(text).inserted
      else { continue }
      added.append(AddedToken(content: content, id: id))
    }
    return TokenizerDefinition(
      normalizer: [.sentencePiece(normalization)], preTokenizer: [],
      model: .sentencePiece(model),
      decoder: [
        .sentencePiece(
          SentencePieceDecoding(
            dropsFirstSpace: normalization.addsDummyPrefix || normalization.removesExtraSpaces,
            dropsFirstSpaces: normalization.removesExtraSpaces,
            controls: model.ids(of: .control).map { Array(model.vocabulary[$0] ?? []) },
            unknown: Array(model.vocabulary[model.unknownToken] ?? []),
            unknownSurface: model.unknownSurface, readsBytes: model.fallsBackToBytes))
      ], addedTokens: added)
  }
}
