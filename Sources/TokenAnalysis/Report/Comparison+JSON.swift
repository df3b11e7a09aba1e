import TokenizerModel

extension Comparison {
  /// The comparison as JSON; the keys of metrics are those of ``Metric``. Numbers are not rounded, and
  /// what a text has nothing of is null.
  package var json: [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    writer.key("tokenizers")
    writer.beginArray()
    for index in results.indices { write(index, to: &writer) }
    writer.endArray()
    writer.key("texts")
    writer.beginArray()
    for text in texts {
      writer.beginObject()
      writer.key("name")
      writer.string(text.name)
      writer.key("path")
      writer.string(text.path)
      writer.key("sha256")
      writer.string(text.sha256)
      writer.key("lines")
      writer.integer(text.documents.count)
      writer.endObject()
    }
    writer.endArray()
    writer.key("parallel")
    writer.bool(isParallel)
    writer.key("bootstrap_draws")
    writer.integer(Bootstrap.drawCount)
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  private func write(_ index: Int, to writer: inout JSONWriter) {
    let result = results[index]
    writer.beginObject()
    writer.key("name")
    writer.string(result.subject.name)
    writer.key("path")
    writer.string(result.subject.path)
    writer.key("sha256")
    writer.string(result.subject.sha256)
    writer.key("vocabulary_size")
    writer.integer(result.vocabularySize)
    if let price = result.subject.price {
      writer.key("price")
      writer.beginObject()
      for (key, value) in [
        ("model", price.model), ("input_usd_per_token", price.perToken.description),
        ("source", price.source),
      ] {
        writer.key(key)
        writer.string(value)
      }
      writer.endObject()
    }
    if let premium = result.premium {
      writer.key("premium_mean")
      writer.number(premium.mean)
      writer.key("premium_median")
      writer.number(premium.quantile(0.5))
      writer.key("premium_quantiles")
      writer.beginObject()
      for share in [0.05, 0.25, 0.75, 0.95] {
        writer.key("\(share)")
        writer.number(premium.quantile(share))
      }
      writer.endObject()
      writer.key("premium_interval")
      writer.interval(premium.interval)
      writer.key("premium_of_totals")
      writer.number(premium.total)
      writer.key("gini")
      writer.number(premium.gini)
    }
    for kind in GoldSegmentation.Kind.allCases {
      guard let score = result.boundaries[kind] else { continue }
      writer.key("\(kind.rawValue)_precision")
      writer.number(score.precision)
      writer.key("\(kind.rawValue)_recall")
      writer.number(score.recall)
    }
    writer.key("jaccard")
    writeIndices(overlap[index], to: &writer)
    writer.key("jaccard_hangul")
    writeIndices(hangulOverlap[index], to: &writer)
    writer.key("texts")
    writer.beginObject()
    for (place, text) in texts.enumerated() {
      writer.key(text.name)
      write(
        result.measures[place], bootstraps[place], cost: cost(result: index, text: place),
        to: &writer)
    }
    writer.endObject()
    writer.endObject()
  }

  private func writeIndices(_ indices: [Double], to writer: inout JSONWriter) {
    writer.beginObject()
    for (result, index) in zip(results, indices) {
      writer.key(result.subject.name)
      writer.number(index)
    }
    writer.endObject()
  }

  private func write(
    _ measures: TextMeasures, _ bootstrap: Bootstrap, cost: ExactDecimal?,
    to writer: inout JSONWriter
  ) {
    writer.beginObject()
    for (key, count) in [
      ("lines", measures.counts.documents), ("bytes", measures.counts.bytes),
      ("characters", measures.counts.scalars), ("eojeol", measures.counts.eojeol),
      ("words", measures.counts.words), ("syllables", measures.counts.syllables),
    ] {
      writer.key(key)
      writer.integer(count)
    }
    for metric in Metric.allCases {
      writer.key(metric.rawValue)
      writer.number(measures.value(of: metric))
    }
    if let cost {
      writer.key("usd_per_million_characters")
      writer.string(cost.description)
    }
    writer.key("intervals")
    writer.beginObject()
    for metric in Metric.allCases {
      guard let interval = measures.interval(of: metric, bootstrap) else { continue }
      writer.key(metric.rawValue)
      writer.interval(interval)
    }
    writer.endObject()
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes an interval as [low, high], or null.
  mutating func interval(_ interval: ConfidenceInterval?) {
    guard let interval else { return null() }
    beginArray()
    number(interval.low)
    number(interval.high)
    endArray()
  }
}
