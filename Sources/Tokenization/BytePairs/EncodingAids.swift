import Synchronization

/// What makes encoding quicker and is worth making once enough text has gone through.
struct EncodingAids: Sendable {
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
  private let aids = Mutex<EncodingAids?>(nil)

  /// The aids, always the same; nil while another thread makes them, for nobody has to wait for what
  /// changes no result.
  ///
  /// - Complexity: O(tokens) the first time: a few milliseconds for o200k_base.
  func callAsFunction(_ tables: VocabularyTables) -> EncodingAids? {
    aids.withLockIfAvailable { aids in
      if let aids { return aids }
      let made = EncodingAids(tables)
      aids = made
      return made
    }
  }
}
