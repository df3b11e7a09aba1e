import VocabularyStore

/// How this process asks servers.
enum WebAccess {
  /// A request that trusts the certificates of `SSL_CERT_FILE`, where the environment names one.
  static func request(_ address: WebAddress, headers: [String] = []) -> WebRequest {
    var request = WebRequest(address)
    request.headers = headers
    request.certificates = ProcessEnvironment.variable("SSL_CERT_FILE")
    return request
  }
}
