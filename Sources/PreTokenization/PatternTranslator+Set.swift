extension PatternTranslator {
  /// How deep sets may stand in sets.
  private static let depthLimit = 50

  /// Reads the `[...]` that begins here.
  mutating func parseSet(depth: Int) throws(PreTokenizationError) -> ScalarSet {
    let start = index
    guard depth < Self.depthLimit else { throw error("sets stand too deep in sets") }
    index += 1
    let isNegated = peek() == "^"
    if isNegated { index += 1 }
    // The operands of && before the one that is being read.
    var operands: ScalarSet?
    var set = ScalarSet()
    var isFirst = true
    while let scalar = peek(), scalar != "]" || isFirst {
      isFirst = false
      if isNext("&&") {
        index += 2
        operands = operands?.intersection(set) ?? set
        set = ScalarSet()
      } else if isNext("--") || isNext("~~") {
        throw error("\(scalar)\(scalar) in a set is an operator to some engines; write \\\(scalar)")
      } else if isNext("[:") {
        throw error("[:...:] is not the same in all engines; write \\p{...}")
      } else if scalar == "[" {
        set = set.union(try parseSet(depth: depth + 1))
      } else {
        set = set.union(try parseItem())
      }
    }
    guard peek() == "]" else { throw error("this [ has no ]", at: start) }
    index += 1
    let whole = operands?.intersection(set) ?? set
    return isNegated ? whole.complement : whole
  }

  /// A scalar, a range of them or an escape, with the case variants where case is ignored.
  private mutating func parseItem() throws(PreTokenizationError) -> ScalarSet {
    let start = index
    let low: Unicode.Scalar
    switch try parseSetAtom() {
    case .scalar(let scalar): low = scalar
    case .set(let set): return set
    case .other: preconditionFailure("no place stands in a set")
    }
    var high = low
    if peek() == "-", let next = peek(1), next != "]", next != "-", next != "[" {
      index += 1
      guard case .scalar(let end) = try parseSetAtom(), end >= low else {
        throw error("a range goes from a character to a later one", at: start)
      }
      high = end
    }
    let set = ScalarSet(ranges: [low.value..<(high.value + 1)])
    guard isCaseless else { return set }
    try checkCaseless(high, after: nil, at: start)
    return set.withASCIICaseVariants
  }

  private mutating func parseSetAtom() throws(PreTokenizationError) -> Atom {
    guard let scalar = peek() else { throw error("the set is cut off") }
    if scalar == "\\" { return try parseEscape(inSet: true) }
    index += 1
    return .scalar(scalar)
  }
}
