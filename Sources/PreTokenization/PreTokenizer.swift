/// Cuts texts into pre-tokens by one split pattern.
///
/// A value; many threads may use it at once. Each text is one document: patterns look to the end of
/// the text that they are given.
public struct PreTokenizer: Sendable {
  /// The pattern that it cuts by.
  public let pattern: SplitPattern
  /// How it finds borders.
  private let scanner: Scanner
  /// The classes of scalars.
  let table = ScalarClassTable.shared

  /// The ways of finding borders.
  private enum Scanner: Sendable {
    case gpt2
    case cl100k(CL100kScanner)
    case markedWords(MarkedWordScanner)
    case deepSeek
    case o200k
    case particles(ParticleScanner)
    case whitespace
    case whole
    case regularExpression(ICURegularExpression)
  }

  /// A pre-tokenizer for the given pattern.
  ///
  /// - Throws: `PreTokenizationError.badPattern` where a regular expression cannot be used.
  public init(_ pattern: SplitPattern) throws(PreTokenizationError) {
    self.pattern = pattern
    switch pattern {
    case .gpt2: scanner = .gpt2
    case .cl100k: scanner = .cl100k(CL100kScanner(digitLimit: 3, keepsTrailingRunWhole: true))
    case .o200k: scanner = .o200k
    case .whitespace: scanner = .whitespace
    case .none: scanner = .whole
    case .regularExpression(let text):
      if case let known = SplitPattern.recognizing(text), known != pattern {
        self.scanner = try PreTokenizer(known).scanner
      } else if let scanner = KnownPattern.cl100kRelative(text) {
        self.scanner = .cl100k(scanner)
      } else if let scanner = KnownPattern.markedWordRelative(text) {
        self.scanner = .markedWords(scanner)
      } else if KnownPattern.deepSeek.utf8.elementsEqual(text.utf8) {
        self.scanner = .deepSeek
      } else if KoreanParticles.pattern.utf8.elementsEqual(text.utf8) {
        self.scanner = .particles(ParticleScanner())
      } else {
        scanner = .regularExpression(try ICURegularExpression(text))
      }
    }
  }

  /// Whether the pattern has a scanner; otherwise ICU runs it.
  var hasScanner: Bool {
    if case .regularExpression = scanner { false } else { true }
  }

  /// Whether every text is cut before a space that stands behind a sign or letter.
  var cutsBeforeSpaces: Bool {
    switch scanner {
    case .gpt2, .cl100k, .o200k, .particles, .whitespace: true
    case .markedWords, .deepSeek, .whole, .regularExpression: false
    }
  }

  /// A pre-tokenizer that runs a regular expression in ICU even where a scanner is known for it.
  init(withoutScanner text: String) throws(PreTokenizationError) {
    pattern = .regularExpression(text)
    scanner = .regularExpression(try ICURegularExpression(text))
  }

  /// Writes where the next pre-tokens end, in bytes from the start of the text.
  ///
  /// The first begins at `start`, each other one where the one before it ends; writing stops when the
  /// text ends or `ends` has little room left. A call takes up the work of the one before it when it
  /// is given its last end. A text without bytes has no pre-tokens.
  ///
  /// - Parameters:
  ///   - text: One whole document, valid UTF-8 or not: a byte that is not part of a well-formed
  ///     scalar is a unit of its own, neither letter, number, mark nor white space.
  ///   - start: 0, or an end that an earlier call for the same text wrote.
  ///   - ends: Room for at least one end. With room for a thousand some patterns are quicker.
  /// - Returns: How many ends were written.
  /// - Throws: `PreTokenizationError` where a regular expression is given up; never with another
  ///   pattern.
  /// - Complexity: O(bytes of the pre-tokens) with any pattern but a regular expression.
  package func fillEnds(
    of text: Span<UInt8>, from start: Int, into ends: inout MutableSpan<Int>
  ) throws(PreTokenizationError) -> Int {
    try fillEnds(of: 0..<text.count, in: text, from: start, into: &ends)
  }

  /// The same for a document that lies in a buffer, which is quicker where others stand behind it. `start`
  /// and the ends count from the buffer's first byte.
  package func fillEnds(
    of document: Range<Int>, in buffer: Span<UInt8>, from start: Int,
    into ends: inout MutableSpan<Int>
  ) throws(PreTokenizationError) -> Int {
    guard start < document.upperBound, !ends.isEmpty else { return 0 }
    precondition(
      start >= document.lowerBound, "a pre-token cannot begin before the text, at \(start)")
    return try withScannedText(buffer, &ends) { text, borders throws(PreTokenizationError) in
      try scan(document, of: text, from: start, into: &borders)
    }
  }

