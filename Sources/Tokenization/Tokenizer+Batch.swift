internal import TokenizerModel

extension Tokenizer {
  /// The token ids of many texts. They do not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - texts: The documents.
  ///   - allowedSpecial: Which special tokens they may spell.
  ///   - threads: How many threads to use at most; as many as there are cores run at a time.
  /// - Returns: The ids of each document, in order.
  /// - Throws: As ``EncodingSession/encode(_:allowedSpecial:)-(String,_)``, for the first document that
  ///   cannot be encoded.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encodeBatch(
    _ texts: [String], allowedSpecial: SpecialTokenPolicy = .none, threads: Int
  ) throws(TokenizationError) -> EncodedBatch {
    let filter = try added.filter(for: allowedSpecial)
    return try encodeBatch(BatchPlan(texts.map { $0.utf8.count }, threads: threads)) {
      encoder, document throws(TokenizationError) in
      try withBytes(of: texts[document]) { bytes throws(TokenizationError) in
        _ = try encoder.encode(bytes, filter, keepsIDs: true)
      }
    }
  }

  /// The token ids of many byte strings. They do not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - documents: The documents, well-formed UTF-8 or not.
  ///   - allowedSpecial: Which special tokens they may spell.
  ///   - threads: How many threads to use at most; as many as there are cores run at a time.
  /// - Returns: The ids of each document, in order.
  /// - Throws: As ``EncodingSession/encode(_:allowedSpecial:)-(String,_)``, for the first document that
  ///   cannot be encoded.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encodeBatch(
    _ documents: [[UInt8]], allowedSpecial: SpecialTokenPolicy = .none, threads: Int
  ) throws(TokenizationError) -> EncodedBatch {
    let filter = try added.filter(for: allowedSpecial)
    return try encodeBatch(BatchPlan(documents.map { $0.count }, threads: threads)) {
      encoder, document throws(TokenizationError) in
      let bytes = documents[document]
      _ = try encoder.encode(bytes.span, filter, keepsIDs: true)
    }
  }

  /// The token ids of documents that lie in one buffer.
  package func encodeBatch(
    _ buffer: [UInt8], documents: [Range<Int>], allowedSpecial: SpecialTokenPolicy = .none,
    threads: Int
  ) throws(TokenizationError) -> EncodedBatch {
    let filter = try added.filter(for: allowedSpecial)
    let plan = BatchPlan(documents.map { $0.count }, threads: threads)
    return EncodedBatch(
      try plan.run(self) { encoder, part throws(TokenizationError) in
        var result = EncodedBatch.Part(firstDocument: part.lowerBound, ids: [], ends: [])
        try encoder.encode(
          buffer.span, documents[part], filter, keepsIDs: true, appendingTo: &result.ids,
          ends: &result.ends)
        return result
      })
  }

  /// The numbers of tokens of documents that lie in one buffer. Keeps no ids.
  package func countBatch(
    _ buffer: [UInt8], documents: [Range<Int>], allowedSpecial: SpecialTokenPolicy = .none,
    threads: Int
  ) throws(TokenizationError) -> [Int] {
    let filter = try added.filter(for: allowedSpecial)
    let plan = BatchPlan(documents.map { $0.count }, threads: threads)
    let parts = try plan.run(self) { encoder, part throws(TokenizationError) in
      var (ids, ends): ([TokenID], [Int]) = ([], [])
      try encoder.encode(
        buffer.span, documents[part], filter, keepsIDs: false, appendingTo: &ids, ends: &ends)
      return zip(ends, [0] + ends).map { $0 - $1 }
    }
    return Array(parts.joined())
  }

  /// Encodes the documents of a plan; `encode` appends the ids of one to its encoder.
  private func encodeBatch(
    _ plan: BatchPlan,
    _ encode: @Sendable (inout TextEncoder, Int) throws(TokenizationError) -> Void
  ) throws(TokenizationError) -> EncodedBatch {
    EncodedBatch(
      try plan.run(self) { encoder, documents throws(TokenizationError) in
        var part = EncodedBatch.Part(firstDocument: documents.lowerBound, ids: [], ends: [])
        part.ends.reserveCapacity(documents.count)
        encoder.removeIDs()
        for document in documents {
          try encode(&encoder, document)
          part.ends.append(encoder.ids.count)
        }
        encoder.ids.append(to: &part.ids)
        return part
      })
  }
}
