import ArgumentParser
import ChatTemplates
import CorpusReading
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi chat`: a chat into the prompt that a model reads.
struct ChatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Make a prompt of a chat, as text, ids or a count.",
    discussion: """
      FILE is JSON: an array of messages, or an object with messages, tools, documents, \
      add_generation_prompt and chat_template_kwargs. The template is that of the tokenizer (in its \
      GGUF file, or beside it in chat_template.jinja or tokenizer_config.json), a file, or one of the \
      built-in framings: \(ChatFamily.all.map(\.name).joined(separator: ", ")).

      What messages say is text: a message that spells <|im_end|> or another mark of the model gets no \
      control token for it, unless --allow-special names the mark. What the template writes does.

      A template is Jinja as transformers runs it, but reaches no file, and is stopped where it runs \
      long. Formats:
        text    the prompt
        ids     its token ids
        count   their number
        json    an object with text, ids, tokens, and plain: the bytes [start, end) that the chat wrote

      Examples:
        malmoi chat --template chatml --add-generation-prompt chat.json
        malmoi chat --tokenizer models/exaone --format count chat.json
      """)

  /// How the prompt is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, ids, count, json
  }

  @Option(
    help: ArgumentHelp(
      "The tokenizer, whose template is taken where --template names none.",
      valueName: "path-or-name"))
  var tokenizer: String?
  @OptionGroup var chat: ChatTemplateOptions
  @Option(help: "How the prompt is written.") var format = Format.text
  @OptionGroup var special: SpecialTokenOption
  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions
  @Argument(help: "The chat; - or none is standard input.") var file = "-"

  func validate() throws {
    if tokenizer == nil, chat.template == nil {
      throw ValidationError("Name a template by --template, or a tokenizer that has one.")
    }
    if tokenizer == nil, format != .text {
      throw ValidationError("--format \(format.rawValue) needs a --tokenizer.")
    }
  }

  func run() throws {
    let json = try readWholeFile(file)
    var data = DataOutput(path: nil)
    guard let tokenizer, format != .text else {
      let path = try tokenizer.map { try VocabularySearch.ofProcess.path(of: $0) }
      var template = ChatPromptTemplate(options: chat, tokenizerPath: path)
      try data.write(try template.prompt(json, file).bytes)
      return try data.finish()
    }
    let loaded = try overrides.load(tokenizer, applying: [.specialTokens])
    var template = ChatPromptTemplate(options: chat, tokenizerPath: loaded.path)
    let prompt = try template.prompt(json, file)
    let encoder = PromptEncoder(loaded)
    let ids = try encoder.ids(of: prompt, by: template, allowing: special.policy)
    if try encoder.ids(of: prompt, by: template, allowing: .all) != ids {
      Talk.line(
        "note: \(file): messages spell marks of the model; they are encoded as the text that they are "
          + "(see --allow-special)")
    }
    switch format {
    case .text, .ids: try data.write(IDText.line(of: ids))
    case .count: try data.write("\(ids.count)\n")
    case .json: try data.write(Self.json(prompt, ids))
    }
    try data.finish()
  }

  private static func json(_ prompt: RenderedChat, _ ids: [TokenID]) -> [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    writer.key("text")
    writer.string(prompt.bytes)
    writer.key("tokens")
    writer.integer(ids.count)
    writer.key("ids")
    writer.beginArray()
    for id in ids { writer.integer(id.rawValue) }
    writer.endArray()
    writer.key("plain")
    writer.beginArray()
    for range in prompt.data {
      writer.beginArray()
      writer.integer(range.lowerBound)
      writer.integer(range.upperBound)
      writer.endArray()
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
