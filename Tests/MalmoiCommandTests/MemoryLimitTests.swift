import Foundation
import TestSupport
import Testing

@Suite("A limit of memory")
struct MemoryLimitTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 8)
    let text = (0..<20_000).map { _ in
      "말\(Int.random(in: 0..<9_000, using: &random)) word\(Int.random(in: 0..<99, using: &random))\n"
    }
    try folder.write(text.joined().utf8, to: "all.txt")
  }

  private func run(_ arguments: [String]) throws -> CommandRun {
    let run = try CommandRun(arguments, in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  private func train(_ arguments: String...) throws -> [UInt8] {
    _ = try run(
      ["train", "bpe", "--vocab-size", "600", "--output", "out.json"] + arguments)
    return try folder.read("out.json")
  }

  @Test("changes no row and leaves no file", arguments: ["1", "3"])
  func rows(threads: String) throws {
    let whole = try run(["count-words", "all.txt"])
    let limited = try run([
      "count-words", "--memory", "1", "--temporary-folder", ".", "--threads", threads, "all.txt",
    ])
    #expect(limited.output == whole.output)
    #expect(folder.names == ["all.txt"])
  }

  @Test("changes no byte of a vocabulary", arguments: [[], ["--weight", "all.txt=2.5"]])
  func training(weight: [String]) throws {
    let whole = try run(
      ["train", "bpe", "--vocab-size", "600", "--input", "all.txt", "--output", "whole.json"]
        + weight)
    let limited = try run(
      [
        "train", "bpe", "--vocab-size", "600", "--input", "all.txt", "--output", "limited.json",
        "--memory", "1", "--temporary-folder", ".",
      ] + weight)
    #expect(try folder.read("limited.json") == folder.read("whole.json"))
    func figures(_ run: CommandRun) -> [Substring] {
      run.errors.split(separator: "\n").filter { $0.contains("documents") || $0.contains("bytes") }
    }
    #expect(figures(limited) == figures(whole))
    #expect(folder.names == ["all.txt", "limited.json", "whole.json"])
  }

  @Test("of a training from counts changes nothing, and refuses the same")
  func counts() throws {
    _ = try run(["count-words", "all.txt", "--output", "counts"])
    let whole = try train("--input", "all.txt")
    #expect(try train("--from-counts", "counts", "--memory", "1") == whole)
    let refused = try CommandRun(
      [
        "train", "bpe", "--vocab-size", "600", "--output", "x", "--from-counts", "counts",
        "--memory", "1", "--expect-docs", "7",
      ], in: folder.path)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("are of 20000 documents, not of 7"))
  }

  @Test("adds up more files than are open at a time")
  func manyFiles() throws {
    _ = try run(["count-words", "all.txt", "--output", "counts"])
    let many = [String](repeating: "counts", count: 300)
    let merged = try run(["merge-counts", "--temporary-folder", "."] + many)
    #expect(merged.text.hasSuffix("~docs\t6000000\n~dropped\t0\n~eof\t300\n"))
    let one = try run(["count-words", "all.txt"]).text.split(separator: "\n")
    let sums = merged.text.split(separator: "\n")
    #expect(sums.map { $0.split(separator: "\t")[0] } == one.map { $0.split(separator: "\t")[0] })
    #expect(folder.names == ["all.txt", "counts"])
  }

  /// What SIGKILL leaves, Ctrl-C leaves too; but that may be blocked in the threads that run tests.
  @Test("leaves nothing where a counting is interrupted")
  func interrupted() throws {
    let process = Process()
    process.executableURL = CommandRun.executable
    process.arguments = [
      "count-words", "--memory", "1", "--temporary-folder", folder.path, "--output",
      "\(folder.path)/counts",
    ]
    let input = Pipe()
    process.standardInput = input
    try process.run()
    // More than one block of text; what follows never comes.
    let text = Data(try folder.read("all.txt"))
    for _ in 0..<8 { try input.fileHandleForWriting.write(contentsOf: text) }
    kill(process.processIdentifier, SIGKILL)
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(folder.names == ["all.txt"])
  }
}
