import Synchronization
import Tokenization
import TokenizerModel

/// Encodes documents again and again, with one session a thread, and keeps the ids of the last pass.
struct EncodingBench {
  /// What one thread keeps from pass to pass. A mutex hands it from the thread of one pass to that of
  /// the next; no two threads ever want it at once.
  private final class Lane: Sendable {
    let session: Mutex<EncodingSession>

    init(_ tokenizer: Tokenizer) {
      session = Mutex(EncodingSession(tokenizer))
    }
  }

  /// The ids of one part of the documents, or why there are none. One thread of a pass writes it.
  private final class Part: Sendable {
    struct State {
      var ids: [TokenID] = []
      var ends: [Int] = []
      var failure: TokenizationError?
    }

    let state = Mutex(State())

    func encode(
      _ documents: BenchDocuments, _ numbers: Range<Int>, with session: inout EncodingSession
    ) {
      state.withLock { state in
        state.ids.removeAll(keepingCapacity: true)
        state.ends.removeAll(keepingCapacity: true)
        do throws(TokenizationError) {
          try session.encode(
            documents.bytes.span, documents: documents.ranges[numbers], appendingTo: &state.ids,
            ends: &state.ends)
        } catch { state.failure = error }
      }
    }
  }

  private let lanes: [Lane]
  private var parts: [Part] = []

  /// A bench with as many sessions as threads.
  init(_ tokenizer: Tokenizer, threads: Int) {
    lanes = (0..<threads).map { _ in Lane(tokenizer) }
  }

  /// How the documents are shared out among the threads.
  func plan(for documents: BenchDocuments) -> BatchPlan {
    BatchPlan(documents.ranges.map { $0.count }, threads: lanes.count)
  }

  /// Encodes all documents once; the number of tokens.
  mutating func pass(over documents: BenchDocuments, by plan: BatchPlan) throws -> Int {
    while parts.count < plan.parts.count { parts.append(Part()) }
    parts.removeLast(parts.count - plan.parts.count)
    let (lanes, parts) = (lanes, parts)
    plan.onThreads { lane, queue in
      lanes[lane].session.withLock { session in
        while let part = queue.take(for: lane) {
          parts[part].encode(documents, plan.parts[part], with: &session)
        }
      }
    }
    return try parts.reduce(0) { count, part in
      try part.state.withLock { state in
        if let failure = state.failure { throw failure }
        return count + state.ids.count
      }
    }
  }

  /// zlib's CRC-32 of the ids of the last pass, as little-endian 32-bit words, in eight digits.
  var checksum: String {
    var checksum = CRC32()
    for part in parts {
      part.state.withLock { checksum.update(IDText.words(of: $0.ids)) }
    }
    let digits = String(checksum.value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
