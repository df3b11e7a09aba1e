/// The filters for lists and dictionaries.
extension TemplateRun {
  mutating func applyToElements(
    _ filter: TemplateFilter, _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let offset = arguments.offset
    switch filter {
    case .length: return .integer(try length(of: value, offset))
    case .list: return .list(try iterate(value, offset))
    case .first:
      return try iterate(value, offset).first ?? .undefined("the first of no elements")
    case .last:
      if case .stream = value { throw failed("last does not take a generator", offset) }
      return try iterate(value, offset).last ?? .undefined("the last of no elements")
    case .reverse: return try reversed(value, offset)
    case .items:
      if value.isUndefined { return .stream(TemplateSequence([])) }
      guard case .mapping(let mapping) = value else {
        throw failed("items takes a dictionary, not a value of kind \(value.kind)", offset)
      }
      try charge(elements: mapping.count, offset)
      return .stream(TemplateSequence(mapping.items))
    case .join:
      let values = try bind(arguments, "d", "attribute", to: "join")
      var texts: [TemplateValue] = []
      for element in try iterate(value, offset) {
        texts.append(.text(try text(of: try key(values[1], of: element, offset), offset)))
      }
      return .text(
        try join(texts, by: try text(of: values[0] ?? .text(""), offset), offset))
    case .map: return .stream(TemplateSequence(try mapped(value, arguments)))
    case .select, .reject, .selectattr, .rejectattr:
      return .stream(TemplateSequence(try selected(filter, value, arguments)))
    case .sort: return .list(try sorted(value, arguments))
    case .dictsort: return .list(try sortedItems(value, arguments))
    case .unique: return .stream(TemplateSequence(try unique(value, arguments)))
    default: return .stream(TemplateSequence(try batches(value, arguments)))
    }
  }

