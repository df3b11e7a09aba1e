import TestSupport
import Testing
import TokenizerModel

@testable import VocabularyStore

@Suite("Chat templates of tokenizers")
struct StoredChatTemplateTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, to name: String) throws {
    try folder.write(Array(text.utf8), to: name)
  }

  private func source(hasTools: Bool = false) throws -> String? {
    try StoredChatTemplate.ofTokenizer("\(folder.path)/tokenizer.json", hasTools: hasTools)
      .map { String(decoding: $0.source, as: UTF8.self) }
  }

  @Test("stand beside them, a file of their own before the configuration")
  func places() throws {
    #expect(try source() == nil)
    try write(#"{"chat_template": "세 번째"}"#, to: "chat_template.json")
    #expect(try source() == "세 번째")
    try write(#"{"a": [1], "chat_template": "두 번째"}"#, to: "tokenizer_config.json")
    #expect(try source() == "두 번째")
    try write("첫 번째", to: "chat_template.jinja")
    #expect(try source() == "첫 번째")
    let ofFolder = try StoredChatTemplate.ofTokenizer(folder.path, hasTools: false)
    #expect(ofFolder?.source == Array("첫 번째".utf8))
  }

  @Test("may differ for chats with tools")
  func tools() throws {
    try write(
      #"{"chat_template": [{"name": "default", "template": "a"}, {"name": "tool_use", "template": "b"}]}"#,
      to: "tokenizer_config.json")
    #expect(try source() == "a")
    #expect(try source(hasTools: true) == "b")
  }

  @Test("come with the tokens that they name")
  func tokens() throws {
    try write("x", to: "chat_template.jinja")
    try write(#"{"bos_token": "<a>", "pad_token": null}"#, to: "special_tokens_map.json")
    func tokens() throws -> [String] {
      try StoredChatTemplate.tokens(besideTokenizer: folder.path).map { "\($0.name)=\($0.text)" }
    }
    #expect(try tokens() == ["bos_token=<a>"])
    try write(
      #"{"add_bos_token": true, "bos_token": {"content": "<s>", "lstrip": false}, "eos_token": "</s>"}"#,
      to: "tokenizer_config.json")
    #expect(try tokens() == ["bos_token=<s>", "eos_token=</s>"])
  }

  @Test("stand in the header of a GGUF file")
  func gguf() throws {
    func number(_ value: UInt64, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
    func text(_ text: String) -> [UInt8] { number(UInt64(text.utf8.count), 8) + Array(text.utf8) }
    func pair(_ key: String, _ value: String) -> [UInt8] {
      text("tokenizer." + key) + number(8, 4) + text(value)
    }
    let tokens = ["<unk>", "<s>", "</s>"]
    let pairs = [
      pair("chat_template", "a"), pair("chat_template.tool_use", "b"),
      text("tokenizer.ggml.tokens") + number(9, 4) + number(8, 4) + number(3, 8)
        + tokens.flatMap(text),
      text("tokenizer.ggml.bos_token_id") + number(4, 4) + number(1, 4),
      text("tokenizer.ggml.eos_token_id") + number(4, 4) + number(9, 4),
    ]
    let header = Array("GGUF".utf8) + number(3, 4) + number(0, 8) + number(UInt64(pairs.count), 8)
    try folder.write(header + pairs.flatMap(\.self), to: "model.gguf")
    let path = "\(folder.path)/model.gguf"
    let plain = try #require(try StoredChatTemplate.ofTokenizer(path, hasTools: false))
    #expect(plain.source == [UInt8(ascii: "a")])
    // An id that no token has is left out.
    #expect(plain.tokens.map { "\($0.name)=\($0.text)" } == ["bos_token=<s>"])
    let withTools = try StoredChatTemplate.inFile(path, hasTools: true)
    #expect(withTools.source == [UInt8(ascii: "b")])
  }

  @Test("are refused by their file where it is broken")
  func broken() throws {
    try write(#"{"chat_template": 1}"#, to: "tokenizer_config.json")
    let error = #expect(throws: VocabularyStoreError.self) { try source() }
    #expect(
      error?.description.hasSuffix(
        "tokenizer_config.json: line 1, column 19: a string should stand here") == true)
    try write("{}", to: "empty.json")
    #expect(throws: VocabularyStoreError.self) {
      try StoredChatTemplate.inFile("\(folder.path)/empty.json", hasTools: false)
    }
  }
}
