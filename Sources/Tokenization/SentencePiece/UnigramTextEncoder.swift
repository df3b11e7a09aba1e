import TextNormalization
import TokenizerModel

/// Encodes raw text in which no added token may be found with a unigram model by the rules of Hugging Face's
/// `Unigram`: normalizes it into words, and looks each up among those that it remembers before it searches
/// their tokens.
///
/// The ids are those of normalizing, cutting and encoding one after another (`StepwiseEncoder`), to which
/// texts are left that need all of these.
struct UnigramTextEncoder: ~Copyable {
  private let normalizer: PrecompiledWords
  private var words = NormalizedWords()
  private var search: WordSearch

  /// An encoder for a tokenizer that replaces characters, cuts at white space, writes U+2581 before each
  /// word and seeks the best sum of scores. Otherwise nil.
  init?(_ tables: StepwiseTables) {
    guard case .pieces(.unigram(let model)) = tables.model, let normalizer = tables.words else {
      return nil
    }
    self.normalizer = normalizer
    search = WordSearch(model)
  }

  /// Encodes a text.
  ///
  /// - Returns: The number of ids, which stand in the free places of `ids`; nil where the text is none of
  ///   those that this can do.
  mutating func encode(_ text: Span<UInt8>, into ids: inout IDBuffer) -> Int? {
    guard normalizer.write(text, to: &words) else { return nil }
    // No token is shorter than a byte, and remembered ones are written four at a time.
    let places = ids.reserve(words.byteCount + 4)
    let end = words.byteCount
    return words.withText { text, starts in
      text.withTable { text in
        starts.withTable { starts in search.encode(text, starts, end: end, to: places) }
      }
    }
  }
}

/// Encodes words one by one.
private struct WordSearch: ~Copyable {
  private var viterbi: SegmentViterbi
  private var encoder: UnigramEncoder
  private var cache: WordCache
  private var found = FoundTokens()
  private let waiting = ZeroedPages<HashedWord>(count: 32)
  /// The ids of a word with characters that are unknown, and where they end.
  private var ids: [UInt32] = []
  private var ends: [Int] = []

  init(_ model: UnigramTables) {
    viterbi = SegmentViterbi(model)
    encoder = UnigramEncoder(model)
    cache = WordCache(idLimit: model.scores.count)
  }

  /// Encodes the words of a text that begin at `starts`; the number of ids.
  mutating func encode(
    _ text: FlatTable<UInt8>, _ starts: FlatTable<Int>, end: Int, to places: IDCells
  ) -> Int {
    let waiting = self.waiting.cells
    var count = 0
    var place = 0
    while place < starts.count {
      // Lines of the cache are asked for before they are needed.
      var number = 0
      while number < waiting.count, place < starts.count {
        let next = place &+ 1 < starts.count ? starts[place &+ 1] : end
        let word = HashedWord(text, starts[place], before: next)
        cache.prefetch(word)
        waiting[number] = word
        number &+= 1
        place &+= 1
      }
      for index in 0..<number {
        let word = waiting[index]
        let target = places.dropFirst(count)
        if let memory = cache.recall(word, text) {
          cache.write(memory, to: target)
          count &+= memory.count
        } else {
          count &+= encodeNew(text, word, to: target)
        }
      }
    }
    return count
  }

  /// Encodes a word that is not remembered; the number of its ids.
  @inline(never)
  private mutating func encodeNew(
    _ text: FlatTable<UInt8>, _ word: HashedWord, to target: IDCells
  ) -> Int {
    _ = viterbi.search(text, word.range, &found)
    var count = found.count
    if found.holdsUnknown {
      ids.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      text.withSpan(word.range) { encoder.encode($0, ids: &ids, ends: &ends) }
      count = ids.count
      for place in 0..<count { target[place] = ids[place] }
    } else {
      for place in 0..<count { target[place] = found.id(place) }
    }
    cache.remember(word, text, target, count: count, slack: .infinity)
    return count
  }
}
