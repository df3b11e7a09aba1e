import TokenAnalysis
import Tokenization
import VocabularyStore

/// One way of counting: by a tokenizer, for a model, or by asking the model's vendor.
struct CountingColumn {
  /// What heads the column.
  var name: String
  /// The tokenizer that counts, or the vendor.
  var tokenizer: String
  /// The model, where one was named.
  var model: String?
  /// How sure the counts are; nil for a tokenizer that was named.
  var certainty: Certainty?
  /// The vendor who is asked, where one is.
  var vendor: CountingVendor? {
    if case .vendor(let counter) = way { counter.vendor } else { nil }
  }

  private let facts: ModelFacts?
  private let way: Way

  private enum Way {
    case session(EncodingSession)
    case vendor(VendorCounter)
  }

  /// The tokens of a document.
  struct Count {
    var tokens: Int
    /// The tokens before what is known of the stand-in corrected them.
    var uncorrected: Int
    /// The chat's messages and tools, where it is one and was counted here.
    var chat: ChatCount?
  }

  /// A column for a tokenizer that was named.
  init(_ loaded: RunnableTokenizer) {
    name = loaded.name
    tokenizer = loaded.name
    facts = nil
    way = .session(EncodingSession(loaded.tokenizer))
  }

  /// A column for a model; a chat is counted exactly only where its frame is published.
  init(model: String, asChats: Bool, counter: inout ModelCounter) throws {
    let facts = ModelTable.facts(of: model)
    self.facts = facts
    self.model = model
    name = model
    tokenizer = try counter.tokenizer(of: model, facts)
    let isFrameKnown = !asChats || facts?.framing?.isPublished == true
    certainty = facts.map { isFrameKnown || $0.certainty != .exact ? $0.certainty : .estimated }
    way = .session(try counter.session(tokenizer))
  }

  /// A column for a model whose vendor is asked.
  init(askingVendorOf model: String) throws {
    let counter = try VendorCounter(model: model)
    self.model = model
    name = "\(model) by \(counter.vendor.rawValue)"
    tokenizer = counter.vendor.rawValue
    certainty = counter.vendor.certainty
    facts = nil
    way = .vendor(counter)
  }

  /// The tokens of a text.
  func count(_ text: [UInt8], allowing policy: SpecialTokenPolicy) throws -> Count {
    let tokens =
      switch way {
      case .session(let session): try session.count(text, allowedSpecial: policy)
      case .vendor(let counter): try counter.count(text, isChat: false)
      }
    return Count(tokens: corrected(tokens), uncorrected: tokens)
  }

  /// The tokens of a chat, message by message where it is counted here; `json` is what was read.
  func count(_ chat: Chat, json: [UInt8]) throws -> Count {
    switch way {
    case .vendor(let counter):
      let tokens = try counter.count(json, isChat: true)
      return Count(tokens: tokens, uncorrected: tokens)
    case .session(let session):
      var count = try ChatCount(chat, framing: facts?.framing, session: session)
      let uncorrected = count.total
      count.messages = count.messages.map(corrected)
      count.tools = count.tools.map(corrected)
      return Count(tokens: count.total, uncorrected: uncorrected, chat: count)
    }
  }

  private func corrected(_ tokens: Int) -> Int {
    facts?.correction?.apply(to: tokens).tokens ?? tokens
  }
}
