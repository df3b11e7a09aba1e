import ChatTemplates
import Tokenization
import TokenizerModel
import VocabularyStore

/// Makes prompts of chats: by a built-in framing, by a template in a file, or by a tokenizer's own.
struct ChatPromptTemplate {
  private let options: ChatTemplateOptions
  private let tokenizerPath: String?
  private let family: ChatFamily?
  /// The templates for chats without tools and with them, where these differ, once they are read.
  private var loaded: [Bool: (template: ChatTemplate, stored: StoredChatTemplate)] = [:]

  init(options: ChatTemplateOptions, tokenizerPath: String?) {
    self.options = options
    self.tokenizerPath = tokenizerPath
    family = options.template.flatMap { name in
      FileKind.of(name) == .missing ? ChatFamily.named(name) : nil
    }
  }

  /// The prompt of a chat; `place` names its file in messages.
  mutating func prompt(_ json: [UInt8], _ place: String) throws -> RenderedChat {
    var request = try inPlace(place) { () throws(ChatTemplateError) in try ChatRequest(json: json) }
    if options.addGenerationPrompt { request.setAddsGenerationPrompt(true) }
    for setting in options.set {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      do throws(ChatTemplateError) {
        try request.set(String(parts[0]), json: Array(parts[1].utf8))
      } catch { throw CommandFailure("--set \(parts[0]): \(error)") }
    }
    if let family {
      return try inPlace(place) { () throws(ChatTemplateError) in try family.render(request) }
    }
    let (template, stored) = try load(hasTools: request.hasTools)
    for token in stored.tokens { request.setToken(token.name, token.text) }
    let clock = options.now ?? ChatClock(secondsSince1970: ProcessEnvironment.secondsSince1970)
    return try inPlace(stored.path) { () throws(ChatTemplateError) in
      try template.render(request, clock: clock)
    }
  }

  /// Whether a text stands in what the template itself writes, once it has been used.
  func spells(_ text: String) -> Bool {
    loaded.values.contains { $0.template.spells(text) } || family?.spells(text) ?? false
  }

  private mutating func load(
    hasTools: Bool
  ) throws -> (template: ChatTemplate, stored: StoredChatTemplate) {
    if let known = loaded[hasTools] { return known }
    var stored = try find(hasTools: hasTools)
    if stored.tokens.isEmpty, let tokenizerPath {
      stored.tokens = try StoredChatTemplate.tokens(besideTokenizer: tokenizerPath)
    }
    let template = try inPlace(stored.path) { () throws(ChatTemplateError) in
      try ChatTemplate(stored.source)
    }
    loaded[hasTools] = (template, stored)
    return (template, stored)
  }

  private func find(hasTools: Bool) throws -> StoredChatTemplate {
    let names = ChatFamily.all.map(\.name)
    if let path = options.template {
      guard FileKind.of(path) != .missing else {
        let nearest = NearestNames.find(path, in: names, limit: 3)
        throw CommandFailure(
          "\(path): neither a file nor a built-in framing"
            + (nearest.isEmpty
              ? ", which are \(names.joined(separator: ", "))"
              : "; did you mean \(nearest.joined(separator: ", "))?"))
      }
      return try StoredChatTemplate.inFile(path, hasTools: hasTools)
    }
    let path = tokenizerPath ?? ""
    if let stored = try StoredChatTemplate.ofTokenizer(path, hasTools: hasTools) { return stored }
    throw CommandFailure(
      "\(path): no chat template in it or beside it; name one by --template: a file, or one of "
        + names.joined(separator: ", "))
  }

  /// Does something whose errors are about a file.
  private func inPlace<Result>(
    _ place: String, _ body: () throws(ChatTemplateError) -> Result
  ) throws -> Result {
    do throws(ChatTemplateError) {
      return try body()
    } catch { throw CommandFailure("\(place): \(error)") }
  }
}

/// Encodes prompts so that what the chat wrote is text.
struct PromptEncoder {
  private let session: EncodingSession
  private let path: String

  init(_ loaded: RunnableTokenizer) {
    session = EncodingSession(loaded.tokenizer)
    path = loaded.path
  }

  /// The ids of a prompt. Beside special tokens the added tokens that the template spells are marks, but
  /// for white space, which means nothing.
  func ids(
    of prompt: RenderedChat, by template: ChatPromptTemplate, allowing policy: SpecialTokenPolicy
  ) throws -> [TokenID] {
    let marks = session.tokenizer.addedTokens.filter { token in
      !token.isSpecial && template.spells(token.content)
        && !token.content.utf8.allSatisfy { $0 <= 0x20 }
    }
    do throws(TokenizationError) {
      return try session.encode(
        prompt: prompt.bytes.span, plainText: prompt.data, marks: marks, allowedSpecial: policy)
    } catch { throw CommandFailure("\(path): \(error)") }
  }
}
