import Dispatch
import Tokenization
import TokenizerModel

/// What is measured with one tokenizer. Every case checks its result.
struct Cases {
  let tokenizer: Tokenizer
  private let runs = 5

  /// Encoding, counting and decoding of an ordinary text.
  func ordinary(_ name: String, _ text: [UInt8]) throws {
    let ids = try tokenizer.encode(text)
    try check("round trip/\(name)", tokenizer.decode(ids) == text)
    let megabytes = Double(text.count) / 1e6

    var found: [TokenID] = []
    let miss = try Measurement.seconds(runs: runs) { found = try tokenizer.encode(text) }
    try check("encode/miss/\(name)", found == ids)
    Measurement.report("encode/miss/\(name)", megabytes / miss, "MB/s")

    let session = EncodingSession(tokenizer)
    found.reserveCapacity(ids.count)
    var count = 0
    let first = try Measurement.seconds(runs: runs) {
      count = try EncodingSession(tokenizer).count(text.span)
    }
    try check("count/miss/\(name)", count == ids.count)
    Measurement.report("count/miss/\(name)", megabytes / first, "MB/s")

    let (hit, counting, ratio) = try Measurement.seconds(
      runs: 10 * runs,
      {
        found.removeAll(keepingCapacity: true)
        try session.encode(text.span, appendingTo: &found)
      }, { count = try session.count(text.span) })
    try check("encode/hit/\(name)", found == ids)
    Measurement.report("encode/hit/\(name)", megabytes / hit, "MB/s")
    try check("count/hit/\(name)", count == ids.count)
    Measurement.report("count/hit/\(name)", megabytes / counting, "MB/s")
    Measurement.report("count/encode/\(name)", ratio, "times as fast")

    var bytes: [UInt8] = []
    let decoding = try Measurement.seconds(runs: runs) { bytes = try tokenizer.decode(ids) }
    try check("decode/\(name)", bytes == text)
    Measurement.report("decode/\(name)", megabytes / decoding, "MB/s")
  }

  /// Texts made to be slow, as times of an ordinary text, and sixteen times as long.
  func worst(than ordinary: [UInt8], _ kind: String) throws {
    // What a tokenizer makes once, when it first meets long texts, is not what is measured.
    for (_, text) in Texts.worst(size: Texts.size) { _ = try tokenizer.encode(text) }
    let usual = try Measurement.seconds(runs: runs) { _ = try tokenizer.encode(ordinary) }
    let long = Texts.worst(size: 16 * Texts.size)
    for (number, (name, text)) in Texts.worst(size: Texts.size).enumerated() {
      var ids: [TokenID] = []
      let seconds = try Measurement.seconds(runs: runs) { ids = try tokenizer.encode(text) }
      try check("worst/\(name)", tokenizer.decode(ids) == text)
      let scale = Double(text.count) / Double(ordinary.count)
      Measurement.report("worst/\(name)", seconds / usual / scale, "times \(kind)")
      let longText = long[number].text
      let longer = try Measurement.seconds(runs: runs) { ids = try tokenizer.encode(longText) }
      try check("worst-16/\(name)", tokenizer.decode(ids) == longText)
      Measurement.report("worst-16/\(name)", longer / seconds, "times 1 MiB")
    }
  }

  /// One text on two threads, beside what two threads bring to a loop that shares nothing.
  func threads(_ name: String, _ text: [UInt8]) throws {
    let ids = try tokenizer.encode(text)
    var (ours, loops): ([Double], [Double]) = ([], [])
    for _ in 0..<5 {
      var found: [TokenID] = []
      let one = try Measurement.seconds(runs: 1) { found = try tokenizer.encode(text, threads: 1) }
      let two = try Measurement.seconds(runs: 1) { found = try tokenizer.encode(text, threads: 2) }
      try check("threads/\(name)", found == ids)
      ours.append(one / two)
      let alone = Measurement.seconds(runs: 1) { for _ in 0..<2 { Self.loop() } }
      let both = Measurement.seconds(runs: 1) {
        DispatchQueue.concurrentPerform(iterations: 2) { _ in Self.loop() }
      }
      loops.append(alone / both)
    }
    Measurement.report("threads/2/\(name)", ours.sorted()[2], "times one")
    Measurement.report("threads/2/empty-loop", loops.sorted()[2], "times one")
  }

  private static func loop() {
    var state: UInt64 = 1
    for _ in 0..<20_000_000 { state = state &* 6_364_136_223_846_793_005 &+ 1 }
    precondition(state != 0)
  }

  /// Bytes put behind a text one after another, and a stream of ids.
  func steps(_ text: [UInt8]) throws {
    let text = Array(text.prefix(1 << 16))
    var growing = try GrowingText(tokenizer)
    let seconds = try Measurement.seconds(runs: 1) {
      for place in stride(from: 0, to: text.count, by: 8) {
        try growing.append(text[place..<min(place + 8, text.count)])
      }
    }
    let ids = try tokenizer.encode(text)
    try check("grow/8-bytes", growing.ids == ids)
    Measurement.report("grow/8-bytes", Double(text.count / 8) / seconds / 1e3, "thousand steps/s")

    var decoder = StreamingDecoder(tokenizer)
    var bytes: [UInt8] = []
    let streaming = try Measurement.seconds(runs: 1) {
      for id in ids { bytes += try decoder.appendGivingBytes(id) }
      bytes += decoder.finishGivingBytes()
    }
    try check("stream", bytes == text)
    Measurement.report("stream", Double(ids.count) / streaming / 1e6, "million tokens/s")
  }
}
