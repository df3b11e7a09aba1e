import Testing
import Tokenization

@testable import TokenAnalysis

@Suite("Chats")
struct ChatTests {
  private static let openAI = """
    {"model": "gpt-4o", "messages": [
      {"role": "system", "content": "간결하게 답하세요."},
      {"role": "user", "name": "minji", "content": [{"type": "text", "text": "오늘 서울 날씨는?"},
        {"type": "image_url", "image_url": {"url": "data:"}}]},
      {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function",
        "function": {"name": "weather", "arguments": "{}"}}]},
      {"role": "tool", "tool_call_id": "1", "content": "맑음"}],
     "tools": [{"type": "function", "function": {"name": "weather", "description": "Tells it.",
       "parameters": {"type": "object", "properties": {
         "city": {"type": "string", "description": "Where."},
         "unit": {"type": "string", "enum": ["C", "F"]}}}}}]}
    """
  private static let anthropic = """
    {"system": [{"type": "text", "text": "s"}], "messages": [
      {"role": "user", "content": "u"},
      {"role": "assistant", "content": [{"type": "tool_use", "id": "1", "name": "f", "input": {"a": 1}}]},
      {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1",
        "content": [{"type": "text", "text": "r"}]}, {"type": "image", "source": {}}]}],
     "tools": [{"name": "f", "description": "d", "input_schema": {"type": "object"}}]}
    """
  private static let gemini = """
    {"systemInstruction": {"parts": [{"text": "s"}]}, "contents": [
      {"role": "user", "parts": [{"text": "u"}, {"inlineData": {}}]},
      {"role": "model", "parts": [{"functionCall": {"name": "f", "args": {"a": 1}}}]},
      {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"b": 2}}}]}],
     "tools": [{"functionDeclarations": [{"name": "f", "description": "d"}]}]}
    """

  @Test("the three shapes are told apart and reduced to their texts")
  func shapes() throws {
    let chats = try [Self.openAI, Self.anthropic, Self.gemini].map {
      try Chat(json: Array($0.utf8))
    }
    #expect(chats.map(\.shape) == [.openAI, .anthropic, .gemini])
    let texts = chats.map {
      $0.messages.map { $0.texts.map { String(decoding: $0, as: UTF8.self) } }
    }
    #expect(texts[0] == [["간결하게 답하세요."], ["오늘 서울 날씨는?"], ["weather", "{}"], ["맑음"]])
    #expect(texts[1] == [["s"], ["u"], ["f", #"{"a":1}"#], ["r"]])
    #expect(texts[2] == [["s"], ["u"], ["f", #"{"a":1}"#], ["f", #"{"b":2}"#]])
    #expect(chats.map { $0.messages.reduce(0) { $0 + $1.otherParts } } == [1, 1, 1])
    #expect(chats.map { $0.tools.count } == [1, 1, 1])
  }

  /// Every byte is a token, so that the formula can be followed by hand.
  @Test("messages and tools are counted by the cookbook's formula")
  func formula() throws {
    let session = EncodingSession(try smallTokenizer([]))
    let json = """
      {"messages": [{"role": "user", "name": "ab", "content": "12345"}],
       "tools": [{"function": {"name": "f", "description": "do.", "parameters": {"properties": {
         "p": {"type": "t", "description": "d."}, "q": {"type": "u", "description": "e", "enum": ["x", "yz"]}}}}}]}
      """
    let chat = try Chat(json: Array(json.utf8))
    let count = try ChatCount(
      chat, framing: ModelTable.facts(of: "gpt-4o")?.framing, session: session)
    // 3 + "user" + "12345" + "ab" + 1 for the name.
    #expect(count.messages == [3 + 4 + 5 + 2 + 1])
    // 7 + "f:do", 3, then 3 + "p:t:d", then 3 - 3 + (3 + 1) + (3 + 2) + "q:u:e".
    #expect(count.tools == [7 + 4 + 3 + 3 + 5 + 0 + 4 + 5 + 5])
    #expect(count.rest == 3 + 12)
    #expect(count.isPublished)
    let old = try ChatCount(
      chat, framing: ModelTable.facts(of: "gpt-3.5-turbo-0301")?.framing, session: session)
    #expect(old.messages == [4 + 4 + 5 + 2 - 1])
    #expect(old.tools == [10 + 4 + 3 + 3 + 5 + 0 + 4 + 5 + 5])
    let later = ModelTable.facts(of: "gpt-5.4")?.framing
    #expect(later?.isPublished == false)
  }

  @Test("without a published frame the texts are counted and the tools as JSON")
  func withoutFrame() throws {
    let session = EncodingSession(try smallTokenizer([]))
    let chat = try Chat(json: Array(Self.anthropic.utf8))
    let count = try ChatCount(chat, framing: nil, session: session)
    #expect(count.messages == [1, 1, 8, 1])
    #expect(count.tools == [1 + 1 + #"{"type":"object"}"#.utf8.count])
    #expect(count.rest == 0)
    #expect(!count.isPublished)
  }

  @Test(
    "a chat of another shape is refused with the place",
    arguments: [
      ("3", "the chat: an object or an array of messages should stand here"),
      ("{}", "messages: an array should stand here"),
      (#"[{"role": 1, "content": ""}]"#, "messages[0].role: a string should stand here"),
      (
        #"[{"role": "user"}]"#,
        "messages[0].content: a string or an array of parts should stand here"
      ),
      (
        #"[{"role": "user", "content": [5]}]"#,
        "messages[0].content[0]: an object should stand here"
      ),
      (#"{"messages": [], "tools": [{}]}"#, "tools[0]: it has no function"),
      (
        #"{"system": "", "messages": [{"role": "user", "content": [{}]}]}"#,
        "messages[0].content[0].type: a string should stand here"
      ),
      (#"{"contents": [{"parts": 1}]}"#, "contents[0].parts: an array should stand here"),
      (#"{"contents": "#, "line 1, column 14: the text ends where a value should stand"),
    ])
  func refused(_ json: String, _ message: String) {
    let error = #expect(throws: TokenAnalysisError.self) { try Chat(json: Array(json.utf8)) }
    #expect(error?.description == message)
  }
}
