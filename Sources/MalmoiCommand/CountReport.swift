import TokenizerModel

/// Token counts of files by several tokenizers, as a table or as JSON.
struct CountReport {
  /// A file, its size, and its tokens by each tokenizer.
  struct File {
    var path: String
    var bytes: Int
    var tokens: [Int]
  }

  private let tokenizers: [String]
  private var files: [File] = []
  private var bytes = 0
  /// The tokens of all files by each tokenizer.
  private(set) var totals: [Int]

  init(tokenizers: [String]) {
    self.tokenizers = tokenizers
    totals = [Int](repeating: 0, count: tokenizers.count)
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
    let isSingle = tokenizers.count == 1
    var columns = [
      TextTable.Column(head: "file"), TextTable.Column(head: "bytes", isNumber: true),
    ]
    for name in tokenizers {
      columns.append(TextTable.Column(head: isSingle ? "tokens" : name, isNumber: true))
    }
    if isSingle { columns.append(TextTable.Column(head: "bytes/token", isNumber: true)) }
    var table = TextTable(columns)
    func cells(_ name: String, _ bytes: Int, _ tokens: [Int]) -> [String] {
      var cells = [name, grouped(bytes)] + tokens.map(grouped)
      if isSingle { cells.append(ratio(bytes, tokens[0])) }
      return cells
    }
    for file in files { table.add(cells(file.path, file.bytes, file.tokens)) }
    if files.count != 1 { table.setTotal(cells("total", bytes, totals)) }
    return table.text
  }

  /// One object, or an array of them where there are several tokenizers.
  var json: [UInt8] {
    var writer = JSONWriter(indented: true)
    if tokenizers.count > 1 { writer.beginArray() }
    for (index, name) in tokenizers.enumerated() {
      writer.beginObject()
      writer.key("tokenizer")
      writer.string(name)
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
        writer.endObject()
      }
      writer.endArray()
      writer.key("total_bytes")
      writer.integer(bytes)
      writer.key("total_tokens")
      writer.integer(totals[index])
      writer.endObject()
    }
    if tokenizers.count > 1 { writer.endArray() }
    return writer.bytes + [0x0A]
  }

  private func ratio(_ bytes: Int, _ tokens: Int) -> String {
    guard tokens > 0 else { return "–" }
    return decimal(Double(bytes) / Double(tokens), places: 2)
  }
}
