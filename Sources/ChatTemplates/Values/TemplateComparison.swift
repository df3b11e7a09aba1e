/// Compares values as Python does, counting the steps: a small value can hold others so often that
/// comparing it would never end.
struct TemplateComparison {
  /// The steps that are left; below zero the answers are worthless.
  var stepsLeft: Int

  /// Whether both are equal.
  mutating func areEqual(_ left: TemplateValue, _ right: TemplateValue) -> Bool {
    stepsLeft -= 1
    if stepsLeft < 0 { return false }
    switch (left, right) {
    case (.undefined, .undefined), (.none, .none): return true
    case (.text(let left), .text(let right)):
      stepsLeft -= left.count == right.count ? left.count / 32 : 0
      return left == right
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      return areEqual(left.elements, right.elements)
    case (.mapping(let left), .mapping(let right)): return areEqual(left, right)
    case (.namespace(let left), .namespace(let right)), (.macro(let left), .macro(let right)),
      (.loop(let left), .loop(let right)):
      return left == right
    case (.function(let left), .function(let right)): return left == right
    default:
      if let left = left.wholeNumber, let right = right.wholeNumber { return left == right }
      guard let left = left.number, let right = right.number else { return false }
      return left == right
    }
  }

  private mutating func areEqual(_ left: [TemplateValue], _ right: [TemplateValue]) -> Bool {
    guard left.count == right.count else { return false }
    for (left, right) in zip(left, right) where !areEqual(left, right) { return false }
    return true
  }

  private mutating func areEqual(_ left: TemplateMapping, _ right: TemplateMapping) -> Bool {
    guard left.count == right.count else { return false }
    for (key, value) in zip(left.keys, left.values) {
      guard let other = TemplateKey(key).flatMap({ right[$0] }), areEqual(value, other) else {
        return false
      }
    }
    return true
  }

  /// Whether one comes before the other; nil where Python does not order them.
  mutating func precedes(_ left: TemplateValue, _ right: TemplateValue) -> Bool? {
    stepsLeft -= 1
    if stepsLeft < 0 { return false }
    switch (left, right) {
    case (.text(let left), .text(let right)):
      stepsLeft -= min(left.count, right.count) / 32
      return left.bytes.lexicographicallyPrecedes(right.bytes)
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      for (first, second) in zip(left.elements, right.elements) where !areEqual(first, second) {
        return precedes(first, second)
      }
      return left.count < right.count
    default:
      if let left = left.wholeNumber, let right = right.wholeNumber { return left < right }
      guard let left = left.number, let right = right.number else { return nil }
      return left < right
    }
  }
}
