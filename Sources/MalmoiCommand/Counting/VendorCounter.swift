import TokenAnalysis
import VocabularyStore

/// Asks a model's vendor for counts. The key comes from the environment and goes nowhere else.
struct VendorCounter {
  /// Why the vendor gave no count; it ends the run, because it would say the same of every file.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let vendor: CountingVendor
  private let model: String
  private let request: WebRequest

  /// The longest answer, in bytes.
  private static let answerLimit = 1 << 20

  /// A counter for a model of a vendor that counts.
  init(model: String) throws {
    guard let vendor = CountingVendor(model: model) else {
      throw CommandFailure("--ask-vendor asks Anthropic and Google, and \(model) is of neither")
    }
    guard let key = vendor.keyVariables.lazy.compactMap(ProcessEnvironment.variable).first else {
      throw CommandFailure(
        "\(vendor.rawValue) counts only for who has a key: set \(vendor.keyVariables[0])")
    }
    guard key.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
      throw CommandFailure("\(vendor.keyVariables[0]) is no key: it has other letters than ASCII's")
    }
    let server = ProcessEnvironment.variable(vendor.serverVariable) ?? vendor.server
    let path = try vendor.path(model: model)
    request = WebAccess.request(
      try WebAddress((server.hasSuffix("/") ? String(server.dropLast()) : server) + path),
      headers: vendor.headers(key: key))
    self.vendor = vendor
    self.model = model
  }

  /// The vendor's count of a text, or of a chat in the vendor's shape.
  func count(_ document: [UInt8], isChat: Bool) throws -> Int {
    var request = request
    request.body =
      isChat
      ? try vendor.body(chat: document, model: model)
      : try vendor.body(text: document, model: model)
    do {
      let answer = try WebTransfer.exchange(request, limit: Self.answerLimit)
      if answer.status == 200 { return try vendor.tokens(in: answer.body) }
      let complaint = vendor.complaint(in: answer.body).map { ": \($0)" } ?? ""
      throw Failure(
        description: "\(vendor.rawValue) answers with status \(answer.status)\(complaint)")
    } catch let error as VocabularyStoreError { throw Failure(description: "\(error)") }
  }
}
