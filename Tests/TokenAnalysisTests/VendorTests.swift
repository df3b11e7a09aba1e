import Testing

@testable import TokenAnalysis

@Suite("Vendors that count")
struct VendorTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("a text becomes the only message of a user")
  func texts() throws {
    #expect(
      text(try CountingVendor.anthropic.body(text: Array("a\"b".utf8), model: "Claude-Opus-5"))
        == #"{"model":"claude-opus-5","messages":[{"role":"user","content":"a\"b"}]}"#)
    #expect(
      text(try CountingVendor.google.body(text: Array("가".utf8), model: "gemini-2.5-pro"))
        == #"{"contents":[{"role":"user","parts":[{"text":"가"}]}]}"#)
    #expect(throws: TokenAnalysisError.self) {
      try CountingVendor.google.body(text: [0xFF], model: "gemini-2.5-pro")
    }
  }

  @Test("a chat is sent as it is, but for what a count may not have")
  func chats() throws {
    let chat = Array(#"{"max_tokens":1,"messages":[1.50],"system":"s","stream":true}"#.utf8)
    #expect(
      text(try CountingVendor.anthropic.body(chat: chat, model: "claude-opus-5"))
        == #"{"model":"claude-opus-5","system":"s","messages":[1.50]}"#)
    #expect(
      text(try CountingVendor.anthropic.body(chat: Array("[]".utf8), model: "claude-opus-5"))
        == #"{"model":"claude-opus-5","messages":[]}"#)
    let gemini = Array(#"{"contents":[],"model":"models/x","tools":[]}"#.utf8)
    #expect(
      text(try CountingVendor.google.body(chat: gemini, model: "gemini/gemini-2.5-pro"))
        == #"{"generateContentRequest":{"model":"models/gemini-2.5-pro","contents":[],"tools":[]}}"#
    )
    #expect(throws: TokenAnalysisError.self) {
      try CountingVendor.google.body(chat: chat, model: "gemini-2.5-pro")
    }
    #expect(throws: TokenAnalysisError.self) {
      try CountingVendor.anthropic.body(chat: gemini, model: "claude-opus-5")
    }
  }

  @Test(
    "vendors are known by their models",
    arguments: [
      ("claude-opus-5", CountingVendor.anthropic), ("gemini/gemini-2.5-pro", .google),
      ("bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", .anthropic), ("gpt-4o", nil),
      ("notclaude-1", nil),
    ] as [(String, CountingVendor?)])
  func vendors(_ model: String, _ vendor: CountingVendor?) {
    #expect(CountingVendor(model: model) == vendor)
  }

  @Test("answers are read, and refused where they say nothing")
  func answers() throws {
    #expect(try CountingVendor.anthropic.tokens(in: Array(#"{"input_tokens":2095}"#.utf8)) == 2095)
    let google = Array(#"{"totalTokens":31,"promptTokensDetails":[]}"#.utf8)
    #expect(try CountingVendor.google.tokens(in: google) == 31)
    for answer in ["", "{}", #"{"input_tokens":"5"}"#, #"{"input_tokens":-1}"#, "[1]"] {
      #expect(throws: TokenAnalysisError.self) {
        try CountingVendor.anthropic.tokens(in: Array(answer.utf8))
      }
    }
    let error = Array(#"{"error":{"message":"no\nkey"}}"#.utf8)
    #expect(CountingVendor.google.complaint(in: error) == "no key")
    #expect(CountingVendor.google.complaint(in: [0x7B]) == nil)
    #expect(throws: TokenAnalysisError.self) {
      try CountingVendor.google.path(model: "gemini-1?key=x")
    }
  }
}
