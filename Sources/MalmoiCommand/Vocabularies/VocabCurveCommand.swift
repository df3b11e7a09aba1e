import ArgumentParser
import TokenAnalysis
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi vocab curve`: what each size of a vocabulary would give.
struct VocabCurveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve", abstract: "Show bytes per token over all sizes of a vocabulary.",
    discussion: """
      A vocabulary of byte pairs holds all smaller ones of its training, so one encoding of a text tells \
      how it is cut at each size. The table has some of them, --json all. The knee is the size behind \
      which one more token gains less than the mean token of the curve does (Satopää et al. 2011); it \
      depends on the largest size.
      """)

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Korean text.", valueName: "file"))
  var korean: [String] = []

  @Option(parsing: .upToNextOption, help: ArgumentHelp("English text.", valueName: "file"))
  var english: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Draw the curves as SVG.", valueName: "file"))
  var output: String?

  @Option(help: "The language of the picture: ko or en.")
  var language = ReportLanguage.korean

  @Flag(help: "Print JSON.") var json = false

  @Argument(help: "A tokenizer by path or name.")
  var tokenizer = defaultTokenizer

  func validate() throws {
    if korean.isEmpty, english.isEmpty {
      throw ValidationError("Give --korean or --english text, or both.")
    }
  }

  func run() throws {
    let stored = try StoredTokenizer.load(tokenizer, search: .ofProcess)
    let tokenizer = try RunnableTokenizer(stored).tokenizer
    let curves = try [("ko", korean), ("en", english)].filter { !$1.isEmpty }
      .map { key, paths in (key: key, curve: try curve(of: paths, stored, tokenizer)) }
    if let output {
      let chart = SizeCurveChart(vocabulary: stored.name, curves: curves, language: language)
      try AtomicFile.write(Array(chart.svg.utf8), to: output)
      Talk.line("wrote \(output)")
    }
    let table = SizeCurveTable(name: stored.name, curves: curves)
    var data = DataOutput(path: nil)
    try data.write(json ? table.json : Array(table.text.utf8))
    try data.finish()
  }

  private func curve(
    of paths: [String], _ stored: StoredTokenizer, _ tokenizer: Tokenizer
  ) throws -> SizeCurve {
    let session = EncodingSession(tokenizer)
    var frequencies = TokenFrequencies(idUpperBound: stored.definition.idUpperBound)
    var bytes = 0
    for path in paths {
      for document in try ComparedTexts.read(path, name: path).documents {
        bytes += document.count
        frequencies.add(try session.encode(document))
      }
    }
    guard bytes > 0 else { throw CommandFailure("\(paths.joined(separator: ", ")): no text") }
    do {
      return try SizeCurve(frequencies, bytes: bytes, of: stored.definition)
    } catch { throw CommandFailure("\(stored.path): \(error)") }
  }
}

/// Size curves as a table of some sizes, and as JSON of all.
struct SizeCurveTable {
  let name: String
  /// `ko` or `en`, and the curve; at least one.
  let curves: [(key: String, curve: SizeCurve)]

  /// The smallest size, powers of two, the knees and the largest size.
  private var sizes: [Int] {
    let range = curves[0].curve.sizes
    let powers = (0..<Int.bitWidth - 2).map { 1 << $0 }.filter(range.contains)
    return Set(powers + curves.compactMap(\.curve.knee) + [range.lowerBound, range.upperBound])
      .sorted()
  }

  var text: String {
    var table = TextTable(
      [TextTable.Column(head: "tokens in \(name)", isNumber: true)]
        + curves.flatMap { key, _ in
          [
            TextTable.Column(head: "\(key) tokens", isNumber: true),
            TextTable.Column(head: "bytes/token", isNumber: true), TextTable.Column(head: ""),
          ]
        })
    for size in sizes {
      table.add(
        [grouped(size)]
          + curves.flatMap { _, curve in
            [
              grouped(curve.tokens(at: size)), decimal(curve.bytesPerToken(at: size), places: 3),
              curve.knee == size ? "knee" : "",
            ]
          })
    }
    return table.text
  }

  var json: [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    writer.key("tokenizer")
    writer.string(name)
    writer.key("smallest_size")
    writer.integer(curves[0].curve.smallestSize)
    writer.key("texts")
    writer.beginObject()
    for (key, curve) in curves {
      writer.key(key)
      writer.beginObject()
      writer.key("bytes")
      writer.integer(curve.bytes)
      writer.key("knee")
      if let knee = curve.knee { writer.integer(knee) } else { writer.null() }
      writer.key("tokens")
      writer.beginArray()
      for tokens in curve.tokens { writer.integer(tokens) }
      writer.endArray()
      writer.endObject()
    }
    writer.endObject()
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
