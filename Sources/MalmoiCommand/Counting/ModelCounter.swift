import TokenAnalysis
import Tokenization
import VocabularyStore

/// Counts texts for models: by their own tokenizers, or by stand-ins and their corrections.
struct ModelCounter {
  /// A count and how sure it is.
  struct Count {
    var tokens: Int
    var range: ClosedRange<Int>
    var tokenizer: String
    var certainty: Certainty
  }

  private let overrides: OverrideOptions
  private let standIn: String?
  private var sessions: [String: EncodingSession] = [:]

  /// A counter; the stand-in is used for models without a tokenizer of their own.
  init(overrides: OverrideOptions, standIn: String?) {
    self.overrides = overrides
    self.standIn = standIn
  }

  /// The tokens of a text for a model.
  mutating func count(_ text: [UInt8], for model: String, _ facts: ModelFacts?) throws -> Count {
    let name = try tokenizer(of: model, facts)
    return corrected(try session(name).count(text), name, facts)
  }

  /// The tokens of a chat for a model; without a published frame they are an estimate.
  mutating func count(_ chat: Chat, for model: String, _ facts: ModelFacts?) throws -> Count {
    let name = try tokenizer(of: model, facts)
    let chatCount = try ChatCount(chat, framing: facts?.framing, session: session(name))
    var count = corrected(chatCount.total, name, facts)
    if !chatCount.isPublished { count.certainty = .estimated }
    return count
  }

  private func corrected(_ tokens: Int, _ name: String, _ facts: ModelFacts?) -> Count {
    let isStandIn = name == standIn
    if !isStandIn, let correction = facts?.correction {
      let corrected = correction.apply(to: tokens)
      return Count(
        tokens: corrected.tokens, range: corrected.low...corrected.high, tokenizer: name,
        certainty: .estimated)
    }
    return Count(
      tokens: tokens, range: tokens...tokens, tokenizer: name,
      certainty: isStandIn ? .estimated : facts?.certainty ?? .unknown)
  }

  /// The tokenizer to count with.
  func tokenizer(of model: String, _ facts: ModelFacts?) throws -> String {
    if let standIn { return standIn }
    if let name = facts?.tokenizer { return name }
    guard let facts else { throw PriceCatalogue(books: [.malmoi]).unknownModel(model) }
    throw CommandFailure(
      "the tokenizer of \(model) is unknown (\(facts.note)); name one to count with by --tokenizer")
  }

  /// The session of a tokenizer, loaded once.
  mutating func session(_ name: String) throws -> EncodingSession {
    if let session = sessions[name] { return session }
    let session = EncodingSession(try overrides.load(name).tokenizer)
    sessions[name] = session
    return session
  }
}
