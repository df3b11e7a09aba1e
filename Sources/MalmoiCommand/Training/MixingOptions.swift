import ArgumentParser

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The options that decide how languages are mixed.
struct MixingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Weigh inputs so that each has a share of size^(1/T) of the text; 1 leaves sizes alone.",
      valueName: "T"))
  var temperature: SamplingTemperature?

  @Option(
    help: ArgumentHelp(
      "The side of a parallel text that is in an input's language: at each step the language whose "
        + "side is the most tokens chooses the next one. Repeatable; for every input.",
      valueName: "input=text"))
  var parity: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --parity, how many tokens all languages together choose first.", valueName: "number"))
  var parityAfter = 0

  func validate() throws {
    if temperature != nil, !parity.isEmpty {
      throw ValidationError("--temperature and --parity are two ways to mix: choose one.")
    }
    if parityAfter < 0 || parityAfter > 0 && parity.isEmpty {
      throw ValidationError("--parity-after takes a number from 0 on, and goes with --parity.")
    }
  }

  /// Makes sure that the mixture makes sense for some inputs.
  func validate(inputs: [String], weights: [String]) throws {
    if temperature != nil, !weights.isEmpty {
      throw ValidationError("--temperature sets the weights of inputs; leave --weight out.")
    }
    if temperature != nil, inputs.contains("-") {
      throw ValidationError(
        "Standard input can be read only once: --temperature needs files to see their sizes first.")
    }
    _ = try Self.parallelTexts(parity, inputs: inputs)
  }

  /// How languages are mixed.
  func mixing(_ inputs: [String]) throws -> LanguageMixing {
    try LanguageMixing(
      temperature: temperature, parallelTexts: Self.parallelTexts(parity, inputs: inputs),
      globalMerges: parityAfter)
  }

  /// The parallel text of each input; none where there is no parity.
  static func parallelTexts(_ parity: [String], inputs: [String]) throws -> [String] {
    if parity.isEmpty { return [] }
    var texts = [String?](repeating: nil, count: inputs.count)
    for pair in parity {
      // The name of an input may have a sign in it, so the longest one that fits is taken.
      let input = inputs.indices.filter { pair.utf8.starts(with: (inputs[$0] + "=").utf8) }
        .max { inputs[$0].utf8.count < inputs[$1].utf8.count }
      guard let input else {
        throw ValidationError("--parity \(pair): write an input, = and a text in its language.")
      }
      texts[input] = String(pair.dropFirst(inputs[input].count + 1))
    }
    if let missing = texts.firstIndex(of: nil) {
      throw ValidationError("--parity: \(inputs[missing]) needs a parallel text, too.")
    }
    return texts.compactMap(\.self)
  }
}

/// The temperature T by which the shares of inputs are evened out.
///
/// An input of n bytes has a share of the training text in proportion to n^(1/T) (Arivazhagan et al.
/// 2019, arXiv 1907.05019; the exponent 1/T is the S of multilingual BERT, 0.7, and the α of XLM-R, 0.3).
/// So the words of an input count (m/n)^(1 - 1/T) times, where m is the size of the largest one. That
/// number is rounded to four decimal places, half up, and is a weight like any other from then on.
struct SamplingTemperature: ExpressibleByArgument {
  /// As it was given.
  let text: String
  private let value: Double

  init?(argument: String) {
    guard let value = Double(argument), value >= 1, value <= 1000 else { return nil }
    text = argument
    self.value = value
  }

  /// The weights of inputs of the given sizes, as decimal numbers.
  func weights(ofSizes sizes: [Int]) -> [String] {
    let largest = Double(sizes.max() ?? 0)
    return sizes.map { size in
      size == 0
        ? "1" : decimal(pow(largest / Double(size), 1 - 1 / value), places: 4).trimmingZeros
    }
  }
}

extension String {
  /// A decimal number without the zeros at its end.
  fileprivate var trimmingZeros: String {
    var text = self
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
