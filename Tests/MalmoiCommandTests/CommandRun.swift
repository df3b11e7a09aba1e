import Foundation

/// One run of the built `malmoi`, to its end.
struct CommandRun {
  var status: Int32
  var output: [UInt8]
  var errors: String

  /// What was written to standard output, as text.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs the command in a folder, with some bytes on standard input.
  init(
    _ arguments: [String], input: [UInt8] = [], in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("MALMOI_") }
      .merging(environment) { $1 }
    // Files instead of pipes: no buffer can fill up and stop the command.
    let scratch = NSTemporaryDirectory() + "malmoi-run-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    func handle(_ name: String, _ content: [UInt8]) throws -> FileHandle {
      let url = URL(filePath: "\(scratch)/\(name)")
      try Data(content).write(to: url)
      return try FileHandle(forUpdating: url)
    }
    process.standardInput = try handle("in", input)
    process.standardOutput = try handle("out", [])
    process.standardError = try handle("err", [])
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = Array(try Data(contentsOf: URL(filePath: "\(scratch)/out")))
    errors = String(
      decoding: try Data(contentsOf: URL(filePath: "\(scratch)/err")), as: UTF8.self)
  }

  /// What a line of shell prints, errors too, with the built command on the search path.
  static func shell(_ line: String, in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(filePath: folder)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    process.environment = [
      "PATH": folderOfExecutable.plainPath + ":" + path, "HOME": folder,
    ]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The command that was built beside the tests.
  static let executable = folderOfExecutable.appending(path: "malmoi")

  private static let folderOfExecutable: URL = {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.plainPath != "/",
      !FileManager.default.isExecutableFile(atPath: folder.appending(path: "malmoi").plainPath)
    {
      folder = folder.deletingLastPathComponent()
    }
    return folder
  }()
}

extension URL {
  /// The path as the file system has it, where a space is a space.
  var plainPath: String { path(percentEncoded: false) }
}
