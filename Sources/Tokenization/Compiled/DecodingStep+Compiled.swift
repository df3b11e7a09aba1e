import PreTokenization
import TextNormalization
import TokenizerModel

extension DecodingStep {
  /// Writes the step: its number in the order of the cases, and what belongs to it.
  func write(to writer: inout FactWriter) {
    switch self {
    case .byteLevel: writer.tag(0)
    case .composedByteLevel: writer.tag(1)
    case .wordPiece(let prefix, let cleansUp):
      writer.tag(2)
      writer.text(prefix)
      writer.flag(cleansUp)
    case .metaspace(let metaspace):
      writer.tag(3)
      metaspace.write(to: &writer)
    case .bytePair(let suffix):
      writer.tag(4)
      writer.text(suffix)
    case .ctc(let padding, let wordDelimiter, let cleansUp):
      writer.tag(5)
      writer.text(padding)
      writer.text(wordDelimiter)
      writer.flag(cleansUp)
    case .fuse: writer.tag(6)
    case .byteFallback: writer.tag(7)
    case .strip(let scalar, let left, let right):
      writer.tag(8)
      writer.number(Int(scalar.value))
      // No token is as long as these.
      for count in [left, right] { writer.number(min(max(count, 0), 0xFFFF_FFFF)) }
    case .replace(let pattern, let text):
      writer.tag(9)
      pattern.write(to: &writer)
      writer.text(text)
    case .sentencePiece(let decoding):
      writer.tag(10)
      decoding.write(to: &writer)
    }
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    switch try reader.tag(below: 11) {
    case 0: self = .byteLevel
    case 1: self = .composedByteLevel
    case 2: self = .wordPiece(prefix: try reader.bytes(), cleansUp: try reader.flag())
    case 3: self = .metaspace(try Metaspace(from: &reader))
    case 4: self = .bytePair(suffix: try reader.bytes())
    case 5:
      self = .ctc(
        padding: try reader.bytes(), wordDelimiter: try reader.bytes(),
        cleansUp: try reader.flag())
    case 6: self = .fuse
    case 7: self = .byteFallback
    case 8:
      self = .strip(
        try reader.scalar(), left: try reader.number(), right: try reader.number())
    case 9: self = .replace(try TextPattern(from: &reader), with: try reader.bytes())
    default: self = .sentencePiece(try SentencePieceDecoding(from: &reader))
    }
  }
}

extension SentencePieceDecoding {
  fileprivate func write(to writer: inout FactWriter) {
    for flag in [dropsFirstSpace, dropsFirstSpaces, readsBytes] { writer.flag(flag) }
    writer.number(controls.count)
    for text in controls { writer.text(text) }
    writer.text(unknown)
    writer.text(unknownSurface)
  }

  fileprivate init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    let flags = (try reader.flag(), try reader.flag(), try reader.flag())
    let controls = try reader.list { reader throws(CompiledVocabularyProblem) in
      try reader.bytes()
    }
    self.init(
      dropsFirstSpace: flags.0, dropsFirstSpaces: flags.1, controls: controls,
      unknown: try reader.bytes(), unknownSurface: try reader.bytes(), readsBytes: flags.2)
  }
}
