import PreTokenization

extension PreTokenizationStep {
  /// Writes the step: its number in the order of the cases, and what belongs to it.
  func write(to writer: inout FactWriter) {
    switch self {
    case .byteLevel(let addsPrefixSpace, let usesPattern):
      writer.tag(0)
      writer.flag(addsPrefixSpace)
      writer.flag(usesPattern)
    case .split(let separator, let behavior, let isInverted):
      writer.tag(1)
      separator.write(to: &writer)
      behavior.write(to: &writer)
      writer.flag(isInverted)
    case .digits(let individually):
      writer.tag(2)
      writer.flag(individually)
    case .punctuation(let behavior):
      writer.tag(3)
      behavior.write(to: &writer)
    case .whitespace: writer.tag(4)
    case .whitespaceSplit: writer.tag(5)
    case .delimiter(let scalar):
      writer.tag(6)
      writer.number(Int(scalar.value))
    case .metaspace(let metaspace):
      writer.tag(7)
      metaspace.write(to: &writer)
    case .bert: writer.tag(8)
    case .unicodeScripts: writer.tag(9)
    case .fixedLength(let length):
      writer.tag(10)
      // No text has more scalars than these.
      writer.number(min(length, 0xFFFF_FFFF))
    }
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    switch try reader.tag(below: 11) {
    case 0:
      self = .byteLevel(addsPrefixSpace: try reader.flag(), usesPattern: try reader.flag())
    case 1:
      self = .split(
        try SplitSeparator(from: &reader), try SplitBehavior(from: &reader),
        isInverted: try reader.flag())
    case 2: self = .digits(individually: try reader.flag())
    case 3: self = .punctuation(try SplitBehavior(from: &reader))
    case 4: self = .whitespace
    case 5: self = .whitespaceSplit
    case 6: self = .delimiter(try reader.scalar())
    case 7: self = .metaspace(try Metaspace(from: &reader))
    case 8: self = .bert
    case 9: self = .unicodeScripts
    default:
      let length = try reader.number()
      guard length > 0 else { throw .badTable("pieces without a length") }
      self = .fixedLength(length)
    }
  }
}

extension SplitSeparator {
  fileprivate func write(to writer: inout FactWriter) {
    switch self {
    case .literal(let bytes):
      writer.tag(0)
      writer.text(bytes)
    case .pattern(let pattern):
      writer.tag(1)
      pattern.write(to: &writer)
    }
  }

  fileprivate init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    switch try reader.tag(below: 2) {
    case 0: self = .literal(try reader.someBytes())
    default: self = .pattern(try SplitPattern(from: &reader))
    }
  }
}

extension SplitPattern {
  private static let named: [SplitPattern] = [.none, .whitespace, .gpt2, .cl100k, .o200k]

  fileprivate func write(to writer: inout FactWriter) {
    let place = Self.named.firstIndex(of: self)
    writer.tag(place ?? Self.named.count)
    if place == nil { writer.text(patternText.utf8) }
  }

  fileprivate init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    let place = try reader.tag(below: Self.named.count + 1)
    self =
      place < Self.named.count ? Self.named[place] : .regularExpression(try reader.text())
  }
}

extension SplitBehavior {
  fileprivate func write(to writer: inout FactWriter) {
    writer.tag(Self.allCases.firstIndex(of: self) ?? 0)
  }

  fileprivate init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    self = try reader.choice(of: Self.allCases)
  }
}

extension Metaspace {
  /// Writes the rule.
  func write(to writer: inout FactWriter) {
    writer.number(Int(replacement.value))
    writer.tag(Scheme.allCases.firstIndex(of: scheme) ?? 0)
    writer.flag(splits)
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout FactReader) throws(CompiledVocabularyProblem) {
    self.init(
      replacement: try reader.scalar(), scheme: try reader.choice(of: Scheme.allCases),
      splits: try reader.flag())
  }
}
