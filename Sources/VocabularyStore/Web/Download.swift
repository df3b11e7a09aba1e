/// A file of a known digest that is fetched whole or not at all.
///
/// What comes is kept beside the target in a hidden file that ends in `.part`, so that a transfer that
/// broke off goes on where it ended, in this process or a later one. The target gets its name when the
/// digest has been checked.
package struct Download: Sendable {
  /// Where the file stands.
  package var request: WebRequest
  /// Its SHA-256 in lower-case hexadecimal digits.
  package var sha256: String
  /// Its size, where it is known.
  package var bytes: Int?
  /// Files larger than this are not fetched.
  static let sizeLimit = StoredTokenizer.sizeLimit
  /// How often in a row a transfer may bring nothing new.
  static let patience = 3

  /// A download.
  package init(_ request: WebRequest, sha256: String, bytes: Int?) {
    self.request = request
    self.sha256 = sha256
    self.bytes = bytes
  }

  /// Fetches the file to a path; `progress` is told the bytes that are there.
  ///
  /// - Throws: `VocabularyStoreError`. After a broken transfer what has come is kept for the next try;
  ///   bytes that are wrong are not.
  package func run(
    to target: String, progress: (Int) -> Void
  ) throws(VocabularyStoreError) {
    let part = Self.partName(for: target, sha256: sha256)
    let descriptor = SystemCall.openForAppending(part)
    guard descriptor >= 0 else {
      throw .system(path: part, action: "open", reason: SystemCall.lastReason)
    }
    defer { _ = SystemCall.closeFile(descriptor) }
    guard SystemCall.lockFile(descriptor) else {
      throw failure("another process is fetching it just now")
    }
    var hasRestarted = false
    while true {
      let isResumed: Bool
      do throws(VocabularyStoreError) {
        isResumed = try fill(descriptor, part, progress)
      } catch {
        if SystemCall.size(descriptor) == 0 { SystemCall.removeFile(part) }
        throw error
      }
      let found = try SHA256Digest.ofFile(part).sha256
      if found == sha256 { break }
      if isResumed, !hasRestarted, SystemCall.truncateFile(descriptor) {
        // Pieces of different bytes may have met: everything once more.
        hasRestarted = true
        continue
      }
      SystemCall.removeFile(part)
      throw failure("its SHA-256 is \(found), not \(sha256) as published; nothing was kept")
    }
    guard SystemCall.synchronize(descriptor), SystemCall.renameFile(part, target) else {
      throw .system(path: target, action: "write", reason: SystemCall.lastReason)
    }
    AtomicFile.synchronizeFolder(of: target)
  }

  /// Transfers until everything is there, and says whether it went on from a part.
  private func fill(
    _ descriptor: Int32, _ part: String, _ progress: (Int) -> Void
  ) throws(VocabularyStoreError) -> Bool {
    var best = try size(descriptor, part)
    if best > bytes ?? Self.sizeLimit, SystemCall.truncateFile(descriptor) { best = 0 }
    var isResumed = best > 0
    var failures = 0
    while best != bytes {
      let start = try size(descriptor, part)
      isResumed = isResumed || start > 0
      let (outcome, end) = try transfer(from: start, descriptor, part, progress)
      switch outcome.end {
      case .done where bytes == nil || end == bytes: return isResumed
      case .done, .brokenOff: break
      case .refused where outcome.status == 416 && start > 0:
        _ = SystemCall.truncateFile(descriptor)
      case .refused where outcome.status == 429 || outcome.status >= 500: break
      case .refused: throw failure("the server answers with status \(outcome.status)")
      case .stopped, .failed: throw failure(outcome.problem)
      }
      failures = end > best ? 0 : failures + 1
      best = max(best, end)
      guard failures < Self.patience else {
        throw failure("\(problem(of: outcome)); the \(end) bytes that came are kept for a next try")
      }
      if failures > 0 { SystemCall.sleep(milliseconds: 200 << failures) }
    }
    return isResumed
  }

  /// One transfer from a byte on; gives the size of the part after it.
  private func transfer(
    from start: Int, _ descriptor: Int32, _ part: String, _ progress: (Int) -> Void
  ) throws(VocabularyStoreError) -> (WebOutcome, end: Int) {
    let reception = Reception(descriptor, limit: bytes ?? Self.sizeLimit)
    reception.position = start
    var request = request
    request.firstByte = start
    let outcome = WebTransfer.perform(request, skipsErrorBodies: true) { status, piece in
      let goesOn = reception.take(piece, status)
      progress(reception.position)
      return goesOn
    }
    if let problem = reception.problem {
      SystemCall.removeFile(part)
      throw failure(problem)
    }
    return (outcome, reception.position)
  }

  private func problem(of outcome: WebOutcome) -> String {
    switch outcome.end {
    case .done: "the server ends before the published size of \(bytes ?? 0) bytes"
    case .refused: "the server answers with status \(outcome.status)"
    case .brokenOff, .stopped, .failed: outcome.problem
    }
  }

  private func size(_ descriptor: Int32, _ part: String) throws(VocabularyStoreError) -> Int {
    guard let size = SystemCall.size(descriptor) else {
      throw .system(path: part, action: "read", reason: SystemCall.lastReason)
    }
    return size
  }

  private func failure(_ problem: String) -> VocabularyStoreError {
    .transfer(url: request.address.shown, problem: problem)
  }

  /// The digest is in the name, so that parts of two editions are never mixed.
  static func partName(for target: String, sha256: String) -> String {
    let slash = target.lastIndex(of: "/").map(target.index(after:)) ?? target.startIndex
    return "\(target[..<slash]).\(target[slash...]).\(sha256.prefix(12)).part"
  }
}

extension Download {
  /// Writes what comes to the end of the part.
  private final class Reception {
    /// The size of the part.
    var position = 0
    /// Why it wants no more.
    private(set) var problem: String?
    private let descriptor: Int32
    private let limit: Int
    private var hasBegun = false

    init(_ descriptor: Int32, limit: Int) {
      self.descriptor = descriptor
      self.limit = limit
    }

    func take(_ piece: [UInt8], _ status: Int) -> Bool {
      if !hasBegun, status != 206, position > 0 {
        // The server sends everything from the start.
        guard SystemCall.truncateFile(descriptor) else { return fail() }
        position = 0
      }
      hasBegun = true
      guard piece.count <= limit - position else {
        problem = "the server sends more than the \(limit) bytes that are published"
        return false
      }
      do throws(VocabularyStoreError) {
        try AtomicFile.writeAll(piece, to: descriptor, path: "the part")
      } catch { return fail() }
      position += piece.count
      return true
    }

    private func fail() -> Bool {
      problem = "cannot write what comes: \(SystemCall.lastReason)"
      return false
    }
  }
}
