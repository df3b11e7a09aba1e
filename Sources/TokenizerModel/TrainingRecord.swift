/// `training.json` of a vocabulary folder: every fact that decides the vocabulary's bytes, and what
/// came of it. It is the lock file of a training: the same inputs and options give the same files.
package struct TrainingRecord: Sendable, Equatable {
  /// One input of a training.
  package struct Input: Sendable, Equatable {
    /// The name of the input, without folders of one machine.
    package var name: String
    /// Its size in bytes, as read from disk.
    package var bytes: Int
    /// The SHA-256 of those bytes, in lower-case hexadecimal digits.
    package var sha256: String
    /// How many times its words count, as a decimal number.
    package var weight: String

    package init(name: String, bytes: Int, sha256: String, weight: String) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
      self.weight = weight
    }
  }

  /// The version of this package.
  package var malmoiVersion: String
  /// `bpe` or another algorithm's name.
  package var algorithm: String
  /// Each option's name and value, in the order in which they are written.
  package var options: [(name: String, value: String)]
  /// The Unicode version of the scalar classes.
  package var unicodeVersion: String
  /// The Unicode version of the normalizer's library, where one ran.
  package var normalizerUnicodeVersion: String?
  /// The inputs, sorted by name.
  package var inputs: [Input]
  /// Each figure's name and value, in the order in which they are written.
  package var results: [(name: String, value: Int)]

  package init(
    malmoiVersion: String, algorithm: String, options: [(name: String, value: String)],
    unicodeVersion: String, normalizerUnicodeVersion: String?, inputs: [Input],
    results: [(name: String, value: Int)]
  ) {
    self.malmoiVersion = malmoiVersion
    self.algorithm = algorithm
    self.options = options
    self.unicodeVersion = unicodeVersion
    self.normalizerUnicodeVersion = normalizerUnicodeVersion
    self.inputs = inputs
    self.results = results
  }

  package static func == (left: TrainingRecord, right: TrainingRecord) -> Bool {
    left.write() == right.write()
  }

  /// The bytes of training.json.
  package func write() -> [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    writer.key("malmoi")
    writer.string(malmoiVersion)
    writer.key("algorithm")
    writer.string(algorithm)
    writer.key("options")
    writer.beginObject()
    for (name, value) in options {
      writer.key(name)
      writer.string(value)
    }
    writer.endObject()
    writer.key("unicode")
    writer.string(unicodeVersion)
    writer.key("normalizer_unicode")
    if let normalizerUnicodeVersion {
      writer.string(normalizerUnicodeVersion)
    } else {
      writer.null()
    }
    writer.key("inputs")
    writer.beginArray()
    for input in inputs {
      writer.beginObject()
      writer.key("name")
      writer.string(input.name)
      writer.key("bytes")
      writer.integer(input.bytes)
      writer.key("sha256")
      writer.string(input.sha256)
      writer.key("weight")
      writer.string(input.weight)
      writer.endObject()
    }
    writer.endArray()
    writer.key("results")
    writer.beginObject()
    for (name, value) in results {
      writer.key(name)
      writer.integer(value)
    }
    writer.endObject()
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
