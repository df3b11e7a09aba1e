extension TrainingRecord {
  /// Reads the bytes of a training.json.
  ///
  /// - Throws: `TokenizerModelError` where the file is malformed or a member is missing.
  package static func read(_ bytes: [UInt8]) throws(TokenizerModelError) -> TrainingRecord {
    do {
      var reader = JSONReader(bytes)
      let record = try TrainingRecord(reading: &reader)
      try reader.finish()
      return record
    } catch let error as JSONError {
      throw .json(error)
    } catch let error as TokenizerModelError {
      throw error
    } catch {
      preconditionFailure("an error of a foreign type: \(error)")
    }
  }

  private init(reading reader: inout JSONReader) throws {
    var texts: [String: String] = [:]
    var normalizerVersion: String?
    var options: [(name: String, value: String)] = []
    var inputs: [Input] = []
    var results: [(name: String, value: Int)] = []
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "options":
        try reader.readObject { reader, key in
          options.append((String(decoding: key, as: UTF8.self), try reader.readText()))
        }
      case "inputs":
        try reader.readArray { reader, index in
          inputs.append(try Self.readInput(&reader, at: "inputs[\(index)]"))
        }
      case "results":
        try reader.readObject { reader, key in
          results.append((String(decoding: key, as: UTF8.self), try reader.readInteger()))
        }
      case "normalizer_unicode":
        if try !reader.readNull() { normalizerVersion = try reader.readText() }
      case let name: texts[name] = try reader.readText()
      }
    }
    func text(_ name: String) throws(TokenizerModelError) -> String {
      guard let text = texts[name] else { throw .missing(place: name) }
      return text
    }
    self.init(
      malmoiVersion: try text("malmoi"), algorithm: try text("algorithm"), options: options,
      unicodeVersion: try text("unicode"), normalizerUnicodeVersion: normalizerVersion,
      inputs: inputs, results: results)
  }

  private static func readInput(_ reader: inout JSONReader, at place: String) throws -> Input {
    var texts: [String: String] = [:]
    var bytes: Int?
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "bytes": bytes = try reader.readInteger()
      case let name: texts[name] = try reader.readText()
      }
    }
    func text(_ name: String) throws(TokenizerModelError) -> String {
      guard let text = texts[name] else { throw .missing(place: "\(place).\(name)") }
      return text
    }
    guard let bytes else { throw TokenizerModelError.missing(place: "\(place).bytes") }
    return Input(
      name: try text("name"), bytes: bytes, sha256: try text("sha256"), weight: try text("weight"))
  }
}
