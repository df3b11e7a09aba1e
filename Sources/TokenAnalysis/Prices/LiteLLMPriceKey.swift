/// A key such as `input_cost_per_token_above_272k_tokens_priority`, taken apart.
struct LiteLLMPriceKey: Hashable {
  var unit: BilledUnit
  /// The border above which the price holds, in tokens; 0 without one.
  var above: Int
  var service: ServiceLevel

  /// Takes a key apart; nil where it is no price of a token that this package bills.
  init?(_ key: String) {
    var stem = key[...]
    service = .standard
    for (suffix, level) in Self.suffixes where stem.hasSuffix(suffix) {
      stem = stem.dropLast(suffix.utf8.count)
      service = level
    }
    above = 0
    if stem.hasSuffix("_tokens"), let border = Self.border(of: stem) {
      above = border.tokens
      stem = stem.prefix(border.stemLength)
    }
    guard let unit = Self.units[String(stem)] else { return nil }
    self.unit = unit
  }

  init(_ unit: BilledUnit, above: Int = 0, service: ServiceLevel = .standard) {
    self.unit = unit
    self.above = above
    self.service = service
  }

  private static let suffixes: [(String, ServiceLevel)] = [
    ("_batches", .batch), ("_flex", .flex), ("_priority", .priority),
  ]

  private static let units: [String: BilledUnit] = [
    "input_cost_per_token": .input,
    "cache_read_input_token_cost": .cachedInput,
    "cache_creation_input_token_cost": .cacheWrite,
    "cache_creation_input_token_cost_above_1hr": .cacheWriteHour,
    "input_cost_per_audio_token": .audioInput,
    "input_cost_per_image_token": .imageInput,
    "output_cost_per_token": .output,
    "output_cost_per_reasoning_token": .reasoning,
    "output_cost_per_audio_token": .audioOutput,
    "output_cost_per_image_token": .imageOutput,
  ]

  /// The border in `…_above_272k_tokens`, and how many characters stand before it.
  private static func border(of stem: Substring) -> (tokens: Int, stemLength: Int)? {
    let words = stem.split(separator: "_", omittingEmptySubsequences: false)
    guard words.count > 3, words[words.count - 3] == "above" else { return nil }
    let number = words[words.count - 2]
    let isThousands = number.hasSuffix("k")
    guard let value = Int(isThousands ? number.dropLast() : number), (1...1_000_000_000) ~= value
    else { return nil }
    return (
      value * (isThousands ? 1000 : 1), stem.count - "_above__tokens".count - number.count
    )
  }
}
