import ArgumentParser
import PreTokenization
import TextNormalization
import TokenizerModel
import VocabularyStore

/// `malmoi vocab inspect`: what a tokenizer is.
struct VocabInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show what a tokenizer is: its size, rules and tokens.")

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @Option(help: "Show these ids, and the token of each. Repeatable.")
  var id: [UInt32] = []

  @Flag(help: "Print JSON.") var json = false

  @Argument(help: "A tokenizer by path or name.")
  var tokenizer = defaultTokenizer

  func run() throws {
    let stored = try StoredTokenizer.load(
      tokenizer, search: .ofProcess, overrides: overrides.overrides)
    let facts = VocabularyFacts(stored)
    var data = DataOutput(path: nil)
    if json {
      try data.write(try facts.json(ids: id))
    } else {
      try data.write(try facts.text(ids: id))
    }
    try data.finish()
  }
}
