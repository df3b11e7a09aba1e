/// Transfers over HTTPS by libcurl: certificates are checked, proxies of the environment are used.
package enum WebTransfer {
  /// Everything that stands at an address.
  ///
  /// - Throws: `VocabularyStoreError.transfer`, also where it is longer than `limit` bytes.
  package static func fetch(
    _ request: WebRequest, limit: Int
  ) throws(VocabularyStoreError) -> [UInt8] {
    let answer = try exchange(request, limit: limit)
    guard answer.status < 400 else {
      throw .transfer(
        url: request.address.shown, problem: "the server answers with status \(answer.status)")
    }
    return answer.body
  }

  /// The answer to a request, whatever its status is.
  ///
  /// - Throws: `VocabularyStoreError.transfer` where none comes, or one longer than `limit` bytes.
  package static func exchange(
    _ request: WebRequest, limit: Int
  ) throws(VocabularyStoreError) -> (status: Int, body: [UInt8]) {
    var body: [UInt8] = []
    let outcome = perform(request, skipsErrorBodies: false) { _, bytes in
      guard bytes.count <= limit - body.count else { return false }
      body += bytes
      return true
    }
    switch outcome.end {
    case .done, .refused: return (outcome.status, body)
    case .stopped:
      throw .transfer(
        url: request.address.shown, problem: "longer than \(limit) bytes; nothing was kept")
    case .brokenOff, .failed: throw .transfer(url: request.address.shown, problem: outcome.problem)
    }
  }
}
