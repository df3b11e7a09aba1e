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
    do throws(CompiledVocabularyProblem) {
      vocabulary = try CompiledVocabulary(checking: bytes)
    } catch { throw .badCompiledVocabulary(error) }
    try self.init(vocabulary)
  }

  /// The vocabulary in the form in which it is run, to be stored in a file. The same definition gives
  /// the same bytes on every machine; the article "The compiled vocabulary" describes each.
  ///
  /// - Throws: `TokenizationError.unsupported` where the tokenizer is more than plain byte-level
  ///   byte-pair encoding: see ``isCompilable``.
  /// - Complexity: O(bytes).
  public func compiled() throws(TokenizationError) -> [UInt8] {
    try compiled(origin: CompiledOrigin())
  }

  /// The same with a note of where it came from.
  package func compiled(origin: CompiledOrigin) throws(TokenizationError) -> [UInt8] {
    guard isCompilable else {
      throw .unsupported(
        part: "a compiled form of anything but plain byte-level byte-pair encoding")
    }
    return image.vocabulary.file(origin: origin)
  }

  /// Whether the tokenizer has a compiled form: whether it is plain byte-level byte-pair encoding with
  /// at most one normal form and one split pattern, and no token takes 64 KiB.
  ///
  /// - Complexity: O(tokens).
  public var isCompilable: Bool {
    stepwise == nil
      && (0..<UInt32(idUpperBound)).allSatisfy { image.length($0) < TrieCell.depthLimit }
  }

  /// Where the vocabulary came from, if that was noted when it was compiled.
  package var compiledOrigin: CompiledOrigin { image.vocabulary.definition.origin }

  /// The definition that was compiled, or nil where the tables do not hold all of it: merges that
  /// never happen are left out of them.
  package var definition: TokenizerDefinition? {
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
  package var mergeCount: Int? { image.vocabulary.definition.mergeCount }
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
