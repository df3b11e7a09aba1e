import TokenizerModel

/// A vendor's count beside our own, so that corrections can rest on data. It holds no text.
package struct VendorCountRecord: Hashable, Sendable {
  /// The day, such as 2026-11-21.
  package var day: String
  package var model: String
  /// Whether a chat was counted, or a text.
  package var isChat: Bool
  /// The length of what was counted, in bytes.
  package var bytes: Int
  /// The tokenizer that counted here.
  package var tokenizer: String
  /// Its count as it is.
  package var uncorrected: Int
  /// Our estimate.
  package var estimate: Int
  /// The vendor's count.
  package var vendor: Int

  package init(
    day: String, model: String, isChat: Bool, bytes: Int, tokenizer: String, uncorrected: Int,
    estimate: Int, vendor: Int
  ) {
    self.day = day
    self.model = model
    self.isChat = isChat
    self.bytes = bytes
    self.tokenizer = tokenizer
    self.uncorrected = uncorrected
    self.estimate = estimate
    self.vendor = vendor
  }

  /// The record as a line of JSON.
  package var line: [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    for (key, text) in [
      ("day", day), ("model", model), ("kind", isChat ? "chat" : "text"), ("tokenizer", tokenizer),
    ] {
      writer.key(key)
      writer.string(text)
    }
    for (key, count) in [
      ("bytes", bytes), ("uncorrected", uncorrected), ("estimate", estimate), ("vendor", vendor),
    ] {
      writer.key(key)
      writer.integer(count)
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
