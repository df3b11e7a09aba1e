import ArgumentParser
import CorpusReading
import TokenAnalysis

/// The prompt whose price is asked.
struct PromptOptions: ParsableArguments {
  @Flag(help: "FILE is a chat in the shape of OpenAI, Anthropic or Gemini.") var chat = false
  @Argument(help: "The prompt; - or none is standard input.") var files: [String] = []

  func validate() throws {
    if chat, files.count > 1 { throw ValidationError("--chat takes one FILE.") }
  }

  /// Reads it.
  func read() throws -> CostEstimation.Prompt {
    let paths = files.isEmpty ? ["-"] : files
    let text = try paths.flatMap { try readWholeFile($0) }
    guard chat else { return .text(text) }
    do {
      return .chat(try Chat(json: text))
    } catch { throw CommandFailure("\(paths[0]): \(error)") }
  }
}
