import TokenizerModel
import VocabularyStore

/// How languages are mixed in a training.
struct LanguageMixing {
  /// The temperature that sets the weights of inputs.
  var temperature: SamplingTemperature?
  /// The parallel text in the language of each input; none where there is no parity.
  private(set) var parallelTexts: [String] = []
  /// The SHA-256 of each of them.
  private var digests: [String] = []
  /// How many merges all languages choose together before parity begins.
  private(set) var globalMerges = 0

  /// Inputs as they are.
  init() {}

  init(
    temperature: SamplingTemperature?, parallelTexts: [String], globalMerges: Int
  ) throws {
    self.temperature = temperature
    self.parallelTexts = parallelTexts
    self.globalMerges = globalMerges
    digests = try parallelTexts.map { try SHA256Digest.ofFile($0).sha256 }
  }

  /// Whether each step helps the language that is compressed worst.
  var hasParity: Bool { !parallelTexts.isEmpty }

  /// The sides of the parallel text, one a language, in the order of the inputs.
  var languages: [String] {
    parallelTexts.reduce(into: []) { texts, text in
      if !texts.contains(where: { $0.utf8.elementsEqual(text.utf8) }) { texts.append(text) }
    }
  }

  /// The inputs of a language, by number.
  func inputs(of language: String) -> [Int] {
    parallelTexts.indices.filter { parallelTexts[$0].utf8.elementsEqual(language.utf8) }
  }

  /// The names and values for training.json; inputs are numbered.
  var recorded: [(name: String, value: String)] {
    var values: [(name: String, value: String)] = []
    if let temperature { values.append(("temperature", temperature.text)) }
    for (number, digest) in digests.enumerated() { values.append(("parity-\(number)", digest)) }
    if globalMerges > 0 { values.append(("parity-after", String(globalMerges))) }
    return values
  }

  /// The mixing that a training.json records, with the parallel texts that are given for it.
  init(_ record: TrainingRecord, parity: [String], inputs: [String]) throws {
    let values = record.options.filter {
      $0.name == "temperature" || $0.name.hasPrefix("parity-")
    }
    func value(_ name: String) -> String? { values.first { $0.name == name }?.value }
    self = try LanguageMixing(
      temperature: value("temperature").flatMap { SamplingTemperature(argument: $0) },
      parallelTexts: try MixingOptions.parallelTexts(parity, inputs: inputs),
      globalMerges: value("parity-after").flatMap { Int($0) } ?? 0)
    let isSame =
      recorded.count == values.count
      && zip(recorded, values).allSatisfy { $0.value.utf8.elementsEqual($1.value.utf8) }
    guard isSame else {
      throw CommandFailure(
        "training.json: another parallel text was trained with; give --parity as in the training")
    }
  }
}
