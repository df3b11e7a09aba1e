/// The script of every scalar (the property Script), for regular expressions that name one.
enum ScalarScriptTable {
  /// The number of a script by its short or long name, or nil where there is none. The name is in
  /// lower case, without spaces, hyphens and underscores.
  static func script(named name: String) -> UInt8? {
    let scripts = names.split { $0 == " " || $0 == "\n" }
    let index = scripts.firstIndex { script in
      script.split(separator: "=").contains { PropertyName.folded($0) == name }
    }
    return index.map { UInt8($0) }
  }

  /// The scalars of a script.
  static func scalars(of script: UInt8) -> ScalarSet {
    ScalarSet(ranges: PackedRuns(packedRuns).filter { $0.value == script }.map(\.scalars))
  }
}
