import TokenizerModel

extension VocabularyReportCard {
  /// The findings as SARIF 2.1.0 (OASIS), which CI services show beside a change.
  ///
  /// - Parameters:
  ///   - path: The tokenizer's file, as it was given.
  ///   - version: The version of the tool.
  /// - Returns: UTF-8, with a line feed at the end.
  package func sarif(path: String, version: String) -> [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    writer.key("$schema")
    writer.string("https://json.schemastore.org/sarif-2.1.0.json")
    writer.key("version")
    writer.string("2.1.0")
    writer.key("runs")
    writer.beginArray()
    writer.beginObject()
    writer.key("tool")
    writer.object("driver") { writer in
      writer.key("name")
      writer.string("malmoi vocab lint")
      writer.key("version")
      writer.string(version)
      writer.key("rules")
      writer.beginArray()
      for rule in LintRule.allCases {
        writer.beginObject()
        writer.key("id")
        writer.string(rule.rawValue)
        writer.key("shortDescription")
        writer.object("text", rule.summary)
        writer.key("defaultConfiguration")
        writer.object("level", rule.level.rawValue)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.key("results")
    writer.beginArray()
    for finding in findings { Self.write(finding, path: path, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endArray()
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  private static func write(
    _ finding: LintFinding, path: String, to writer: inout JSONWriter
  ) {
    let detail = finding.detail.isEmpty ? "" : " (\(finding.detail))"
    writer.beginObject()
    writer.key("ruleId")
    writer.string(finding.rule.rawValue)
    writer.key("level")
    writer.string(finding.rule.level.rawValue)
    writer.key("message")
    writer.object(
      "text",
      "Token \(finding.id) \"\(ReadablePiece.text(of: finding.token))\": \(finding.rule.summary)"
        + detail)
    writer.key("locations")
    writer.beginArray()
    writer.object("physicalLocation") { writer in
      writer.key("artifactLocation")
      writer.object("uri", uri(path))
    }
    writer.endArray()
    writer.endObject()
  }

  /// A path as a relative or absolute URI reference: every byte that is not unreserved is escaped.
  private static func uri(_ path: String) -> String {
    let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    return path.utf8.reduce(into: "") { result, byte in
      if unreserved.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}

extension JSONWriter {
  /// Writes an object of one member, which is itself an object.
  fileprivate mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
    beginObject()
    self.key(key)
    beginObject()
    members(&self)
    endObject()
    endObject()
  }

  /// Writes an object of one string.
  fileprivate mutating func object(_ key: String, _ value: String) {
    beginObject()
    self.key(key)
    string(value)
    endObject()
  }
}
