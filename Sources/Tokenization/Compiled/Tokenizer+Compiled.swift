package import TokenizerModel

extension Tokenizer {
  /// The number of the layout of compiled vocabularies that this version reads and writes.
  package static var compiledLayout: Int { Int(CompiledLayout.version) }

  /// The largest compiled vocabulary that is read, in bytes.
  package static let compiledLimit = 1 << 30

  /// Takes a compiled vocabulary, as ``compiled()`` gave it, without compiling it again.
  ///
  /// All that the encoder relies on is checked first, so bytes from anywhere are refused or harmless.
  /// The ids are the same as those of the definition that was compiled.
  ///
  /// - Throws: `TokenizationError.badCompiledVocabulary` where the bytes are damaged, incomplete or
  ///   made by another version; `.preTokenization` where their split pattern cannot be used.
  /// - Complexity: O(bytes): some milliseconds for 10 MB.
  public init(compiled bytes: [UInt8]) throws(TokenizationError) {
    try self.init(compiled: CompiledBytes(bytes))
  }

  /// The same over memory that somebody else keeps, for example a mapped file. Nothing is copied.
  package init(compiled bytes: CompiledBytes) throws(TokenizationError) {
    let vocabulary: CompiledVocabulary
    var parts: (TextSteps, StepwiseTables.Model)?
    do throws(CompiledVocabularyProblem) {
      vocabulary = try CompiledVocabulary(checking: bytes)
      if vocabulary.header.kind != .byteLevel {
        parts = (try vocabulary.steps(), try StepwiseTables.Model(vocabulary))
      }
    } catch { throw .badCompiledVocabulary(error) }
    if let (steps, model) = parts {
      try self.init(steps, model, vocabulary)
    } else {
      try self.init(SharedVocabulary(vocabulary))
    }
  }

  /// The tokenizer in the form in which it is run, to be stored in a file. The same definition gives
  /// the same bytes on every machine; the article "The compiled vocabulary" describes each.
  ///
  /// - Throws: `TokenizationError.unsupported` where some token is too long: see ``isCompilable``.
  /// - Complexity: O(bytes).
  public func compiled() throws(TokenizationError) -> [UInt8] {
    try compiled(origin: CompiledOrigin())
  }

  /// The same with a note of where it came from.
  package func compiled(origin: CompiledOrigin) throws(TokenizationError) -> [UInt8] {
    guard isCompilable else {
      throw .unsupported(
        part: "a compiled form of byte-level byte-pair encoding with a token of 64 KiB")
    }
    guard let stepwise else { return image.vocabulary.file(origin: origin) }
    return image.vocabulary.file(
      origin: origin,
      CompiledVocabulary.Extras(
        kind: stepwise.model.kind, steps: stepwise.steps.bytes, model: stepwise.model.bytes))
  }

  /// Whether the tokenizer has a compiled form. Only byte-level byte-pair encoding with a token of 64 KiB
  /// has none.
  ///
  /// - Complexity: O(tokens).
  public var isCompilable: Bool {
    let image: VocabularyImage
    switch stepwise?.model {
    case nil: image = texts
    case .bytePairs(let model, _): image = model.texts
    case .pieces: return true
    }
    return image.withTables { tables in
      (0..<UInt32(tables.upperBound)).allSatisfy { tables.length($0) < TrieCell.depthLimit }
    }
  }

  /// Where the vocabulary came from, if that was noted when it was compiled.
  package var compiledOrigin: CompiledOrigin { texts.vocabulary.definition.origin }

  /// The definition that was compiled, or nil where the tables do not hold all of it: merges that
  /// never happen are left out of them, and other models than byte pairs are kept as their tables alone.
  package var definition: TokenizerDefinition? {
    if stepwise != nil { return nil }
    let facts = image.vocabulary.definition
    return image.withTables { tables in
      var vocabulary = Vocabulary()
      let added = Set(facts.addedTokens.map { $0.id.index })
      for id in 0..<facts.modelUpperBound {
        if let range = tables.range(UInt32(id)), !added.contains(id) {
          vocabulary.append(tables.text.elements(range))
        } else {
          vocabulary.appendGap()
        }
      }
      guard let rule = tables.mergeRule(of: facts, vocabulary) else { return nil }
      var definition = TokenizerDefinition(
        normalizer: facts.normalizer, preTokenizer: facts.preTokenizer,
        model: BytePairModel(
          vocabulary: vocabulary, mergeRule: rule, takesWholePreTokens: facts.takesWholePreTokens),
        addedTokens: facts.addedTokens)
      definition.framingRules = facts.framing
      return definition
    }
  }

  /// How many merges the definition lists; nil where its tokens merge by rank.
  package var mergeCount: Int? { texts.vocabulary.definition.mergeCount }
}

extension CompiledVocabulary {
  /// What stands around its model.
  fileprivate func steps() throws(CompiledVocabularyProblem) -> TextSteps {
    try TextSteps(
      reading: bytes.bytes(header.layout[.steps]), idLimit: definition.modelUpperBound)
  }
}

extension StepwiseTables.Model {
  /// How a compiled vocabulary with this model says so.
  fileprivate var kind: VocabularyKind {
    switch self {
    case .bytePairs: .bytePairs
    case .pieces(let model): model.kind
    }
  }

  /// The tables as a compiled vocabulary holds them.
  fileprivate var bytes: [UInt8] {
    switch self {
    case .bytePairs(let model, _): model.image.vocabulary.file(origin: CompiledOrigin())
    case .pieces(let model): model.bytes
    }
  }

  /// The model of a compiled vocabulary, checked.
  fileprivate init(_ vocabulary: CompiledVocabulary) throws(CompiledVocabularyProblem) {
    let range = vocabulary.header.layout[.model]
    let idLimit = vocabulary.definition.modelUpperBound
    if vocabulary.header.kind == .bytePairs {
      let model = try CompiledVocabulary(checking: vocabulary.bytes.part(range))
      guard model.header.kind == .byteLevel else {
        throw .badTable("the model is no byte-level vocabulary")
      }
      self = .bytePairs(SharedVocabulary(model), upperBound: UInt32(idLimit))
    } else {
      var reader = TableReader(vocabulary.bytes, range, idLimit: idLimit)
      self = .pieces(try PieceModel(vocabulary.header.kind, from: &reader))
    }
  }
}

extension VocabularyTables {
  /// The rule of the definition; nil where the records do not have all of its merges.
  fileprivate func mergeRule(
    of facts: CompiledDefinition, _ vocabulary: Vocabulary
  ) -> MergeRule? {
    guard let count = facts.mergeCount else { return .ranks }
    guard count <= records.count else { return nil }
    var merges = [Merge?](repeating: nil, count: count)
    for number in 0..<records.count {
      let record = records[number]
      guard record.rank != 0, record.rank != TokenRecord.unreachable else { continue }
      guard Int(record.rank) <= count else { return nil }
      merges[Int(record.rank) - 1] = Merge(
        left: TokenID(rawValue: record.left), right: TokenID(rawValue: record.right),
        result: TokenID(rawValue: strategy == .mergingByList ? record.link : UInt32(number)))
    }
    var whole: [Merge] = []
    for merge in merges {
      guard let merge, let left = vocabulary[merge.left], let right = vocabulary[merge.right],
        vocabulary[merge.result]?.elementsEqual(left + right) == true
      else { return nil }
      whole.append(merge)
    }
    return .merges(whole)
  }
}
