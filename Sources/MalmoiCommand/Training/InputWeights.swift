import ArgumentParser

/// How often the words of each input count, in units that make all weights whole numbers.
struct InputWeights {
  /// The units of an occurrence that counts once.
  let scale: Int
  /// The units of each input's occurrences.
  let units: [Int]
  /// Each weight as it was given, `1` where none was.
  let texts: [String]

  /// Reads weights such as `en.txt=1.5`, up to six decimal places, for the given inputs.
  init(_ weights: [String], inputs: [String]) throws {
    var millionths = [Int](repeating: 1_000_000, count: inputs.count)
    var texts = [String](repeating: "1", count: inputs.count)
    for weight in weights {
      guard let sign = weight.lastIndex(of: "="),
        let value = Self.millionths(weight[weight.index(after: sign)...])
      else {
        throw ValidationError(
          "--weight \(weight): write the input, = and a number from 0.000001 to 1000000.")
      }
      let name = weight[..<sign]
      guard let index = inputs.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        throw ValidationError("--weight \(weight): \(name) is not among the inputs.")
      }
      millionths[index] = value
      texts[index] = String(weight[weight.index(after: sign)...])
    }
    let divisor = millionths.reduce(1_000_000, Self.greatestCommonDivisor)
    scale = 1_000_000 / divisor
    units = millionths.map { $0 / divisor }
    self.texts = texts
  }

  /// The weights of some of the inputs, in the same units.
  func of(_ numbers: [Int]) -> InputWeights {
    InputWeights(scale: scale, units: numbers.map { units[$0] }, texts: numbers.map { texts[$0] })
  }

  private init(scale: Int, units: [Int], texts: [String]) {
    self.scale = scale
    self.units = units
    self.texts = texts
  }

  private static func millionths(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]), (0...1_000_000).contains(whole),
      parts[0].allSatisfy(\.isASCII), parts[0].first != "+"
    else { return nil }
    var value = whole * 1_000_000
    if parts.count == 2 {
      guard (1...6).contains(parts[1].count), let fraction = UInt(parts[1]), parts[1].first != "+"
      else { return nil }
      value += (0..<(6 - parts[1].count)).reduce(Int(fraction)) { value, _ in value * 10 }
    }
    return value > 0 ? value : nil
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}
