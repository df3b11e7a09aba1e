/// The tokens of one call.
///
/// The whole input holds the tokens that were read from the cache and written to it, audio and images;
/// the whole output holds the reasoning. No token is in two parts.
public struct TokenUsage: Hashable, Sendable {
  /// More tokens than this no call has.
  public static let countLimit = 1_000_000_000_000

  /// All tokens of the input, cached and written ones too.
  public var inputTokens: Int
  /// Those read from the cache.
  public var cachedTokens: Int
  /// Those written to the cache for five minutes.
  public var cacheWriteTokens: Int
  /// Those written to the cache for an hour.
  public var cacheWriteHourTokens: Int
  /// Those of audio.
  public var audioInputTokens: Int
  /// Those of images.
  public var imageInputTokens: Int
  /// All tokens of the output, reasoning too.
  public var outputTokens: Int
  /// Those of reasoning.
  public var reasoningTokens: Int
  /// Those of audio.
  public var audioOutputTokens: Int
  /// Those of images.
  public var imageOutputTokens: Int

  /// A usage; all counts in tokens.
  public init(
    inputTokens: Int, cachedTokens: Int = 0, cacheWriteTokens: Int = 0,
    cacheWriteHourTokens: Int = 0, audioInputTokens: Int = 0, imageInputTokens: Int = 0,
    outputTokens: Int = 0, reasoningTokens: Int = 0, audioOutputTokens: Int = 0,
    imageOutputTokens: Int = 0
  ) {
    self.inputTokens = inputTokens
    self.cachedTokens = cachedTokens
    self.cacheWriteTokens = cacheWriteTokens
    self.cacheWriteHourTokens = cacheWriteHourTokens
    self.audioInputTokens = audioInputTokens
    self.imageInputTokens = imageInputTokens
    self.outputTokens = outputTokens
    self.reasoningTokens = reasoningTokens
    self.audioOutputTokens = audioOutputTokens
    self.imageOutputTokens = imageOutputTokens
  }

  /// The tokens of each unit: every token of the call once, in the order of the units.
  ///
  /// - Throws: `TokenAnalysisError.absurdCount` and `.partsExceedWhole`.
  public func parts() throws(TokenAnalysisError) -> [(unit: BilledUnit, tokens: Int)] {
    let input: [(unit: BilledUnit, tokens: Int)] = [
      (.cachedInput, cachedTokens), (.cacheWrite, cacheWriteTokens),
      (.cacheWriteHour, cacheWriteHourTokens), (.audioInput, audioInputTokens),
      (.imageInput, imageInputTokens),
    ]
    let output: [(unit: BilledUnit, tokens: Int)] = [
      (.reasoning, reasoningTokens), (.audioOutput, audioOutputTokens),
      (.imageOutput, imageOutputTokens),
    ]
    let whole: [(unit: BilledUnit, tokens: Int)] = [(.input, inputTokens), (.output, outputTokens)]
    for (unit, tokens) in whole + input + output
    where !(0...Self.countLimit).contains(tokens) {
      throw .absurdCount(name: "\(unit.rawValue)_tokens", value: tokens)
    }
    return [(.input, try Self.remainder("input_tokens", inputTokens, input))] + input
      + [(.output, try Self.remainder("output_tokens", outputTokens, output))] + output
  }

  private static func remainder(
    _ name: String, _ whole: Int, _ parts: [(unit: BilledUnit, tokens: Int)]
  ) throws(TokenAnalysisError) -> Int {
    let sum = parts.reduce(0) { $0 + $1.tokens }
    if sum > whole { throw .partsExceedWhole(name: name, parts: sum, whole: whole) }
    return whole - sum
  }
}
