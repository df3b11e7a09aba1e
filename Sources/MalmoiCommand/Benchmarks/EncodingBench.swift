import Dispatch
import Synchronization
import Tokenization
import TokenizerModel

/// Encodes documents again and again, with one session a thread, and keeps the ids of the last pass.
struct EncodingBench {
  /// What one thread keeps from pass to pass. A mutex hands it from the thread of one pass to that of
  /// the next; no two threads ever want it at once.
  private final class Lane: Sendable {
    struct State {
      var session: EncodingSession
      var ids: [TokenID] = []
      var ends: [Int] = []
      var failure: TokenizationError?
    }

    let state: Mutex<State>

    init(_ tokenizer: Tokenizer) {
      state = Mutex(State(session: EncodingSession(tokenizer)))
    }

    func encode(_ documents: BenchDocuments, _ run: Range<Int>) {
      state.withLock { state in
        state.ids.removeAll(keepingCapacity: true)
        state.ends.removeAll(keepingCapacity: true)
        do throws(TokenizationError) {
          try state.session.encode(
            documents.bytes.span, documents: documents.ranges[run], appendingTo: &state.ids,
            ends: &state.ends)
        } catch { state.failure = error }
      }
    }
  }

  private let lanes: [Lane]

  /// A bench with as many sessions as threads.
  init(_ tokenizer: Tokenizer, threads: Int) {
    lanes = (0..<threads).map { _ in Lane(tokenizer) }
  }

  /// Encodes all documents once; the number of tokens.
  func pass(over documents: BenchDocuments, in runs: [Range<Int>]) throws -> Int {
    if lanes.count == 1 {
      lanes[0].encode(documents, runs[0])
    } else {
      let lanes = lanes
      DispatchQueue.concurrentPerform(iterations: lanes.count) { index in
        lanes[index].encode(documents, runs[index])
      }
    }
    var tokens = 0
    for lane in lanes {
      try lane.state.withLock { state in
        if let failure = state.failure { throw failure }
        tokens += state.ids.count
      }
    }
    return tokens
  }

  /// zlib's CRC-32 of the ids of the last pass, as little-endian 32-bit words, in eight digits.
  var checksum: String {
    var checksum = CRC32()
    for lane in lanes {
      lane.state.withLock { checksum.update(IDText.words(of: $0.ids)) }
    }
    let digits = String(checksum.value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
