import ArgumentParser
import Tokenization
import VocabularyStore

/// `malmoi vocab compile`: a tokenizer in the form in which it is run.
struct VocabCompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Write a tokenizer in the form in which it is run.",
    discussion: """
      A .trie is mapped and checked instead of read and built, so loading it takes milliseconds. The \
      same tokenizer gives the same bytes on every machine. Other commands compile on first use into \
      the user's cache by themselves; MALMOI_COMPILED_CACHE names another folder, or off.
      """)

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @Argument(help: "The tokenizer to read, by path or name.")
  var input: String

  @Argument(help: "The file to write, ending in .trie.")
  var output: String

  func validate() throws {
    if !output.hasSuffix(".trie") {
      throw ValidationError("\(output): the name of the output must end in .trie.")
    }
  }

  func run() throws {
    let stored = try StoredTokenizer.load(
      input, search: .ofProcess, overrides: overrides.overrides)
    let bytes: [UInt8]
    let tokenizer = try RunnableTokenizer(stored).tokenizer
    do throws(TokenizationError) {
      bytes = try tokenizer.compiled(origin: stored.origin)
    } catch { throw CommandFailure("\(stored.path): \(error)") }
    try AtomicFile.write(bytes, to: output)
    Talk.line("wrote \(output), \(bytes.count) bytes")
  }
}
