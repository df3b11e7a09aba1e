import Synchronization

/// What makes encoding quicker and is worth making once enough text has gone through.
final class EncodingAids: Sendable {
  /// The tokens of whole syllables.
  let syllables: SyllableTrie
  /// Which neighbours fit.
  let neighbours: NeighbourTable

  fileprivate init(_ paths: SyllablePaths?, _ neighbours: NeighbourTable) {
    syllables = paths.map { SyllableTrie($0, neighbours) } ?? .none
    self.neighbours = neighbours
  }
}

/// Makes the aids of a vocabulary when they are first needed, for all who share a tokenizer. Threads that want
/// them at the same time make a part each.
final class SharedEncodingAids: Sendable {
  /// What is made apart from each other.
  private struct Parts {
    var tokens = TokenEdges.none
    var paths: SyllablePaths?
    var pairs = PairFilter.none
    var made = 0
    static let count = 3
  }

  private let parts = Mutex(Parts())
  /// How many parts have been begun, or more.
  private let begun = Atomic(0)
  private let aids = AtomicLazyReference<EncodingAids>()

  /// The aids, always the same; nil while other threads make them, for nobody has to wait for what
  /// changes no result.
  ///
  /// - Complexity: O(tokens) the first time: a few milliseconds for o200k_base.
  func callAsFunction(_ tables: VocabularyTables) -> EncodingAids? {
    // Who looks in vain, as thousands of pre-tokens may, only reads.
    while aids.load() == nil, begun.load(ordering: .relaxed) < Parts.count {
      switch begun.add(1, ordering: .relaxed).oldValue {
      case 0:
        let tokens = TokenEdges(tables)
        finish { $0.tokens = tokens }
      case 1:
        let paths = SyllablePaths(tables)
        finish { $0.paths = paths }
      case 2:
        let pairs = PairFilter(tables)
        finish { $0.pairs = pairs }
      default: break
      }
    }
    return aids.load()
  }

  /// Keeps a part; the thread that has made the last one puts them together.
  private func finish(_ keep: (inout Parts) -> Void) {
    let all = parts.withLock { parts -> Parts? in
      keep(&parts)
      parts.made += 1
      guard parts.made == Parts.count else { return nil }
      defer { parts = Parts() }
      return parts
    }
    guard let all else { return }
    _ = aids.storeIfNil(EncodingAids(all.paths, NeighbourTable(all.tokens, all.pairs)))
  }
}
