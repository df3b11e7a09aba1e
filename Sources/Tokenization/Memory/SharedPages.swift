/// Memory that begins as zeros, and that several threads read once one has filled it.
final class SharedPages<Element: BitwiseCopyable>: Sendable {
  private let memory: ZeroedPages<Element>

  /// Memory for `count` elements, all of which will be used.
  init(count: Int) { memory = ZeroedPages(count: count, isSoonFull: true) }

  /// The elements, to be used only as long as this lives.
  var cells: FlatCells<Element> { memory.cells }
}
