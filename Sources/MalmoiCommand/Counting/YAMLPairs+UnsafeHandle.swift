import CYAML

/// The pairs of one mapping of a YAML document (YAML 1.1, read by LibYAML): the mapping that stands at a
/// key of the outermost one.
///
/// Aliases are followed one step at most, so a document cannot grow while it is read.
struct YAMLPairs {
  /// A key and its value; nil where one of them is more than a scalar.
  struct Pair {
    let key: String?
    let value: String?
    /// The line of the value, from 1 on.
    let line: Int
  }

  /// What keeps the pairs from being read.
  enum Problem: Error {
    /// The text is no YAML, as the library says it.
    case malformed(line: Int, reason: String)
    /// There is no mapping at the key.
    case missing
  }

  /// The pairs in the order of the document.
  let pairs: [Pair]

  /// Reads the mapping at a key of the first document of a text.
  ///
  /// - Throws: `Problem`.
  init(at name: String, of text: [UInt8]) throws(Problem) {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else {
      preconditionFailure("no memory for a YAML parser")
    }
    defer { unsafe yaml_parser_delete(&parser) }
    var document = unsafe yaml_document_t()
    // SAFETY: the parser reads the bytes inside the closure only, and copies what it keeps of them.
    let isRead = unsafe text.withUnsafeBufferPointer { buffer in
      unsafe yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      return unsafe yaml_parser_load(&parser, &document) == 1
    }
    guard isRead else {
      let reason = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
      throw .malformed(line: unsafe Int(parser.problem_mark.line) + 1, reason: reason)
    }
    // SAFETY: a document that was loaded is freed once; the nodes below are not used after that.
    defer { unsafe yaml_document_delete(&document) }
    let root = unsafe yaml_document_get_root_node(&document)
    let outer = unsafe Self.children(of: root, in: &document)
    guard
      let inner = unsafe outer?.first(where: { unsafe Self.scalar($0.key) == name }),
      let found = unsafe Self.children(of: inner.value, in: &document)
    else { throw .missing }
    pairs = unsafe found.map { pair in
      unsafe Pair(
        key: Self.scalar(pair.key), value: Self.scalar(pair.value),
        line: Int(pair.value?.pointee.start_mark.line ?? 0) + 1)
    }
  }

  private typealias Node = UnsafeMutablePointer<yaml_node_t>

  /// The keys and values of a node; nil where it is no mapping.
  @unsafe
  private static func children(
    of node: Node?, in document: inout yaml_document_t
  ) -> [(key: Node?, value: Node?)]? {
    guard let node = unsafe node, unsafe node.pointee.type == YAML_MAPPING_NODE else { return nil }
    // SAFETY: the library keeps the pairs from start up to top, and every number in them is a node's.
    let pairs = unsafe node.pointee.data.mapping.pairs
    let all = unsafe UnsafeBufferPointer(start: pairs.start, count: pairs.top - pairs.start)
    return unsafe all.map { pair in
      unsafe (
        yaml_document_get_node(&document, pair.key), yaml_document_get_node(&document, pair.value)
      )
    }
  }

  /// The text of a scalar; nil for other nodes.
  @unsafe
  private static func scalar(_ node: Node?) -> String? {
    guard let node = unsafe node, unsafe node.pointee.type == YAML_SCALAR_NODE else { return nil }
    // SAFETY: the library keeps `length` bytes of UTF-8 at `value`.
    let scalar = unsafe node.pointee.data.scalar
    let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return unsafe String(decoding: bytes, as: UTF8.self)
  }
}
