import ArgumentParser
import TokenizerModel
import VocabularyStore

/// `malmoi vocab list`: the tokenizers that have a name.
struct VocabListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tokenizers that can be used by name, or fetched.",
    discussion: """
      Names are looked up in the folders of MALMOI_VOCAB_PATH, in ./vocab, in the user's cache and \
      among the vocabularies that came with the program. here: in one of these folders. cached: in \
      the user's cache. available: vocab pull fetches it. published: its page is known, but not \
      its SHA-256 or its address.
      """)

  @Flag(help: "Leave out what is not on this machine.") var local = false
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let search = VocabularySearch.ofProcess
    let listed = try ListedVocabulary.all(search).filter { !local || $0.path != nil }
    var data = DataOutput(path: nil)
    if json {
      var writer = JSONWriter(indented: true)
      writer.beginArray()
      for vocabulary in listed { vocabulary.write(to: &writer) }
      writer.endArray()
      try data.write(writer.bytes + [0x0A])
    } else if listed.isEmpty {
      Talk.line("no tokenizers in \(search.folders.joined(separator: ", "))")
    } else {
      var table = TextTable([.init(head: "name"), .init(head: "state"), .init(head: "place")])
      for vocabulary in listed {
        let mark = vocabulary.name == defaultTokenizer ? " (default)" : ""
        table.add([vocabulary.name + mark, vocabulary.state.rawValue, vocabulary.place])
      }
      try data.write(table.text)
    }
    try data.finish()
  }
}
