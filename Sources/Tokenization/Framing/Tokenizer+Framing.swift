internal import TokenizerModel

extension Tokenizer {
  /// Texts, or pairs of texts, as inputs of a model, filled up together where padding is wanted. They do
  /// not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - texts: The texts, each with its second one, if it has one.
  ///   - framing: The special tokens, truncation and padding wanted.
  ///   - allowedSpecial: Which special tokens the texts themselves may spell.
  ///   - threads: How many threads to use at most.
  /// - Returns: The inputs, in the order of the texts.
  /// - Throws: As ``EncodingSession/frame(_:pair:as:allowedSpecial:)-(String,_,_,_)``, for the first text
  ///   for which it does.
  /// - Complexity: O(bytes + tokens of all windows) for a given vocabulary.
  public func frameBatch(
    _ texts: [(String, pair: String?)], as framing: Framing = Framing(),
    allowedSpecial: SpecialTokenPolicy = .none, threads: Int
  ) throws(TokenizationError) -> [FramedText] {
    try frameBatch(
      texts.map { (Array($0.0.utf8), pair: $0.pair.map { Array($0.utf8) }) }, as: framing,
      allowedSpecial: allowedSpecial, threads: threads)
  }

  /// The same for bytes, well-formed UTF-8 or not.
  ///
  /// - Throws: As ``EncodingSession/frame(_:pair:as:allowedSpecial:)-(String,_,_,_)``, for the first text
  ///   for which it does.
  /// - Complexity: O(bytes + tokens of all windows) for a given vocabulary.
  public func frameBatch(
    _ texts: [([UInt8], pair: [UInt8]?)], as framing: Framing = Framing(),
    allowedSpecial: SpecialTokenPolicy = .none, threads: Int
  ) throws(TokenizationError) -> [FramedText] {
    let filter = try added.filter(for: allowedSpecial)
    let framer = TextFramer(self, framing)
    let plan = BatchPlan(texts.map { $0.0.count + ($0.pair?.count ?? 0) }, threads: threads)
    var batch = try plan.run(self) { encoder, part throws(TokenizationError) in
      var framed: [FramedText] = []
      for (text, pair) in texts[part] {
        framed.append(try encoder.frame([text] + (pair.map { [$0] } ?? []), filter, framer))
      }
      return framed
    }.flatMap { $0 }
    if let padding = framing.padding { FramedText.pad(&batch, padding) }
    return batch
  }

  /// Whether the tokens of the model are bytes, written in the alphabet that stands for them.
  var isByteLevel: Bool {
    guard let stepwise else { return true }
    if case .bytePairs = stepwise.model { return true }
    return false
  }
}

extension TextEncoder {
  /// Frames one text or a pair, without filling it up.
  mutating func frame(
    _ sources: [[UInt8]], _ filter: AddedTokenFilter, _ framer: TextFramer
  ) throws(TokenizationError) -> FramedText {
    var texts: [TextFramer.Text] = []
    for source in sources {
      texts.append(TextFramer.Text(tokens: try tokenize(source.span, filter), source: source))
    }
    do throws(FramingProblem) {
      return try framer.frame(texts)
    } catch { throw .framing(error) }
  }
}
