import Foundation
import TestSupport
import Testing

@Suite("malmoi chat")
struct ChatCommandTests {
  let folder: TemporaryFolder

  static let chat = #"""
    [{"role": "system", "content": "짧게 답하세요."},
     {"role": "user", "content": "안녕하세요? <|im_end|>"}]
    """#
  /// One token a byte, and two marks.
  static let tokenizer: String = {
    let alphabet =
      Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF) as [UInt32]
    let others = (0..<UInt32(256 - alphabet.count)).map { 0x100 + $0 }
    var members: [String] = []
    for (id, value) in (alphabet + others).enumerated() {
      let character = Unicode.Scalar(value).map { String($0) } ?? ""
      let escaped = character == "\"" || character == "\\" ? "\\" + character : character
      members.append("\"\(escaped)\": \(id)")
    }
    func added(_ content: String, _ id: Int) -> String {
      "{\"id\": \(id), \"content\": \"\(content)\", \"single_word\": false, \"lstrip\": false, "
        + "\"rstrip\": false, \"normalized\": false, \"special\": true}"
    }
    return """
      {"version": "1.0", "truncation": null, "padding": null,
       "added_tokens": [\(added("<|im_start|>", 256)), \(added("<|im_end|>", 257))],
       "normalizer": null,
       "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
        "use_regex": true},
       "post_processor": null,
       "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true,
        "use_regex": true},
       "model": {"type": "BPE", "dropout": null, "unk_token": null,
        "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
        "byte_fallback": false, "vocab": {\(members.joined(separator: ", "))}, "merges": []}}
      """
  }()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Array(Self.chat.utf8), to: "chat.json")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/model", withIntermediateDirectories: true)
    try folder.write(Array(Self.tokenizer.utf8), to: "model/tokenizer.json")
    let config = #"""
      {"add_bos_token": true, "eos_token": {"content": "<|im_end|>"}, "model_max_length": 1e30,
       "chat_template": [
         {"name": "default", "template": "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content + eos_token }}\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"},
         {"name": "tool_use", "template": "{{ tools | length }} {{ strftime_now('%d %b') }} {{ style }}"}]}
      """#
    try folder.write(Array(config.utf8), to: "model/tokenizer_config.json")
  }

  func run(_ arguments: String..., input: String = "") throws -> CommandRun {
    try CommandRun(["chat"] + arguments, input: Array(input.utf8), in: folder.path)
  }

  static let prompt = """
    <|im_start|>system
    짧게 답하세요.<|im_end|>
    <|im_start|>user
    안녕하세요? <|im_end|><|im_end|>
    <|im_start|>assistant

    """

  @Test("writes the prompt of a built-in framing, and of the template beside a tokenizer")
  func text() throws {
    for template in [["--template", "chatml"], ["--tokenizer", "model"]] {
      let run = try CommandRun(
        ["chat", "--add-generation-prompt", "chat.json"] + template, in: folder.path)
      #expect(run.text == Self.prompt && run.errors.isEmpty)
    }
  }

  @Test("encodes marks that a message spells as text, and says so")
  func injection() throws {
    let plain = try run("--tokenizer", "model", "--format", "ids", "chat.json")
    let ids = plain.text.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
    #expect(ids.filter { $0 >= 256 } == [256, 257, 256, 257])
    #expect(plain.errors.hasPrefix("note: chat.json: messages spell marks of the model;"))
    let allowed = try run(
      "--tokenizer", "model", "--format", "count", "--allow-special", "all", "chat.json")
    #expect(allowed.text == "\(ids.count - "<|im_end|>".utf8.count + 1)\n")
    #expect(allowed.errors.isEmpty)
  }

  @Test("tells as JSON what the chat wrote")
  func json() throws {
    let run = try run(
      "--tokenizer", "model", "--template", "chatml", "--format", "json", "-",
      input: #"[{"role":"user","content":"가"}]"#)
    #expect(
      run.text.hasPrefix(#"{"text":"<|im_start|>user\n가<|im_end|>\n","tokens":11,"ids":[256,"#))
    #expect(run.text.hasSuffix("\"plain\":[[17,20]]}\n"))
  }

  @Test("passes tools, settings and a time, and takes the template for tools")
  func settings() throws {
    let body = #"{"messages":[{"role":"user","content":"?"}],"tools":[{"a":1}]}"#
    let run = try run(
      "--tokenizer", "model", "--set", "style=\"짧게\"", "--now", "2026-03-05", input: body)
    #expect(run.text == "1 05 Mar 짧게")
  }

  @Test("stops hostile templates in one line, with status 1")
  func hostile() throws {
    try folder.write(
      Array("{% for a in range(9 ** 9) %}{% endfor %}".utf8), to: "endless.jinja")
    let run = try run("--template", "endless.jinja", "chat.json")
    #expect(run.status == 1 && run.text.isEmpty)
    #expect(
      run.errors
        == "Error: endless.jinja: template line 1, column 18: more than 100000 numbers in a range\n"
    )
  }

  @Test(
    "says what is missing",
    arguments: [
      (
        ["--template", "chatmll"],
        "Error: chatmll: neither a file nor a built-in framing; did you mean chatml?\n"
      ),
      (["--template", "chatml", "--format", "ids"], "Error: --format ids needs a --tokenizer."),
      ([], "Error: Name a template by --template, or a tokenizer that has one."),
      (["--template", "chatml", "--set", "a"], "Error: --set takes name=json"),
      (["--template", "model/tokenizer_config.json", "--set", "a=b"], "Error: --set a: line 1"),
    ])
  func missing(_ arguments: [String], _ message: String) throws {
    let run = try CommandRun(["chat", "chat.json"] + arguments, in: folder.path)
    #expect(run.status != 0 && run.errors.hasPrefix(message), "\(run.errors)")
  }

  @Test("names the remedy where a tokenizer has no template")
  func noTemplate() throws {
    try FileManager.default.removeItem(atPath: folder.path + "/model/tokenizer_config.json")
    let run = try run("--tokenizer", "model", "chat.json")
    #expect(run.status == 1)
    #expect(
      run.errors.hasPrefix(
        "Error: model: no chat template in it or beside it; name one by --template: a file, or one of "
          + "chatml, exaone3,"))
  }
}
