/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The byte at which the problem begins, from 0.
  public let offset: Int
  /// The line of that byte, from 1.
  public let line: Int
  /// The byte within its line, from 1.
  public let column: Int
  /// The problem in words.
  public let problem: String

  init(offset: Int, in bytes: [UInt8], problem: String) {
    let before = bytes[..<min(offset, bytes.count)]
    self.offset = offset
    line = before.count { $0 == 0x0A } + 1
    column = offset - (before.lastIndex(of: 0x0A) ?? -1)
    self.problem = problem
  }

  /// Place and problem in one line.
  public var description: String { "line \(line), column \(column): \(problem)" }
}
