import TokenizerModel

/// What the readers of price lists share: errors of this room, and numbers that stay decimal.
enum PriceReading {
  /// Runs a reader over the bytes of a whole JSON file.
  static func read<Result>(
    _ bytes: [UInt8], _ body: (inout JSONReader) throws -> Result
  ) throws(TokenAnalysisError) -> Result {
    do {
      var reader = JSONReader(bytes)
      let result = try body(&reader)
      try reader.finish()
      return result
    } catch let error as JSONError {
      throw .json(error)
    } catch let error as TokenAnalysisError {
      throw error
    } catch {
      preconditionFailure("an error of a foreign type: \(error)")
    }
  }

  /// A number, or a number in a string, that is not negative.
  static func amount(_ reader: inout JSONReader, at place: @autoclosure () -> String) throws
    -> ExactDecimal
  {
    let isText = try reader.peekKind() == .string
    let text = isText ? try reader.readString()[...] : try reader.readNumber()
    guard let number = ExactDecimal(bytes: text), number >= .zero else {
      throw TokenAnalysisError.invalid(
        place: place(), problem: "\(JSONReader.quoted(text)) is not a price")
    }
    return number
  }

  /// A count of tokens, which some lists write as `256000.0`; nil where the list says something else.
  static func tokenCount(_ reader: inout JSONReader) throws -> Int? {
    guard try reader.peekKind() == .number else {
      try reader.skipValue()
      return nil
    }
    let number = ExactDecimal(bytes: try reader.readNumber())?.wholeNumber
    return number.flatMap { (0...TokenUsage.countLimit).contains($0) ? $0 : nil }
  }

  /// A string; nil for null.
  static func text(_ reader: inout JSONReader) throws -> String? {
    if try reader.readNull() { return nil }
    return String(decoding: try reader.readString(), as: UTF8.self)
  }
}

extension PriceReading {
  private static let millionth = ExactDecimal(digits: [1], scale: 6, isNegative: false)

  /// A price of a million tokens as that of one.
  static func amountPerMillion(_ reader: inout JSONReader, at place: @autoclosure () -> String)
    throws -> ExactDecimal
  {
    try amount(&reader, at: place()) * millionth
  }
}
