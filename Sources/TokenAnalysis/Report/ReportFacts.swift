/// What a report says about its own making.
package struct ReportFacts: Sendable {
  /// The day, such as 2026-11-21; empty if it is not to be said.
  package var date: String
  /// The program and its version.
  package var program: String
  /// The command that made the report.
  package var command: String

  package init(date: String, program: String, command: String) {
    self.date = date
    self.program = program
    self.command = command
  }
}
