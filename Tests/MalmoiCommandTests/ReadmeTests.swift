import Foundation
import TestSupport
import Testing

/// A command of a ```console block, and what it prints.
struct ReadmeExample: CustomTestStringConvertible, Sendable {
  var block: Int
  var command: String
  var output: String
  var testDescription: String { command }

  /// All examples of README.md, in order.
  static let all: [ReadmeExample] = {
    let root = repository.plainPath
    guard let text = try? String(contentsOfFile: root + "README.md", encoding: .utf8) else {
      return []
    }
    var examples: [ReadmeExample] = []
    for (block, part) in text.components(separatedBy: "```console\n").dropFirst().enumerated() {
      let lines = part.components(separatedBy: "```")[0].components(separatedBy: "\n").dropLast()
      for line in lines {
        if line.hasPrefix("$ ") {
          examples.append(
            ReadmeExample(block: block, command: String(line.dropFirst(2)), output: ""))
        } else if !examples.isEmpty {
          examples[examples.count - 1].output += line + "\n"
        }
      }
    }
    return examples
  }()

  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

@Suite("README", .serialized)
struct ReadmeTests {
  @Test("its examples print what it says")
  func examples() throws {
    let root = ReadmeExample.repository.plainPath
    let folder = try TemporaryFolder()
    for name in ["corpora", "vocab"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(name)", withDestinationPath: root + name)
    }
    #expect(ReadmeExample.all.count >= 8)
    for example in ReadmeExample.all {
      let output = try CommandRun.shell(example.command, in: folder.path)
      #expect(matches(output, example.output), "\(example.command) printed:\n\(output)")
    }
  }

  /// Whether an output is the expected one, where … stands for anything.
  private func matches(_ output: String, _ expected: String) -> Bool {
    var rest = output[...]
    let parts = expected.components(separatedBy: "…")
    for (index, part) in parts.enumerated() {
      if index == 0 {
        guard rest.utf8.starts(with: part.utf8) else { return false }
        rest = rest.dropFirst(part.count)
      } else if index == parts.count - 1 {
        return rest.hasSuffix(part)
      } else {
        guard let range = rest.range(of: part) else { return false }
        rest = rest[range.upperBound...]
      }
    }
    return rest.isEmpty
  }
}
