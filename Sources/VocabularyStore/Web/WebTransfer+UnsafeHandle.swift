import CCurl

extension WebTransfer {
  /// Takes the pieces of an answer as they come.
  private final class Reception {
    let receive: (Int, [UInt8]) -> Bool

    init(_ receive: @escaping (Int, [UInt8]) -> Bool) {
      self.receive = receive
    }
  }

  /// Does one transfer.
  ///
  /// `receive` takes the answer's HTTP status and its next bytes; false ends the transfer. With
  /// `skipsErrorBodies` it is given nothing of an answer with a status from 400 on.
  static func perform(
    _ request: WebRequest, skipsErrorBodies: Bool, receive: (Int, [UInt8]) -> Bool
  ) -> WebOutcome {
    let terms = ccurl_terms(
      allows_plain: request.address.allowsPlain ? 1 : 0,
      ignores_proxies: request.address.isLoopback ? 1 : 0,
      skips_error_bodies: skipsErrorBodies ? 1 : 0,
      redirect_limit: request.body == nil ? request.redirectLimit : 0,
      connect_seconds: request.connectSeconds, stall_seconds: request.stallSeconds)
    let range = request.firstByte > 0 ? "\(request.firstByte)-" : nil
    let headers = request.headers.joined(separator: "\n")
    return withoutActuallyEscaping(receive) { receive in
      let reception = Reception(receive)
      // SAFETY: libcurl uses the strings, the body and the reception during the call alone, for which
      // they are held; it calls back on this thread with bytes that are valid during that call.
      let outcome = withExtendedLifetime(reception) {
        unsafe ccurl_perform(
          request.address.text, headers, range, request.certificates, request.body,
          request.body?.count ?? 0, terms,
          { context, status, bytes, count in
            guard let context = unsafe context, let bytes = unsafe bytes else { return 1 }
            let reception = unsafe Unmanaged<Reception>.fromOpaque(context).takeUnretainedValue()
            let piece = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
            return reception.receive(status, piece) ? 0 : 1
          }, Unmanaged.passUnretained(reception).toOpaque())
      }
      return WebOutcome(outcome)
    }
  }
}

extension WebOutcome {
  fileprivate init(_ outcome: ccurl_outcome) {
    end =
      switch outcome.end {
      case CCURL_DONE: .done
      case CCURL_STATUS: .refused
      case CCURL_STOPPED: .stopped
      case CCURL_BROKEN_OFF: .brokenOff
      default: .failed
      }
    status = outcome.status
    // SAFETY: the C side ends the message with NUL within its field, which is copied.
    problem = unsafe withUnsafeBytes(of: outcome.message) { field in
      unsafe String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
