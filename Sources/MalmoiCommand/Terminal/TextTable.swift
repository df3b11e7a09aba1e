/// A table of text in columns that line up, Hangul and emoji too.
struct TextTable {
  /// A column: its head, and whether its cells stand at the right.
  struct Column {
    var head: String
    var isNumber = false
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  private var totals: [String]?

  init(_ columns: [Column]) {
    self.columns = columns.map { Column(head: Self.visible($0.head), isNumber: $0.isNumber) }
  }

  /// Adds a row of as many cells as there are columns.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has a cell for every column")
    rows.append(cells.map(Self.visible))
  }

  /// Sets the last row, which a rule parts from the others.
  mutating func setTotal(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has a cell for every column")
    totals = cells.map(Self.visible)
  }

  /// The lines of the table.
  var text: String {
    let all = [columns.map(\.head)] + rows + (totals.map { [$0] } ?? [])
    let widths = columns.indices.map { column in
      all.reduce(0) { max($0, DisplayWidth.columns(of: $1[column])) }
    }
    func line(_ cells: [String]) -> String {
      let padded = columns.indices.map { column in
        DisplayWidth.padded(
          cells[column], to: widths[column], rightAligned: columns[column].isNumber)
      }
      return String(padded.joined(separator: "  ").trimmingSuffix(" ")) + "\n"
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n"
    return line(columns.map(\.head)) + rule + rows.map(line).joined()
      + (totals.map { rule + line($0) } ?? "")
  }

  /// A cell without anything that moves the cursor or breaks the line.
  static func visible(_ cell: String) -> String {
    var result = ""
    for scalar in cell.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      if isControl {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> Substring {
    var rest = self[...]
    while rest.last == character { rest.removeLast() }
    return rest
  }
}
