import Foundation
import TestSupport
import Testing

/// Where pair counts have 32 bits, a pair of 2^32 occurrences counts none, and its merge is lost.
@Suite("Counts beyond 32 bits")
struct LargeCountTests {
  private static let counts: [(word: String, count: UInt64)] = [
    ("ab", 1 << 33), ("cd", 1 << 33 + 1), ("ef", 1 << 32), ("gh", 5), ("ij", 1 << 62),
    ("kl", 1 << 40),
  ]

  @Test("merge in their order, from one file of word counts and from several that add up")
  func merge() throws {
    let folder = try TemporaryFolder()
    let counted = try CommandRun(["count-words"], input: Array("x".utf8), in: folder.path)
    let recipe = counted.text.split(separator: "\n")[0].split(separator: "\t")[0]
    // Two shards have a half of every count each; the first has what is odd.
    for shard in 0..<2 {
      var rows = Self.counts.map { word, count in
        "\(Data(word.utf8).base64EncodedString())\t\(shard == 0 ? count - count / 2 : count / 2)\n"
      }
      rows.sort()
      let text = "\(recipe)\t1\n" + rows.joined() + "~bytes\t1\n~docs\t1\n~eof\t1\n"
      try folder.write(text.utf8, to: "\(shard)")
    }
    let trained = try CommandRun(
      [
        "train", "bpe", "--from-counts", "0", "1", "--vocab-size", "262", "--output", "t.json",
      ], in: folder.path)
    #expect(trained.status == 0, "\(trained.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(folder.read("t.json")))
    let model = (object as? [String: Any])?["model"] as? [String: Any]
    let merges = (model?["merges"] as? [[String]])?.map { $0.joined() }
    #expect(merges == ["ij", "kl", "cd", "ab", "ef", "gh"])
  }
}
