/// One file of a corpus.
package struct CorpusSource: Sendable {
  let location: CorpusPath
  /// The path for messages; `-` is standard input.
  package var path: String { location.text }
  /// The place in the list of given paths of the one that this file is, or that it lies below.
  package let input: Int
  /// How its lines become documents.
  package let format: CorpusFormat
  /// The size on disk in bytes, unless it is a pipe or standard input without a file behind it.
  package let size: Int?
  /// How it is packed, or nil if its first bytes are to say.
  let compression: CorpusCompression?

  /// Opens a file once, so that one that cannot be read is found before any work is done.
  init(
    _ location: CorpusPath, input: Int, format: CorpusFormat?
  ) throws(CorpusReadingError) {
    let name = CorpusFileName(location.bytes)
    self.location = location
    self.input = input
    self.format = format ?? name.format ?? .text
    compression = name.compression
    size = try InputFile(opening: location).size
  }
}

extension CorpusSource {
  /// The files that the given paths stand for: a file for itself, `-` for standard input, a folder
  /// for the text files below it in byte order of their paths.
  ///
  /// A name decides what is a text file in a folder (see `CorpusFormat`); hidden files and folders
  /// are passed over. Links are followed.
  static func list(
    _ paths: [String], format: CorpusFormat?
  ) throws(CorpusReadingError) -> [CorpusSource] {
    var sources: [CorpusSource] = []
    var readsStandardInput = false
    for (input, path) in paths.enumerated() {
      let location = try CorpusPath(path)
      if location.isStandardInput {
        guard !readsStandardInput else { throw .standardInputTwice }
        readsStandardInput = true
      }
      var files = [location]
      if !location.isStandardInput, let folder = FolderIdentity(of: location) {
        files = []
        try appendTextFiles(below: location, within: [folder], to: &files)
        guard !files.isEmpty else { throw .noTextFiles(path: path) }
        files.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      }
      for file in files {
        sources.append(try CorpusSource(file, input: input, format: format))
      }
    }
    return sources
  }

  /// Appends the text files below a folder; `chain` is that folder and those that it lies within.
  private static func appendTextFiles(
    below folder: CorpusPath, within chain: [FolderIdentity], to files: inout [CorpusPath]
  ) throws(CorpusReadingError) {
    for name in try folder.entryNames() where name.first != 0x2E {
      let entry = folder.appending(name)
      if let identity = FolderIdentity(of: entry) {
        // Links may make a folder lie within itself, and then this walk would not end.
        guard !chain.contains(identity) else { throw .folderLoop(path: entry.text) }
        try appendTextFiles(below: entry, within: chain + [identity], to: &files)
      } else if CorpusFileName(name).format != nil {
        files.append(entry)
      }
    }
  }
}
