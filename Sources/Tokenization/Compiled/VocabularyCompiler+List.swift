import TokenizerModel

extension VocabularyCompiler {
  /// The tables of a definition that finds all tokens by its list of merges, without a trie: soon made, and
  /// slower than those that `compile` gives. The ids are the same.
  ///
  /// - Throws: `TokenizationError` where the definition contradicts itself.
  static func list(
    _ definition: TokenizerDefinition
  ) throws(TokenizationError) -> CompiledVocabulary {
    guard let model = definition.model.bytePair, case .merges(let merges) = model.mergeRule else {
      preconditionFailure("no list of merges")
    }
    var compiler = VocabularyCompiler(model)
    let added = try AddedTokenTable.byID(definition)
    try compiler.collectTokens(added, upperBound: definition.idUpperBound)
    compiler.mergeByList(merges)
    return compiler.vocabulary(definition, added)
  }

  /// Checks a definition, and gives tables of nothing but its texts, where it has a list of merges so long
  /// that encoding by the list alone saves time at first; otherwise nil. `compile` and `list` then throw
  /// nothing.
  ///
  /// - Throws: What `compile` throws.
  static func textsOfList(
    _ definition: TokenizerDefinition
  ) throws(TokenizationError) -> CompiledVocabulary? {
    guard let model = definition.model.bytePair, !model.takesWholePreTokens,
      case .merges(let merges) = model.mergeRule, merges.count >= longList,
      model.vocabulary.bytes.count < certainlyAddressed
    else { return nil }
    var compiler = VocabularyCompiler(model)
    let added = try AddedTokenTable.byID(definition)
    try compiler.collectTokens(added, upperBound: definition.idUpperBound)
    try compiler.check(merges)
    return compiler.vocabulary(definition, added)
  }

  /// From so many merges on they make a long list.
  static let longList = 1 << 12

  /// So many bytes of tokens never make a trie too large. The allocator refuses a family of less than 16
  /// children a block of cells only where at least 16 cells are taken, and larger ones take as many: so
  /// there are at most 16 cells a node, beside the last blocks of all sizes of families.
  private static let certainlyAddressed = TrieCell.baseLimit / 16 - 1 << 12
}