  private mutating func length(
    of value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> Int {
    switch value {
    case .undefined: return 0
    case .text(let text):
      try charge(scanned: text.count, offset)
      return text.scalarCount
    case .list(let sequence), .tuple(let sequence): return sequence.count
    case .mapping(let mapping): return mapping.count
    default: throw failed("a value of kind \(value.kind) has no length", offset)
    }
  }

  private mutating func reversed(
    _ value: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    let elements = Array(try iterate(value, offset).reversed())
    guard case .text = value else { return .stream(TemplateSequence(elements)) }
    return .text(try join(elements, by: TemplateText(), offset))
  }

  /// What an element has under an attribute, whose parts full stops separate; the element itself where
  /// no attribute is asked for.
  mutating func key(
    _ attribute: TemplateValue?, of element: TemplateValue, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    switch attribute {
    case nil, .some(.none): return element
    case .some(.integer): return try item(attribute ?? .none, of: element, offset)
    default:
      let path = try textArgument(attribute, offset)
      var value = element
      for part in try split(path, by: TemplateText("."), limit: -1, offset) {
        let place = Int(part.string).map(TemplateValue.integer)
        value = try item(place ?? .text(part), of: value, offset)
      }
      return value
    }
  }

  /// The same, in lower case where case does not count.
  mutating func foldedKey(
    _ attribute: TemplateValue?, of element: TemplateValue, _ isCaseSensitive: Bool, _ offset: Int
  ) throws(ChatTemplateError) -> TemplateValue {
    let key = try key(attribute, of: element, offset)
    guard !isCaseSensitive, case .text(let text) = key else { return key }
    return .text(try cased(text, .lower, offset))
  }

  private mutating func mapped(
    _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let offset = arguments.offset
    var results: [TemplateValue] = []
    if arguments.positional.isEmpty {
      let values = try bind(arguments, "attribute", "default", to: "map")
      for element in try iterate(value, offset) {
        let result = try key(values[0], of: element, offset)
        results.append(result.isUndefined ? values[1] ?? result : result)
      }
      return results
    }
    let name = try textArgument(arguments.positional[0], offset).string
    guard let filter = TemplateFilter(name: name) else {
      throw unsupported("the filter \(name)", offset)
    }
    let rest = arguments.dropFirst()
    for element in try iterate(value, offset) {
      results.append(
        try deeper(offset) { run throws(ChatTemplateError) in
          try run.apply(filter, to: element, rest)
        })
    }
    return results
  }

  private mutating func selected(
    _ filter: TemplateFilter, _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let offset = arguments.offset
    var arguments = arguments
    var attribute: TemplateValue?
    if filter == .selectattr || filter == .rejectattr {
      guard let first = arguments.positional.first else {
        throw failed("\(filter.rawValue) takes an attribute", offset)
      }
      attribute = first
      arguments = arguments.dropFirst()
    }
    var test: TemplateTest?
    if let first = arguments.positional.first {
      let name = try textArgument(first, offset).string
      guard let named = TemplateTest(name: name) else {
        throw unsupported("the test \(name)", offset)
      }
      test = named
    }
    let rest = arguments.dropFirst()
    let isWanted = filter == .select || filter == .selectattr
    var results: [TemplateValue] = []
    for element in try iterate(value, offset) {
      let key = try key(attribute, of: element, offset)
      let passes = try test.map { test throws(ChatTemplateError) in
        try fulfils(key, test, rest)
      }
      if (passes ?? key.isTrue) == isWanted { results.append(element) }
    }
    return results
  }

  private mutating func unique(
    _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let offset = arguments.offset
    let values = try bind(arguments, "case_sensitive", "attribute", to: "unique")
    var seen = Set<TemplateKey>()
    var results: [TemplateValue] = []
    for element in try iterate(value, offset) {
      let folded = try foldedKey(values[1], of: element, values[0]?.isTrue == true, offset)
      if seen.insert(try key(folded, offset)).inserted { results.append(element) }
    }
    return results
  }

  private mutating func sorted(
    _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let offset = arguments.offset
    let values = try bind(arguments, "reverse", "case_sensitive", "attribute", to: "sort")
    if case .text(let attribute)? = values[2], attribute.bytes.contains(UInt8(ascii: ",")) {
      throw unsupported("sort by several attributes", offset)
    }
    let elements = try iterate(value, offset)
    var keys: [TemplateValue] = []
    for element in elements {
      keys.append(try foldedKey(values[2], of: element, values[1]?.isTrue == true, offset))
    }
    return try order(keys, reversed: values[0]?.isTrue == true, offset).map { elements[$0] }
  }

  private mutating func sortedItems(
    _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let offset = arguments.offset
    let values = try bind(arguments, "case_sensitive", "by", "reverse", to: "dictsort")
    guard case .mapping(let mapping) = value else {
      throw failed("dictsort takes a dictionary, not a value of kind \(value.kind)", offset)
    }
    let by = try textArgument(values[1] ?? .text("key"), offset).string
    guard by == "key" || by == "value" else { throw failed("dictsort by \(by)", offset) }
    var keys: [TemplateValue] = []
    for key in by == "key" ? mapping.keys : mapping.values {
      keys.append(try foldedKey(nil, of: key, values[0]?.isTrue == true, offset))
    }
    let items = mapping.items
    return try order(keys, reversed: values[2]?.isTrue == true, offset).map { items[$0] }
  }

  /// The places of keys in ascending or descending order; equal ones stay in theirs.
  private mutating func order(
    _ keys: [TemplateValue], reversed: Bool, _ offset: Int
  ) throws(ChatTemplateError) -> [Int] {
    var areComparable = true
    let order = try compare(offset) { comparison in
      keys.indices.sorted { left, right in
        let (first, second) = reversed ? (right, left) : (left, right)
        guard let precedes = comparison.precedes(keys[first], keys[second]) else {
          areComparable = false
          return left < right
        }
        return precedes
      }
    }
    if !areComparable { throw failed("values of different kinds have no order", offset) }
    return order
  }

  private mutating func batches(
    _ value: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> [TemplateValue] {
    let offset = arguments.offset
    let values = try bind(arguments, "linecount", "fill_with", to: "batch")
    let size = try integer(values[0], default: 0, offset)
    guard size > 0 else { throw failed("batch takes a number above zero", offset) }
    var batches: [TemplateValue] = []
    let elements = try iterate(value, offset)
    for start in stride(from: 0, to: elements.count, by: size) {
      var batch = Array(elements[start...].prefix(size))
      if let fill = values[1], case let missing = size - batch.count, missing > 0 {
        try charge(elements: missing, offset)
        batch += [TemplateValue](repeating: fill, count: missing)
      }
      batches.append(.list(batch))
    }
    return batches
  }
}
