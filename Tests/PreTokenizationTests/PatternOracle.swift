import PreTokenization
import TestSupport

/// The patterns, copied alternative by alternative from their regular expressions and run by the
/// textbook.
struct PatternOracle: Sendable {
  /// A scalar, or a byte that is not part of one, with its class and its bytes.
  struct Unit: Sendable {
    var scalar: Unicode.Scalar?
    var scalarClass: ScalarClass
    var length: Int
  }

  typealias Expression = BacktrackingExpression<Unit>
  let expression: Expression

  /// The ends of the pre-tokens.
  func ends(of text: [Unit]) -> [Int] {
    var ends: [Int] = []
    var index = 0
    var byte = 0
    while index < text.count {
      guard let end = expression.match(text, index) else { return [] }
      for unit in text[index..<end] { byte += unit.length }
      ends.append(byte)
      index = end
    }
    return ends
  }

  static func units(of bytes: [UInt8]) -> [Unit] {
    var units: [Unit] = []
    var index = 0
    while index < bytes.count {
      // The shortest piece that the standard library takes whole is a scalar.
      let scalar = (1...4).lazy.compactMap { length -> Unicode.Scalar? in
        guard index + length <= bytes.count else { return nil }
        let text = String(validating: bytes[index..<(index + length)], as: UTF8.self)
        return text?.unicodeScalars.first
      }.first
      let length = scalar.map { UTF8.width($0) } ?? 1
      let scalarClass = scalar.map { ScalarClassTable.shared[$0.value] } ?? .other
      units.append(Unit(scalar: scalar, scalarClass: scalarClass, length: length))
      index += length
    }
    return units
  }
}

extension PatternOracle {
  private static func of(_ classes: ScalarClass) -> Expression {
    .unit { $0.scalarClass.isOne(of: classes) }
  }
  private static func any(of scalars: String) -> Expression {
    .unit { unit in unit.scalar.map { scalars.unicodeScalars.contains($0) } ?? false }
  }
  private static func text(_ scalars: String) -> Expression {
    .sequence(scalars.unicodeScalars.map { any(of: String($0)) })
  }
  private static func star(_ part: Expression) -> Expression {
    .greedy(part, least: 0, most: .max)
  }
  private static func plus(_ part: Expression) -> Expression {
    .greedy(part, least: 1, most: .max)
  }
  private static func maybe(_ part: Expression) -> Expression {
    .greedy(part, least: 0, most: 1)
  }

  private static let notAfterSpace: [Expression] = [
    .sequence([plus(of(.whiteSpace)), .notBefore(of(.solid))])
  ]
  /// `[^\r\n\p{L}\p{N}]`
  private static let prefix = of(.blank | .mark | .other)
  /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
  private static let caselessContraction: Expression = .sequence([
    text("'"),
    .either([
      any(of: "sS\u{17F}tTmMdD"), .sequence([any(of: "rR"), any(of: "eE")]),
      .sequence([any(of: "vV"), any(of: "eE")]), .sequence([any(of: "lL"), any(of: "lL")]),
    ]),
  ])

  static let gpt2 = PatternOracle(
    expression: .either(
      ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map(text)
        + [ScalarClass.letter, .number, .symbol].map {
          .sequence([maybe(text(" ")), plus(of($0))])
        } + notAfterSpace + [plus(of(.whiteSpace))]))

  static let cl100k = PatternOracle(
    expression: .either(
      [
        caselessContraction,
        .sequence([.atomic(maybe(prefix)), .atomic(plus(of(.letter)))]),
        .greedy(of(.number), least: 1, most: 3),
        .sequence([maybe(text(" ")), .atomic(plus(of(.symbol))), star(of(.newline))]),
        .sequence([.atomic(plus(of(.whiteSpace))), .end]),
        .sequence([star(of(.whiteSpace)), of(.newline)]),
      ] + notAfterSpace + [of(.whiteSpace)]))

  static let o200k = PatternOracle(
    expression: .either(
      [
        .sequence([
          maybe(prefix), star(of(.upper | .otherLetter | .mark)),
          plus(of(.lower | .otherLetter | .mark)), maybe(caselessContraction),
        ]),
        .sequence([
          maybe(prefix), plus(of(.upper | .otherLetter | .mark)),
          star(of(.lower | .otherLetter | .mark)), maybe(caselessContraction),
        ]),
        .greedy(of(.number), least: 1, most: 3),
        .sequence([maybe(text(" ")), plus(of(.symbol)), star(any(of: "\r\n/"))]),
        .sequence([star(of(.whiteSpace)), plus(of(.newline))]),
      ] + notAfterSpace + [plus(of(.whiteSpace))]))

  static let whitespace = PatternOracle(
    expression: .either(
      [.sequence([maybe(text(" ")), plus(of(.solid))])] + notAfterSpace
        + [plus(of(.whiteSpace))]))
}
