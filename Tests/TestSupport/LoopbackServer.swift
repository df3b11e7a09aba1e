import Foundation

/// `Scripts/tests/loopback_server.py`, running for one test.
package final class LoopbackServer {
  /// Where it stands, such as `http://127.0.0.1:40123`.
  package let address: String
  private let process = Process()
  private let input = Pipe()

  /// Whether there is a Python to run it.
  package static let isPossible: Bool = python != nil

  /// Starts it on the files of a folder; with names of a certificate and its key it speaks TLS.
  package init(folder: String, certificate: String? = nil, key: String? = nil) throws {
    let output = Pipe()
    process.executableURL = URL(filePath: Self.python ?? "python3")
    process.arguments = [Checkout.path("Scripts/tests/loopback_server.py"), folder]
    if let certificate, let key { process.arguments? += [certificate, key] }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
      line.append(byte)
    }
    let scheme = certificate == nil ? "http" : "https"
    address = "\(scheme)://127.0.0.1:\(String(decoding: line, as: UTF8.self))"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private static let python: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/python3" }.first(where: FileManager.default.isExecutableFile)
  }()
}
