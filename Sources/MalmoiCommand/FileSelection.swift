import ArgumentParser
import CorpusReading
import VocabularyStore

/// Which files below a folder are meant.
struct FileSelection: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Of folders only files that match, in the syntax of gitignore. May be repeated.",
      valueName: "pattern"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp(
      "Of folders no files that match, in the syntax of gitignore. May be repeated.",
      valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp("A file of patterns to exclude, such as .gitignore.", valueName: "file"))
  var excludeFrom: [String] = []

  /// The files that paths stand for: a file for itself, a pattern for what it matches from here, a
  /// folder for every file in it that is meant, in the order of names.
  func files(of paths: [String]) throws -> [String] {
    let included = include.compactMap { PathPattern($0) }
    let excluded = try (exclude + excludeFrom.flatMap(lines)).compactMap { PathPattern($0) }
    return paths.flatMap { path -> [String] in
      let below = Self.expand(path)
      if below == [path] { return below }
      let base = PathPattern.isPattern(path) ? "" : path.hasSuffix("/") ? path : path + "/"
      return below.filter { file in
        let relative = String(file.dropFirst(base.count))
        return (included.isEmpty || PathPattern.selects(relative, by: included))
          && !PathPattern.selects(relative, by: excluded)
      }
    }
  }

  /// A pattern that is no file is looked for from the folder that its plain beginning names.
  private static func expand(_ path: String) -> [String] {
    let below = TextFiles.below(path)
    guard below == [path], PathPattern.isPattern(path), FileKind.of(path) == .missing else {
      return below
    }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    let plain = names.prefix { !PathPattern.isPattern(String($0)) }.joined(separator: "/")
    let base = plain.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : plain
    guard let pattern = PathPattern("/" + path.drop { $0 == "/" }) else { return [path] }
    let found = TextFiles.below(base).map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
      .filter(pattern.matches)
    return found.isEmpty ? [path] : found
  }

  private func lines(_ path: String) throws -> [String] {
    try readWholeFile(path).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }
}
