package import TokenizerModel

extension CostEstimate {
  /// Writes the estimate as an object: what is unknown is null, money is a plain decimal string.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("model")
    writer.string(model)
    writer.key("tokenizer")
    writer.text(tokenizer)
    writer.key("certainty")
    writer.string(certainty.rawValue)
    writer.key("input_tokens")
    writer.integer(usage.inputTokens)
    writer.key("cached_tokens")
    writer.integer(usage.cachedTokens)
    writer.key("output_tokens")
    writer.integer(usage.outputTokens)
    for (key, amount) in [
      ("input_usd", bill?.input), ("output_usd", bill?.output), ("total_usd", bill?.total),
    ] {
      writer.key(key)
      writer.text(amount?.description)
    }
    writer.key("price_source")
    writer.text(priceSource)
    writer.key("price_date")
    writer.text(priceDate?.description)
    writer.key("price_page")
    writer.text(pricePage)
    writer.key("service")
    writer.string(terms.service.rawValue)
    writer.key("input_tokens_low")
    writer.integer(inputRange.lowerBound)
    writer.key("input_tokens_high")
    writer.integer(inputRange.upperBound)
    writer.key("context_window")
    writer.count(contextWindow)
    writer.key("notes")
    writer.beginArray()
    for note in notes { writer.string(note) }
    writer.endArray()
    writer.key("advice")
    writer.beginArray()
    for advice in advice { write(advice, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ advice: Advice, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("kind")
    writer.string(advice.kind.rawValue)
    writer.key("count")
    writer.integer(advice.count)
    writer.key("saved_tokens")
    writer.integer(advice.tokens.before - advice.tokens.after)
    writer.key("saved_usd")
    writer.text(advice.savedUSD?.description)
    writer.key("text")
    writer.string(advice.text)
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes an integer, or null where there is none.
  mutating func count(_ count: Int?) {
    if let count { integer(count) } else { null() }
  }
}
