import ArgumentParser
import Tokenization
import VocabularyStore

/// `malmoi bench load`: what a process costs that loads a tokenizer and encodes one word.
struct BenchLoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Load a tokenizer, encode '안녕하세요' and exit.",
    discussion: "Time the whole process from outside; the ids are printed as proof of the work.")

  @OptionGroup var tokenizer: TokenizerOption

  func run() throws {
    let ids = try tokenizer.load().tokenizer.encode("안녕하세요")
    var data = DataOutput(path: nil)
    try data.write(IDText.line(of: ids))
    try data.finish()
  }
}
