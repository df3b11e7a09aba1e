import ArgumentParser
import CorpusReading
import TokenAnalysis
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi vocab diff`: what changes from one vocabulary to another.
struct VocabDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two vocabularies, and the ids they give a text.",
    discussion: """
      Exit status 3 if a token was added, removed or moved, or a line of the text has other ids. A line \
      with Hangul in it counts as Korean.
      """)

  @Option(help: ArgumentHelp("Encode the lines of a file by both. Repeatable.", valueName: "file"))
  var text: [String] = []

  @Option(help: "How many tokens of each kind to show.")
  var show = 10

  @Argument(help: "A tokenizer by path or name.") var old: String
  @Argument(help: "The one to compare it with.") var new: String

  func run() throws {
    let (old, new) = (
      try StoredTokenizer.load(old, search: .ofProcess),
      try StoredTokenizer.load(new, search: .ofProcess)
    )
    let difference = VocabularyDifference(from: old.definition, to: new.definition)
    var lines = Self.lines(difference, show: max(0, show))
    var hasChanges = !difference.isEmpty
    if !text.isEmpty {
      let texts = try encodingDifference(old, new)
      lines += Self.lines(texts)
      if texts.first != nil { hasChanges = true }
    }
    var data = DataOutput(path: nil)
    try data.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    try data.finish()
    if hasChanges { throw ExitCode.gateFailed }
  }

  private func encodingDifference(
    _ old: StoredTokenizer, _ new: StoredTokenizer
  ) throws -> EncodingDifference {
    let sessions = (
      EncodingSession(try RunnableTokenizer(old).tokenizer),
      EncodingSession(try RunnableTokenizer(new).tokenizer)
    )
    var difference = EncodingDifference()
    for path in text {
      for line in try readWholeFile(path).split(separator: 0x0A, omittingEmptySubsequences: false) {
        try difference.take(Array(line), sessions.0, sessions.1)
      }
    }
    return difference
  }

  private static func lines(_ difference: VocabularyDifference, show: Int) -> [String] {
    var lines = [
      "added \(difference.added.count), removed \(difference.removed.count), "
        + "moved \(difference.moved.count), kept \(difference.kept)"
    ]
    for entry in difference.added.prefix(show) {
      lines.append("+ \(entry.id.rawValue) \(ReadablePiece.text(of: entry.bytes))")
    }
    for entry in difference.removed.prefix(show) {
      lines.append("- \(entry.id.rawValue) \(ReadablePiece.text(of: entry.bytes))")
    }
    for move in difference.moved.prefix(show) {
      lines.append(
        "> \(move.old.rawValue) -> \(move.new.rawValue) \(ReadablePiece.text(of: move.bytes))")
    }
    return lines
  }

  private static func lines(_ difference: EncodingDifference) -> [String] {
    var lines: [String] = []
    for (name, share) in [("Korean", difference.korean), ("other", difference.other)]
    where share.bytes > 0 {
      let percent = share.changedBytes * 1000 / share.bytes
      lines.append(
        "\(name): other ids in \(percent / 10).\(percent % 10) % of \(share.bytes) bytes, "
          + "\(share.oldTokens) -> \(share.newTokens) tokens")
    }
    if let first = difference.first {
      let ids = [first.old, first.new].map { $0.map { "\($0.rawValue)" } ?? "the end" }
      lines.append(
        "first difference: line \(first.line), token \(first.position): \(ids[0]) -> \(ids[1])")
    }
    return lines
  }
}
