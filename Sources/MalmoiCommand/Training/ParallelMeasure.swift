import TokenAnalysis
import Tokenization
import TokenizerModel

/// How well a new vocabulary compresses text that says the same in several languages, and what one of
/// two languages costs over the other.
struct ParallelMeasure {
  /// One language's side of the text.
  struct Side {
    var path: String
    var bytes: Int
    /// The tokens of each line.
    var tokens: [Int]

    var total: Int { tokens.reduce(0, +) }
  }

  let sides: [Side]

  /// Measures on the parallel text of some options; nil where they have none.
  init?(_ options: TrainingOptions, _ definition: TokenizerDefinition) throws {
    let paths = options.parallel.isEmpty ? options.mixing.languages : options.parallel
    if paths.isEmpty { return nil }
    let session = EncodingSession(try Tokenizer(definition))
    sides = try paths.map { path in
      let lines = try ComparedTexts.read(path, name: path).documents
      return Side(
        path: path, bytes: lines.reduce(0) { $0 + $1.count },
        tokens: try lines.map { try session.count($0[...]) })
    }
    if let other = sides.first(where: { $0.tokens.count != sides[0].tokens.count }) {
      throw CommandFailure(
        "\(other.path) has \(grouped(other.tokens.count)) lines and \(sides[0].path) has "
          + "\(grouped(sides[0].tokens.count)): line n of each must say the same")
    }
  }

  /// What is said after the training.
  var lines: [String] {
    var lines = sides.map { side in
      let ratio =
        side.total == 0 ? "–" : decimal(Double(side.bytes) / Double(side.total), places: 2)
      return "  parallel     \(ratio) bytes per token in \(side.path) "
        + "(\(grouped(side.total)) tokens)"
    }
    if sides.count == 2,
      let mean = ParallelPremium(tokens: sides[0].tokens, over: sides[1].tokens).mean
    {
      lines.append(
        "  premium      \(decimal(mean, places: 3)) tokens of \(sides[0].path) for one of "
          + sides[1].path)
    }
    return lines
  }

  /// The figures for training.json; sides are numbered.
  var recorded: [(name: String, value: Int)] {
    sides.enumerated().flatMap { number, side in
      [("parallel-\(number)-bytes", side.bytes), ("parallel-\(number)-tokens", side.total)]
    }
  }
}
