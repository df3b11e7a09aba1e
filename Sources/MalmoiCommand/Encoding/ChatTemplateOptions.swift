public import ArgumentParser
public import ChatTemplates
import VocabularyStore

/// By which template chats become prompts.
struct ChatTemplateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A chat template: a file, or the name of a built-in framing.", valueName: "path-or-name"))
  var template: String?
  @Flag(help: "End with the opening of a reply.") var addGenerationPrompt = false
  @Option(
    help: ArgumentHelp(
      "Set a variable of the template, such as enable_thinking=false. Repeatable.",
      valueName: "name=json"))
  var set: [String] = []
  @Option(
    help: ArgumentHelp(
      "The time that a template is told, in place of the present in UTC.",
      valueName: "yyyy-mm-dd[Thh:mm:ss]"))
  var now: ChatClock?

  func validate() throws {
    for setting in set where !setting.contains("=") {
      throw ValidationError("--set takes name=json, such as enable_thinking=false.")
    }
  }
}

extension ChatClock: ExpressibleByArgument {
  /// Reads a day, or a day and a time with a T between them.
  public init?(argument: String) {
    let parts = argument.split(separator: "T", omittingEmptySubsequences: false)
    let numbers = (parts.first ?? "").split(separator: "-").compactMap { Int($0) }
    var times = [0, 0, 0]
    if parts.count == 2 { times = parts[1].split(separator: ":").compactMap { Int($0) } }
    guard parts.count <= 2, numbers.count == 3, times.count == 3, (1...9999).contains(numbers[0]),
      (1...12).contains(numbers[1]), (1...31).contains(numbers[2]), (0...23).contains(times[0]),
      (0...59).contains(times[1]), (0...60).contains(times[2])
    else { return nil }
    self.init(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: times[0], minute: times[1],
      second: times[2])
  }
}
