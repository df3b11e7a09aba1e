import TokenAnalysis
import Tokenization

/// One way of counting: by a tokenizer, or for a model.
struct CountingColumn {
  /// What heads the column.
  var name: String
  /// The tokenizer that counts.
  var tokenizer: String
  /// The model, where one was named.
  var facts: ModelFacts?
  /// How sure the counts are; nil for a tokenizer that was named.
  var certainty: Certainty?
  private let session: EncodingSession

  /// A column for a tokenizer that was named.
  init(_ loaded: LoadedTokenizer) {
    name = loaded.name
    tokenizer = loaded.name
    session = EncodingSession(loaded.tokenizer)
  }

  /// A column for a model; a chat is counted exactly only where its frame is published.
  init(model: String, asChats: Bool, counter: inout ModelCounter) throws {
    facts = ModelTable.facts(of: model)
    name = model
    tokenizer = try counter.tokenizer(of: model, facts)
    let isFrameKnown = !asChats || facts?.framing?.isPublished == true
    certainty = facts.map { isFrameKnown || $0.certainty != .exact ? $0.certainty : .estimated }
    session = try counter.session(tokenizer)
  }

  /// The tokens of a text.
  func count(_ text: [UInt8], allowing policy: SpecialTokenPolicy) throws -> Int {
    corrected(try session.count(text, allowedSpecial: policy))
  }

  /// The tokens of a chat, message by message.
  func count(_ chat: Chat) throws -> ChatCount {
    var count = try ChatCount(chat, framing: facts?.framing, session: session)
    count.messages = count.messages.map(corrected)
    count.tools = count.tools.map(corrected)
    return count
  }

  private func corrected(_ tokens: Int) -> Int {
    facts?.correction?.apply(to: tokens).tokens ?? tokens
  }
}
