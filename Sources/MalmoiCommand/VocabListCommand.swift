import ArgumentParser
import TokenizerModel
import VocabularyStore

/// `malmoi vocab list`: the tokenizers that have a name here.
struct VocabListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tokenizers that can be used by name.",
    discussion: """
      Names are looked up in the folders of MALMOI_VOCAB_PATH, in ./vocab, in the user's cache and \
      among the vocabularies that came with the program.
      """)

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let entries = VocabularySearch.ofProcess.entries()
    var data = DataOutput(path: nil)
    if json {
      var writer = JSONWriter(indented: true)
      writer.beginArray()
      for entry in entries {
        writer.beginObject()
        writer.key("name")
        writer.string(entry.name)
        writer.key("path")
        writer.string(entry.path)
        writer.endObject()
      }
      writer.endArray()
      try data.write(writer.bytes + [0x0A])
    } else if entries.isEmpty {
      Talk.line("no tokenizers in \(VocabularySearch.ofProcess.folders.joined(separator: ", "))")
    } else {
      var table = TextTable([.init(head: "name"), .init(head: "path")])
      for entry in entries {
        let mark = entry.name == defaultTokenizer ? " (default)" : ""
        table.add([entry.name + mark, entry.path])
      }
      try data.write(table.text)
    }
    try data.finish()
  }
}
