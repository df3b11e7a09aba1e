/// A question to a server.
package struct WebRequest: Sendable {
  /// Where it goes.
  package var address: WebAddress
  /// Further lines of its head, such as `Accept: text/plain`.
  package var headers: [String] = []
  /// What is posted; without it the request is a GET.
  package var body: [UInt8]?
  /// The first byte of the answer that is wanted.
  package var firstByte = 0
  /// How often the server may send on; from https:// never to another scheme. A request with a body is
  /// never sent on: its head may hold a secret.
  package var redirectLimit = 5
  /// How long a connection may take, in seconds.
  package var connectSeconds = 20
  /// How long nothing may come, in seconds.
  package var stallSeconds = 30
  /// A file of certificates to trust in place of the system's.
  package var certificates: String?

  /// A request of everything that stands at an address.
  package init(_ address: WebAddress) {
    self.address = address
  }
}

/// What came of a transfer.
package struct WebOutcome: Sendable, Equatable {
  /// How it ended.
  package enum End: Sendable, Equatable {
    /// Everything came.
    case done
    /// The answer's status is 400 or more.
    case refused
    /// The receiver wanted no more.
    case stopped
    /// The connection ended or stalled; asking for the rest may help.
    case brokenOff
    /// It will fail again.
    case failed
  }

  package var end: End
  /// The HTTP status, 0 where no answer came.
  package var status: Int
  /// Why it ended so, in the words of the library.
  package var problem: String
}
