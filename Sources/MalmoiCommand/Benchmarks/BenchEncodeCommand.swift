import ArgumentParser
import CorpusReading
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi bench encode`: the speed of encoding, in the form that `peers.py` and others read.
struct BenchEncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Encode every line of a file and print the speed of each pass.",
    discussion: """
      Every line that is not empty is one document. A pass prints one JSON object: its seconds (of \
      encoding alone), the bytes of all documents with their line feeds, the tokens, and zlib's CRC-32 \
      of all ids as little-endian 32-bit words in document order.
      """)

  @OptionGroup var tokenizer: TokenizerOption

  @OptionGroup var threads: ThreadsOption

  @Option(help: "How often to encode the file in this process.")
  var passes = 3

  @Option(help: "A file to encode first, untimed.")
  var after: String?

  @Argument(help: "The file to encode.")
  var file: String

  func validate() throws {
    if passes < 1 { throw ValidationError("--passes takes a number from 1 on.") }
  }

  func run() throws {
    let loaded = try tokenizer.load()
    let documents = BenchDocuments(lines: try readWholeFile(file))
    var bench = EncodingBench(loaded.tokenizer, threads: threads.count)
    if let after {
      let earlier = BenchDocuments(lines: try readWholeFile(after))
      _ = try bench.pass(over: earlier, by: bench.plan(for: earlier))
    }
    let plan = bench.plan(for: documents)
    for number in 0..<passes {
      let start = ProcessEnvironment.seconds
      let tokens = try bench.pass(over: documents, by: plan)
      let seconds = ProcessEnvironment.seconds - start
      var data = DataOutput(path: nil)
      try data.write(
        "{\"pass\": \(number), \"seconds\": \(seconds), \"bytes\": \(documents.countedBytes), "
          + "\"tokens\": \(tokens), \"crc32\": \"\(bench.checksum)\"}\n")
      try data.finish()
    }
  }
}

/// The lines of a file that are not empty, in one buffer.
struct BenchDocuments: Sendable {
  let bytes: [UInt8]
  let ranges: [Range<Int>]
  /// The bytes of all documents and a line feed for each.
  let countedBytes: Int

  init(lines bytes: [UInt8]) {
    var ranges: [Range<Int>] = []
    var counted = 0
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if end > start {
        ranges.append(start..<end)
        counted += end - start + 1
      }
      start = end + 1
    }
    self.bytes = bytes
    self.ranges = ranges
    countedBytes = counted
  }
}
