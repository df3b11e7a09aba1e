import ArgumentParser

/// The options of a command that puts words away on disk where they do not fit in memory.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The memory to count words in, such as 512M; what is more goes to disk for a while.",
      valueName: "size"))
  var memory: MemorySize?

  @Option(help: "The folder for what goes to disk.")
  var temporaryFolder = ProcessEnvironment.variable("TMPDIR") ?? "/tmp"

  /// The limit for so many threads; nil where there is none.
  func limit(threads: Int) -> MemoryLimit? {
    memory.map { MemoryLimit($0.bytes, threads: threads, temporaryFolder: temporaryFolder) }
  }
}

/// How the memory that a process may take is divided.
struct MemoryLimit {
  /// What the process has before it counts anything: code, libraries, tables.
  private static let ownMemory = 22 << 20
  /// What is lost to huge pages in the two large buffers of a thread.
  private static let pageRounding = 4 << 20

  /// The bytes for words.
  let forWords: Int
  /// The bytes of text that are read at a time.
  let blockSize: Int
  /// The folder for what goes to disk.
  let temporaryFolder: String

  init(_ bytes: Int, threads: Int, temporaryFolder: String) {
    // A thread has a block as it was read, as it was normalized, and where its documents end.
    blockSize = min(1 << 20, max(1 << 16, bytes / 64 / threads))
    let forThreads = threads * (4 * blockSize + Self.pageRounding)
    forWords = max(0, bytes - Self.ownMemory - forThreads)
    self.temporaryFolder = temporaryFolder
  }
}
