public import ArgumentParser
public import TokenAnalysis

/// The tokens of a call that are given and not counted.
struct CostUsageOptions: ParsableArguments {
  @Option(help: "Tokens of the input, all of them, in place of a text.") var inputTokens: Int?
  @Option(help: "Those of the input that are read from the cache.") var cachedTokens: Int?
  @Option(help: "The share of the input that is read from the cache, 0 to 1.")
  var cachedShare: ExactDecimal?
  @Option(help: "Those of the input that are written to the cache for 5 minutes.")
  var cacheWriteTokens = 0
  @Option(
    name: .customLong("cache-write-1h-tokens"),
    help: "Those of the input that are written to the cache for an hour.")
  var cacheWriteHourTokens = 0
  @Option(help: "Those of the input that are audio.") var audioInputTokens = 0
  @Option(help: "Those of the input that are images.") var imageInputTokens = 0
  @Option(help: "Tokens of the output, all of them.") var outputTokens: Int?
  @Option(help: "Tokens of the output for one of the input, such as 0.25.")
  var outputRatio: ExactDecimal?
  @Option(help: "Those of the output that are reasoning.") var reasoningTokens = 0
  @Option(help: "Those of the output that are audio.") var audioOutputTokens = 0
  @Option(help: "Those of the output that are images.") var imageOutputTokens = 0

  func validate() throws {
    if cachedTokens != nil, cachedShare != nil {
      throw ValidationError("--cached-tokens and --cached-share say the same thing: give one.")
    }
    if outputTokens != nil, outputRatio != nil {
      throw ValidationError("--output-tokens and --output-ratio say the same thing: give one.")
    }
    if let cachedShare, cachedShare < .zero || cachedShare > ExactDecimal(1) {
      throw ValidationError("--cached-share lies between 0 and 1.")
    }
    if let outputRatio, outputRatio < .zero {
      throw ValidationError("--output-ratio is not negative.")
    }
  }

  /// The usage of a call with so many input tokens. Shares are rounded half-even to whole tokens.
  func usage(inputTokens: Int) -> TokenUsage {
    TokenUsage(
      inputTokens: inputTokens, cachedTokens: cachedTokens ?? share(cachedShare, of: inputTokens),
      cacheWriteTokens: cacheWriteTokens, cacheWriteHourTokens: cacheWriteHourTokens,
      audioInputTokens: audioInputTokens, imageInputTokens: imageInputTokens,
      outputTokens: outputTokens ?? share(outputRatio, of: inputTokens),
      reasoningTokens: reasoningTokens, audioOutputTokens: audioOutputTokens,
      imageOutputTokens: imageOutputTokens)
  }

  private func share(_ share: ExactDecimal?, of tokens: Int) -> Int {
    guard let share else { return 0 }
    return (share * ExactDecimal(tokens)).rounded(toPlaces: 0).wholeNumber ?? .max
  }
}

extension ExactDecimal: ExpressibleByArgument {
  /// Reads a decimal number.
  public init?(argument: String) { self.init(text: argument) }
}
