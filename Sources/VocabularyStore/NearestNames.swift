/// Finds what somebody may have meant.
package enum NearestNames {
  /// The names that are nearest to a word by edit distance (Levenshtein 1966), nearest first, at most
  /// `limit`, and none that differs in more than half of its characters.
  ///
  /// - Complexity: O(names · length²).
  package static func find(_ word: String, in names: [String], limit: Int) -> [String] {
    let wanted = Array(word.lowercased().utf8)
    return
      names
      .map { ($0, distance(wanted, Array($0.lowercased().utf8))) }
      .filter { $0.1 <= max(2, $0.0.utf8.count / 2) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
      .prefix(limit)
      .map(\.0)
  }

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let replaced = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, min(row[j], row[j + 1]) + 1)
      }
    }
    return row[b.count]
  }
}
