import TokenizerModel

extension PriceBook {
  private static let format = "malmoi-prices-1"

  /// Reads a list in the format that ``json`` writes.
  ///
  /// - Throws: `TokenAnalysisError` for a file of another shape; every member must be known.
  /// - Complexity: O(size of the file).
  public init(own bytes: [UInt8]) throws(TokenAnalysisError) {
    var source = ""
    var date: CivilDate?
    var models: [PricedModel] = []
    try PriceReading.read(bytes) { reader in
      try reader.readObject { reader, key in
        switch String(decoding: key, as: UTF8.self) {
        case "format":
          let format = try PriceReading.text(&reader)
          if format != Self.format {
            throw TokenAnalysisError.invalid(place: "format", problem: "it is not \(Self.format)")
          }
        case "source": source = try PriceReading.text(&reader) ?? ""
        case "date": date = try OwnPriceRows.date(&reader, place: "date")
        case "models":
          try reader.readArray { reader, index in
            models.append(try OwnPriceRows.model(&reader, place: "models[\(index)]"))
          }
        default: throw OwnPriceRows.unknown(key, place: "the price list")
        }
      }
    }
    self.init(source: source, date: date, models: models)
  }

  /// The list as JSON, a model a line: equal lists give equal bytes. Prices are dollars for a million
  /// tokens, as strings.
  public var json: [UInt8] {
    var head = JSONWriter(indented: false)
    head.beginObject()
    head.key("format")
    head.string(Self.format)
    head.key("source")
    head.string(source)
    head.key("date")
    head.text(date?.description)
    head.key("models")
    var bytes = head.bytes + Array("[".utf8)
    for (place, model) in models.enumerated() {
      var row = JSONWriter(indented: false)
      OwnPriceRows.write(model, to: &row)
      bytes += Array((place == 0 ? "\n" : ",\n").utf8) + row.bytes
    }
    return bytes + Array("\n]}\n".utf8)
  }

  /// Reads a list of any of the three formats, told apart by how it begins.
  ///
  /// - Throws: `TokenAnalysisError` for a file that is none of them.
  public init(anyFormat bytes: [UInt8], date: CivilDate? = nil) throws(TokenAnalysisError) {
    let start = bytes.prefix(200).filter { $0 > 0x20 }
    if start.starts(with: "[".utf8) {
      try self.init(genAIPrices: bytes, date: date)
    } else if start.starts(with: "{\"format\"".utf8) {
      try self.init(own: bytes)
    } else {
      try self.init(liteLLM: bytes, date: date)
    }
  }
}

extension JSONWriter {
  /// Writes a string, or null where there is none.
  mutating func text(_ text: String?) {
    if let text { string(text) } else { null() }
  }
}