  /// Writes where all pre-tokens of successive documents end, in bytes from the start of their buffer, until
  /// there may be no room for those of another; documents may be empty.
  ///
  /// - Parameters:
  ///   - documents: Where they lie in the buffer.
  ///   - buffer: Their text.
  ///   - ends: Room for ends, one at least; enough for a document has room for each of its bytes.
  ///   - runs: Room for an entry for each document, at least one.
  /// - Returns: How many documents there was room for.
  /// - Throws: As `fillEnds(of:in:from:into:)`.
  /// - Complexity: O(bytes of the documents) with any pattern but a regular expression.
  package func fillEnds(
    of documents: ArraySlice<Range<Int>>, in buffer: Span<UInt8>, into ends: inout MutableSpan<Int>,
    runs: inout MutableSpan<CutRun>
  ) throws(PreTokenizationError) -> Int {
    if buffer.isEmpty { return 0 }
    var count = 0
    _ = try withScannedText(buffer, &ends) { text, borders throws(PreTokenizationError) in
      for document in documents.prefix(runs.count) {
        if document.count > borders.room { break }
        if !document.isEmpty {
          try scan(document, of: text, from: document.lowerBound, into: &borders)
        }
        runs[count] = CutRun(start: document.lowerBound, end: borders.count)
        count &+= 1
      }
    }
    return count
  }

  /// Writes the ends in a document, which is not empty, from a place of its buffer on.
  @inline(__always)
  private func scan(
    _ document: Range<Int>, of buffer: ScannedText, from start: Int, into borders: inout BorderList
  ) throws(PreTokenizationError) {
    borders.origin = document.lowerBound
    try scan(buffer.document(document), from: start &- document.lowerBound, into: &borders)
  }

  /// Writes ends until a text that is not empty ends or the list may be too short for more; one at least.
  @inline(__always)
  private func scan(
    _ text: ScannedText, from start: Int, into borders: inout BorderList
  ) throws(PreTokenizationError) {
    switch scanner {
    case .gpt2: GPT2Scanner().scan(text, from: start, into: &borders)
    case .cl100k(let scanner):
      if scanner.digitLimit == 3, CL100kScanner.hasRoom(borders, for: text, from: start) {
        scanner.scanWindows(text, from: start, into: &borders)
      } else {
        scanner.scan(text, from: start, into: &borders)
      }
    case .o200k:
      if O200kScanner.hasRoom(borders, for: text, from: start) {
        O200kScanner().scanWindows(text, from: start, into: &borders)
      } else {
        O200kScanner().scan(text, from: start, into: &borders)
      }
    case .markedWords(let scanner): scanner.scan(text, from: start, into: &borders)
    case .particles(let scanner): scanner.scan(text, from: start, into: &borders)
    case .deepSeek: DeepSeekScanner().scan(text, from: start, into: &borders)
    case .whitespace: WhitespaceScanner().scan(text, from: start, into: &borders)
    case .whole: borders.append(text.count)
    case .regularExpression(let expression):
      try expression.scan(text, from: start, into: &borders)
    }
  }

  /// What the pattern matches in a text, in order; some matches may be empty.
  ///
  /// The named patterns match all of a text, so their matches are their pre-tokens.
  ///
  /// - Throws: What `fillEnds` throws.
  package func matches(in text: Span<UInt8>) throws(PreTokenizationError) -> [Range<Int>] {
    var matches: [Range<Int>] = []
    if text.isEmpty { return matches }
    if case .deepSeek = scanner {
      // This one leaves some text unmatched.
      return try PreTokenizer(withoutScanner: KnownPattern.deepSeek).matches(in: text)
    }
    guard case .regularExpression(let expression) = scanner else {
      try forEachPreToken(of: text) { matches.append($0) }
      return matches
    }
    var unused = [0]
    var room = unused.mutableSpan
    _ = try withScannedText(text, &room) { text, _ throws(PreTokenizationError) in
      matches = try expression.matches(in: text)
    }
    return matches
  }

  /// Calls a closure with each pre-token of a text.
  ///
  /// - Throws: What `fillEnds` throws.
  package func forEachPreToken(
    of text: Span<UInt8>, _ body: (Range<Int>) -> Void
  ) throws(PreTokenizationError) {
    // A short piece needs little room, and pieces may be many.
    var ends = [Int](repeating: 0, count: min(text.count, 1024))
    var start = 0
    while start < text.count {
      var room = ends.mutableSpan
      let written = try fillEnds(of: text, from: start, into: &room)
      for end in ends[..<written] {
        body(start..<end)
        start = end
      }
    }
  }

  /// The pre-tokens of a text as byte ranges; for callers who need no speed.
  ///
  /// - Throws: What `fillEnds` throws.
  package func preTokens(of text: [UInt8]) throws(PreTokenizationError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    try forEachPreToken(of: text.span) { ranges.append($0) }
    return ranges
  }
}
