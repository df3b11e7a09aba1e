import Synchronization

/// What makes encoding quicker and is worth making once enough text has gone through.
final class EncodingAids: Sendable {
  /// The tokens of whole syllables.
  let syllables: SyllableTrie
  /// Which neighbours fit.
  let neighbours: NeighbourTable

  fileprivate init(_ tables: VocabularyTables) {
    neighbours = NeighbourTable(tables)
    syllables = SyllableTrie(tables, neighbours) ?? .none
  }
}

/// Makes the aids of a vocabulary when they are first needed, for all who share a tokenizer.
final class SharedEncodingAids: Sendable {
  private let aids = AtomicLazyReference<EncodingAids>()
  /// Whether a thread has begun to make them.
  private let isBegun = Atomic(false)

  /// The aids, always the same; nil while another thread makes them, for nobody has to wait for what
  /// changes no result.
  ///
  /// - Complexity: O(tokens) the first time: a few milliseconds for o200k_base.
  func callAsFunction(_ tables: VocabularyTables) -> EncodingAids? {
    if let made = aids.load() { return made }
    // Who looks in vain, as thousands of pre-tokens may, only reads.
    if isBegun.load(ordering: .relaxed) || isBegun.exchange(true, ordering: .relaxed) { return nil }
    return aids.storeIfNil(EncodingAids(tables))
  }
}
