/// What a vendor puts a price on. Every token of a call is billed as exactly one of these.
public enum BilledUnit: String, CaseIterable, Hashable, Sendable {
  /// Input that was not in the cache.
  case input
  /// Input read from the prompt cache.
  case cachedInput = "cached_input"
  /// Input written to the cache for five minutes, or for the vendor's only time.
  case cacheWrite = "cache_write"
  /// Input written to the cache for an hour.
  case cacheWriteHour = "cache_write_1h"
  /// Audio in the input.
  case audioInput = "audio_input"
  /// Images in the input, counted in tokens.
  case imageInput = "image_input"
  /// Output that is none of the following.
  case output
  /// Output that the model keeps to itself while it thinks.
  case reasoning
  /// Audio in the output.
  case audioOutput = "audio_output"
  /// Images in the output, counted in tokens.
  case imageOutput = "image_output"

  /// The unit whose rate applies where a price list has none for this one: a vendor that publishes no
  /// price for, say, cached tokens bills them as ordinary input.
  public var fallback: BilledUnit? {
    switch self {
    case .input, .output: nil
    case .cachedInput, .cacheWrite, .audioInput, .imageInput: .input
    case .cacheWriteHour: .cacheWrite
    case .reasoning, .audioOutput, .imageOutput: .output
    }
  }

  /// Whether the unit is part of the input.
  public var isInput: Bool {
    switch self {
    case .input, .cachedInput, .cacheWrite, .cacheWriteHour, .audioInput, .imageInput: true
    case .output, .reasoning, .audioOutput, .imageOutput: false
    }
  }
}
