import TokenAnalysis
import TokenizerModel

/// Token counts of files by several tokenizers, as a table or as JSON.
struct CountReport {
  /// A file, its size, and its tokens by each tokenizer.
  struct File {
    var path: String
    var bytes: Int
    var tokens: [Int]
    /// Where the file is one chat, its messages and tools by each tokenizer; a vendor says nothing of
    /// them.
    var chats: [ChatCount?] = []
  }

  private let columns: [CountingColumn]
  /// The files in the order in which they were added.
  private(set) var files: [File] = []
  private var bytes = 0
  /// The tokens of all files by each tokenizer.
  private(set) var totals: [Int]

  init(columns: [CountingColumn]) {
    self.columns = columns
    totals = [Int](repeating: 0, count: columns.count)
  }

  /// Whether no file was added.
  var isEmpty: Bool { files.isEmpty }

  /// Adds a file.
  mutating func add(_ file: File) {
    files.append(file)
    bytes += file.bytes
    for (index, count) in file.tokens.enumerated() { totals[index] += count }
  }

  /// A table with a row a file and, where there are several, a row of totals.
  var table: String {
    let isSingle = self.columns.count == 1
    var columns = [
      TextTable.Column(head: "file"), TextTable.Column(head: "bytes", isNumber: true),
    ]
    for column in self.columns {
      columns.append(TextTable.Column(head: isSingle ? "tokens" : column.name, isNumber: true))
    }
    if isSingle { columns.append(TextTable.Column(head: "bytes/token", isNumber: true)) }
    var table = TextTable(columns)
    func cells(_ name: String, _ bytes: Int, _ tokens: [Int]) -> [String] {
      var cells = [name, grouped(bytes)] + tokens.map(grouped)
      if isSingle { cells.append(ratio(bytes, tokens[0])) }
      return cells
    }
    for file in files {
      table.add(cells(file.path, file.bytes, file.tokens))
      for part in parts(of: file) {
        table.add(
          ["  " + part.name, ""] + part.tokens.map { $0.map(grouped) ?? "" }
            + (isSingle ? [""] : []))
      }
    }
    if files.count != 1 { table.setTotal(cells("total", bytes, totals)) }
    return table.text
  }

  /// One object, or an array of them where there are several tokenizers.
  var json: [UInt8] {
    var writer = JSONWriter(indented: true)
    if columns.count > 1 { writer.beginArray() }
    for (index, column) in columns.enumerated() {
      writer.beginObject()
      writer.key("tokenizer")
      writer.string(column.tokenizer)
      if let certainty = column.certainty {
        writer.key("model")
        writer.string(column.model ?? column.name)
        writer.key("certainty")
        writer.string(certainty.rawValue)
      }
      writer.key("files")
      writer.beginArray()
      for file in files {
        writer.beginObject()
        writer.key("path")
        writer.string(file.path)
        writer.key("bytes")
        writer.integer(file.bytes)
        writer.key("tokens")
        writer.integer(file.tokens[index])
        if !file.chats.isEmpty, let chat = file.chats[index] { write(chat, to: &writer) }
        writer.endObject()
      }
      writer.endArray()
      writer.key("total_bytes")
      writer.integer(bytes)
      writer.key("total_tokens")
      writer.integer(totals[index])
      writer.endObject()
    }
    if columns.count > 1 { writer.endArray() }
    return writer.bytes + [0x0A]
  }

  /// The messages and tools of a chat, with their tokens by each tokenizer.
  private func parts(of file: File) -> [(name: String, tokens: [Int?])] {
    guard let first = file.chats.lazy.compactMap({ $0 }).first else { return [] }
    let messages = first.messages.indices.map { index in
      (name: "message \(index + 1)", tokens: file.chats.map { $0?.messages[index] })
    }
    let tools = first.tools.indices.map { index in
      (name: "tool \(index + 1)", tokens: file.chats.map { $0?.tools[index] })
    }
    return messages + tools + [(name: "frame", tokens: file.chats.map { $0?.rest })]
  }

  private func write(_ chat: ChatCount, to writer: inout JSONWriter) {
    for (key, counts) in [("messages", chat.messages), ("tools", chat.tools)] {
      writer.key(key)
      writer.beginArray()
      for count in counts { writer.integer(count) }
      writer.endArray()
    }
    writer.key("frame")
    writer.integer(chat.rest)
    writer.key("uncounted_parts")
    writer.integer(chat.otherParts)
    writer.key("frame_is_published")
    writer.bool(chat.isPublished)
  }

  private func ratio(_ bytes: Int, _ tokens: Int) -> String {
    guard tokens > 0 else { return "–" }
    return decimal(Double(bytes) / Double(tokens), places: 2)
  }
}
