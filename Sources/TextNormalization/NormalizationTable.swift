/// All that one normalization form needs to know about scalars, frozen.
///
/// The data are ICU's (`NormalizationTable+ICU.swift`); the layout is for speed: a scalar's entry is
/// two array reads away, and the mass of scalars that need no care share one block of plain entries.
///
/// ```
/// blocks[scalar >> 6] -> number of a block
/// entries[number * 64 + (scalar & 63)] -> ScalarEntry.rawValue
/// mappings[offset] -> length, then as many scalars
/// ```
struct NormalizationTable: Sendable {
  /// Whether the form composes after it has decomposed.
  let composes: Bool
  /// For each 64 scalars the number of their block.
  private(set) var blocks: [UInt16]
  /// The blocks, 64 raw values of `ScalarEntry` each: first one of plain, then one of unassigned
  /// scalars.
  private(set) var entries: [UInt32]
  /// Full decompositions, each as its length and its scalars; offset 0 is not used.
  private(set) var mappings: [UInt32] = [0]
  /// The pairs that compose; empty for a form that does not compose.
  private(set) var pairs = CompositionPairs([])

  /// The table under which every text is in the form.
  static let empty = NormalizationTable(composes: true)

  private static let unassignedBlock: UInt16 = 1

  /// A table in which no scalar needs care.
  init(composes: Bool) {
    self.composes = composes
    blocks = Array(repeating: 0, count: 0x110000 / 64)
    entries =
      Array(repeating: ScalarEntry.plain.rawValue, count: 64)
      + Array(repeating: ScalarEntry.unassigned.rawValue, count: 64)
  }

  /// The entry of a scalar up to U+10FFFF.
  func entry(of scalar: UInt32) -> ScalarEntry {
    ScalarEntry(rawValue: entries[Int(blocks[Int(scalar >> 6)]) * 64 + Int(scalar & 63)])
  }

  /// Sets the entry of a scalar.
  mutating func setEntry(_ entry: ScalarEntry, of scalar: UInt32) {
    let block = Int(scalar >> 6)
    if blocks[block] <= Self.unassignedBlock {
      let shared = entries[Int(blocks[block]) * 64]
      blocks[block] = UInt16(entries.count / 64)
      entries.append(contentsOf: repeatElement(shared, count: 64))
    }
    entries[Int(blocks[block]) * 64 + Int(scalar & 63)] = entry.rawValue
  }

  /// Marks scalars as unassigned.
  mutating func setUnassigned(_ scalars: ClosedRange<UInt32>) {
    var scalar = scalars.lowerBound
    while scalar <= scalars.upperBound {
      if scalar & 63 == 0, scalar + 63 <= scalars.upperBound, blocks[Int(scalar >> 6)] == 0 {
        blocks[Int(scalar >> 6)] = Self.unassignedBlock
        scalar += 64
      } else {
        setEntry(.unassigned, of: scalar)
        scalar += 1
      }
    }
  }

  /// Sets the pairs that compose, after the entries.
  mutating func setPairs(_ pairs: [(first: UInt32, second: UInt32, composed: UInt32)]) {
    for pair in pairs {
      setEntry(entry(of: pair.second).combiningBackward, of: pair.second)
    }
    self.pairs = CompositionPairs(pairs)
  }

  /// Adds a full decomposition and returns its offset.
  mutating func addMapping(_ scalars: [UInt32]) -> Int {
    let offset = mappings.count
    mappings.append(UInt32(scalars.count))
    mappings.append(contentsOf: scalars)
    return offset
  }
}
