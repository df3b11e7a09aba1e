import Synchronization
import TokenizerModel

/// All tokens of a vocabulary as paths from one root, whatever its model: the encoder's own trie where it
/// has one that is made of bytes, else one made for the purpose.
struct TokenPaths: Sendable {
  private enum Cells {
    case compiled(VocabularyImage)
    case built(TokenTrie)
  }

  private let cells: Cells
  /// The base of the root; 0 where there are no tokens.
  let rootBase: Int
  /// How many cells there are: no walk over all nodes takes more steps.
  let cellCount: Int
  /// The length of the longest token in bytes.
  let longest: Int

  fileprivate init(_ tokenizer: Tokenizer) throws(TokenizationError) {
    let image = tokenizer.image
    let lengths = image.withTables { tables in
      (0..<UInt32(tables.upperBound)).map { tables.length($0) }
    }
    longest = lengths.max() ?? 0
    if tokenizer.stepwise == nil {
      cells = .compiled(image)
      (rootBase, cellCount) = image.withTables { ($0.rootBase, $0.cells.count) }
      return
    }
    let special = tokenizer.specialIDs
    let ids = lengths.indices.filter { lengths[$0] > 0 && !special.contains(TokenID($0)) }
    let (text, ends) = image.withTables { tables in
      (
        tables.text.elements(0..<tables.text.count),
        tables.starts.elements(1..<tables.starts.count)
      )
    }
    let trie = try TokenTrie(ids.map { UInt32($0) }, text: text, ends: ends)
    cells = .built(trie)
    (rootBase, cellCount) = (ids.isEmpty ? 0 : trie.rootBase, trie.cells.count)
  }

  /// The child of a node with the smallest label that is not below one; no node without children has
  /// the base 0.
  func child(of base: Int, from label: Int) -> TrieCell? {
    if base == 0 { return nil }
    return switch cells {
    case .compiled(let image): image.withTables { Self.child(base, label, $0.cells) }
    case .built(let trie): trie.cells.span.withTable { Self.child(base, label, $0) }
    }
  }

  private static func child(_ base: Int, _ first: Int, _ cells: FlatTable<UInt64>) -> TrieCell? {
    for label in first..<256 {
      let cell = TrieCell(bits: cells[base ^ label])
      if Int(cell.label) == label { return cell }
    }
    return nil
  }

  /// The child of a node for a byte.
  func child(of base: Int, _ byte: UInt8) -> TrieCell? {
    if base == 0 { return nil }
    let place = base ^ Int(byte)
    let cell =
      switch cells {
      case .compiled(let image): image.withTables { TrieCell(bits: $0.cells[place]) }
      case .built(let trie): TrieCell(bits: trie.cells[place])
      }
    return cell.label == byte ? cell : nil
  }

  /// Whether some token begins with all bytes and is longer.
  func goesOn(_ bytes: some Sequence<UInt8>) -> Bool {
    var base = rootBase
    for byte in bytes {
      guard let cell = child(of: base, byte) else { return false }
      base = cell.base
    }
    return base != 0
  }
}

/// Makes the paths of a vocabulary when they are first asked for, for all who share a tokenizer.
final class SharedTokenPaths: Sendable {
  private let paths = Mutex<TokenPaths?>(nil)

  /// The paths, always the same.
  ///
  /// - Throws: `TokenizationError.vocabularyTooLarge` where a trie cannot hold the tokens.
  func callAsFunction(_ tokenizer: Tokenizer) throws(TokenizationError) -> TokenPaths {
    if let made = paths.withLock({ $0 }) { return made }
    let made = try TokenPaths(tokenizer)
    paths.withLock { $0 = made }
    return made
  }
}
