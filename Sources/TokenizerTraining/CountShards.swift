/// What rows of word counts say about their shards, added up: whether they may be trained on.
package struct CountShards: Sendable {
  /// How many shards were begun with each recipe, by its SHA-256.
  package private(set) var recipes: [String: UInt64] = [:]
  /// Whether there was a word.
  private var hasWords = false
  private var totals: [WordCountRow.Total: UInt64] = [:]

  /// No shards yet.
  package init() {}

  /// A sum over all shards.
  package subscript(total total: WordCountRow.Total) -> UInt64 { totals[total] ?? 0 }

  /// Adds what a row says, but for the word.
  ///
  /// - Throws: `TrainingError.countsTooLarge`.
  package mutating func add(
    _ meaning: WordCountRow.Meaning, count: UInt64
  ) throws(TrainingError) {
    var overflow = false
    switch meaning {
    case .recipe(let digest):
      (recipes[digest], overflow) = (recipes[digest] ?? 0).addingReportingOverflow(count)
    case .total(let total):
      (totals[total], overflow) = self[total: total].addingReportingOverflow(count)
    case .word: hasWords = true
    }
    if overflow { throw .countsTooLarge(limit: .max) }
  }

  /// Makes sure that all shards are whole and of one recipe.
  ///
  /// - Parameters:
  ///   - recipe: The SHA-256 of the recipe that they should have.
  ///   - documents: How many documents they should have been counted from, where somebody knows.
  /// - Throws: `TrainingError`: `recipesMixed`, `recipeMissing`, `recipeUnlike`, `shardsIncomplete`,
  ///   `documentsUnlike`.
  package func check(recipe: String, documents: UInt64?) throws(TrainingError) {
    guard recipes.count <= 1 else { throw .recipesMixed(recipes.keys.sorted()) }
    guard !recipes.isEmpty || !hasWords else { throw .recipeMissing }
    let begun = recipes.values.first ?? 0
    guard begun == self[total: .end] else {
      throw .shardsIncomplete(begun: begun, ended: self[total: .end])
    }
    if let found = recipes.keys.first, found != recipe {
      throw .recipeUnlike(found: found, wanted: recipe)
    }
    if let documents, documents != self[total: .documents] {
      throw .documentsUnlike(found: self[total: .documents], expected: documents)
    }
  }
}
