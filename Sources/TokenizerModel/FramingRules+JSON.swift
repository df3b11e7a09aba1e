extension FramingRules {
  /// The rules as they stand in a tokenizer.json, in one compact object.
  package var json: [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    write(to: &writer)
    writer.endObject()
    return writer.bytes
  }

  /// Reads what ``json`` gives.
  package init(reading bytes: [UInt8]) throws(TokenizerModelError) {
    self.init()
    do {
      var reader = JSONReader(bytes)
      try reader.readObject { reader, key in
        let name = String(decoding: key, as: UTF8.self)
        if try !read(name, try FileValue(reading: &reader, at: name)) {
          throw TokenizerModelError.unsupported(
            place: JSONReader.quoted(name.utf8), value: "a member of no known meaning")
        }
      }
      try reader.finish()
    } catch let error as JSONError {
      throw .json(error)
    } catch let error as TokenizerModelError {
      throw error
    } catch {
      preconditionFailure("an error of a foreign type: \(error)")
    }
  }

  /// Reads a member of a tokenizer.json, if it is a rule.
  mutating func read(_ name: String, _ value: FileValue) throws(TokenizerModelError) -> Bool {
    switch name {
    case "truncation": truncation = try LengthLimitParts.truncation(value)
    case "padding": padding = try LengthLimitParts.padding(value)
    case "post_processor": postProcessor = try PostProcessorParts.read(value)
    default: return false
    }
    return true
  }

  private func write(to writer: inout JSONWriter) {
    writeLimits(to: &writer)
    writePostProcessor(to: &writer)
  }

  /// Writes the members `truncation` and `padding`.
  func writeLimits(to writer: inout JSONWriter) {
    writer.member("truncation") { LengthLimitParts.write(truncation, to: &$0) }
    writer.member("padding") { LengthLimitParts.write(padding, to: &$0) }
  }

  /// Writes the member `post_processor`.
  func writePostProcessor(to writer: inout JSONWriter) {
    writer.member("post_processor") { writer in
      if let postProcessor {
        PostProcessorParts.write(postProcessor, to: &writer)
      } else {
        writer.null()
      }
    }
  }
}
