import TextNormalization

extension NormalizationStep {
  private static let forms: [NormalizationForm] = [.none, .nfc, .nfkc, .nfd, .nfkd]
  private static let accents: [Bool?] = [nil, false, true]

  /// Writes the step: its number in the order of the cases, and what belongs to it.
  func write(to writer: inout FactWriter) {
    switch self {
    case .form(let form):
      writer.tag(0)
      writer.tag(Self.forms.firstIndex(of: form) ?? 0)
    case .nmt: writer.tag(1)
    case .precompiled(let map):
      writer.tag(2)
      writer.text(map.bytes)
    case .lowercase: writer.tag(3)
    case .strip(let left, let right):
      writer.tag(4)
      writer.flag(left)
      writer.flag(right)
    case .stripAccents: writer.tag(5)
    case .replace(let pattern, let text):
      writer.tag(6)
      pattern.write(to: &writer)
      writer.text(text)
    case .prepend(let text):
      writer.tag(7)
      writer.text(text)
    case .byteLevel: writer.tag(8)
    case .bert(let rules):
      writer.tag(9)
      writer.flag(rules.cleansText)
      writer.flag(rules.separatesIdeographs)
      writer.tag(Self.accents.firstIndex(of: rules.stripsAccents) ?? 0)
      writer.flag(rules.lowercases)
    case .sentencePiece(let rules):
      writer.tag(10)
      rules.write(to: &writer)
    }
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    switch try reader.tag(below: 11) {
    case 0: self = .form(try reader.choice(of: Self.forms))
    case 1: self = .nmt
    case 2: self = .precompiled(CharacterMap(try reader.bytes()))
    case 3: self = .lowercase
    case 4: self = .strip(left: try reader.flag(), right: try reader.flag())
    case 5: self = .stripAccents
    case 6: self = .replace(try TextPattern(from: &reader), with: try reader.bytes())
    case 7: self = .prepend(try reader.bytes())
    case 8: self = .byteLevel
    case 9:
      self = .bert(
        BertNormalization(
          cleansText: try reader.flag(), separatesIdeographs: try reader.flag(),
          stripsAccents: try reader.choice(of: Self.accents), lowercases: try reader.flag()))
    default: self = .sentencePiece(try SentencePieceNormalization(from: &reader))
    }
  }
}

extension SentencePieceNormalization {
  fileprivate func write(to writer: inout FactWriter) {
    writer.flag(characterMap != nil)
    if let characterMap { writer.text(characterMap.bytes) }
    for flag in [addsDummyPrefix, removesExtraSpaces, escapesSpaces, spacesFollowWords] {
      writer.flag(flag)
    }
    writer.number(protectedTexts.count)
    for text in protectedTexts { writer.text(text) }
  }

  fileprivate init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    self.init(
      characterMap: try reader.flag() ? CharacterMap(try reader.bytes()) : nil,
      addsDummyPrefix: try reader.flag(), removesExtraSpaces: try reader.flag(),
      escapesSpaces: try reader.flag(), spacesFollowWords: try reader.flag(),
      protectedTexts: try reader.list { reader throws(CompiledVocabularyProblem) in
        try reader.someBytes()
      })
  }
}

extension TextPattern {
  /// Writes what is looked for.
  func write(to writer: inout FactWriter) {
    switch self {
    case .literal(let bytes):
      writer.tag(0)
      writer.text(bytes)
    case .regularExpression(let text):
      writer.tag(1)
      writer.text(text.utf8)
    }
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    switch try reader.tag(below: 2) {
    case 0: self = .literal(try reader.someBytes())
    default: self = .regularExpression(try reader.text())
    }
  }
}
