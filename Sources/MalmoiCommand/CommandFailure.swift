import ArgumentParser

/// Why a command stops: one line for standard error. ArgumentParser puts `Error: ` before it and
/// exits with status 1.
struct CommandFailure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

extension ExitCode {
  /// A gate such as a budget did not pass.
  static let gateFailed = ExitCode(3)
}
