import TokenizerModel

/// A line of a file of word counts: a key, a tab, a count.
///
/// ```
/// #recipe=3f1c…   1       how text became words, in SHA-256
/// 66eQ            2       a word in Base64
/// ~bytes          9       what was read: ~bytes ~chars ~docs ~dropped
/// ~eof            1       the shard is whole
/// ```
/// Lines stand in the order of their bytes (`LC_ALL=C sort`), each key once; `#` lies before the
/// characters of Base64 and `~` behind them. Rows of several shards are added up key by key, the
/// first one and the last ones too, by whatever engine.
package struct WordCountRow: Sendable, Equatable {
  /// What stands before the tab.
  package var key: [UInt8]
  /// What stands behind it.
  package var count: UInt64

  /// A row of the given parts.
  package init(key: [UInt8], count: UInt64) {
    self.key = key
    self.count = count
  }

  /// What a key is about.
  package enum Meaning: Equatable {
    /// A shard was begun, with the recipe of this SHA-256.
    case recipe(String)
    /// A word of these bytes.
    case word([UInt8])
    /// A sum over what was read.
    case total(Total)
  }

  /// What is summed up beside the words.
  package enum Total: String, CaseIterable, Sendable {
    /// The bytes of documents as read.
    case bytes = "~bytes"
    /// The characters of documents, that is Unicode scalars.
    case characters = "~chars"
    /// The documents.
    case documents = "~docs"
    /// The documents that were left out.
    case dropped = "~dropped"
    /// The shards that were read to their end.
    case end = "~eof"
  }

  private static let recipePrefix = Array("#recipe=".utf8)

  /// The row that begins a shard.
  package static func recipe(sha256: String) -> WordCountRow {
    WordCountRow(key: recipePrefix + sha256.utf8, count: 1)
  }

  /// Reads a line without its line feed.
  ///
  /// - Throws: `TrainingError.badCountRow`.
  package init(_ line: ArraySlice<UInt8>) throws(TrainingError) {
    guard let tab = line.lastIndex(of: 0x09), tab > line.startIndex else {
      throw .badCountRow(.noTab)
    }
    let digits = line[(tab + 1)...]
    guard (1...20).contains(digits.count), digits.first != 0x30 || digits.count == 1 else {
      throw .badCountRow(.badCount)
    }
    var count: UInt64 = 0
    for digit in digits {
      let (product, overflow) = count.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflow) = product.addingReportingOverflow(UInt64(digit) &- 0x30)
      guard (0x30...0x39).contains(digit), !overflow, !sumOverflow else {
        throw .badCountRow(.badCount)
      }
      count = sum
    }
    self.init(key: Array(line[..<tab]), count: count)
  }

  /// Whether the row is that of a word.
  package var isWord: Bool { key.first != UInt8(ascii: "#") && key.first != UInt8(ascii: "~") }

  /// What the key is about.
  ///
  /// - Throws: `TrainingError.badCountRow` where it is nothing that this version knows.
  package var meaning: Meaning {
    get throws(TrainingError) {
      switch key.first {
      case UInt8(ascii: "#"):
        let digest = key.dropFirst(Self.recipePrefix.count)
        let isDigest =
          digest.count == 64
          && digest.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard key.starts(with: Self.recipePrefix), isDigest else {
          throw .badCountRow(.unknownKey)
        }
        return .recipe(String(decoding: digest, as: UTF8.self))
      case UInt8(ascii: "~"):
        guard let total = Total(rawValue: String(decoding: key, as: UTF8.self)) else {
          throw .badCountRow(.unknownKey)
        }
        return .total(total)
      default:
        guard let word = Base64.decode(key[...]), !word.isEmpty else {
          throw .badCountRow(.badWord)
        }
        return .word(word)
      }
    }
  }

  /// Appends the line with its line feed.
  package func append(to text: inout [UInt8]) {
    text.append(contentsOf: key)
    text.append(0x09)
    text.append(contentsOf: String(count).utf8)
    text.append(0x0A)
  }
}
