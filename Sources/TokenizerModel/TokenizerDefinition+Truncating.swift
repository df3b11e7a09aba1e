extension TokenizerDefinition {
  /// The tokenizer without the tokens that were learned last.
  ///
  /// Training makes tokens one after another, and which one comes next does not depend on how many are
  /// wanted. So this is the tokenizer that the same training gives when it stops at that size, wherever
  /// ids or merges stand in the order of training: in all byte pairs trained here, by `tokenizers` or
  /// for tiktoken, and in WordPiece vocabularies trained here or by `tokenizers`. (Where they are sorted
  /// otherwise, as BERT's own, what goes is what stands last.)
  ///
  /// Added tokens stay, and so does the alphabet: single bytes, single characters, and whatever no merge
  /// makes. A token's id falls by as many as have gone below it; tokens before the learned ones keep
  /// their ids.
  ///
  /// - Parameter size: How many tokens there are to be, added ones included.
  /// - Returns: The smaller tokenizer.
  /// - Throws: `TokenizerModelError.unsupported` for other models than byte pairs over bytes and
  ///   WordPiece; `.invalid` for a size below what stays or above what there is.
  /// - Complexity: O(bytes of the vocabulary · log tokens).
  package func truncated(to size: Int) throws(TokenizerModelError) -> TokenizerDefinition {
    let learned = try learnedTokens()
    let present = tokenCount
    guard (present - learned.count...present).contains(size) else {
      throw .invalid(
        place: "the vocabulary size \(size)",
        problem: "not between \(present - learned.count), the alphabet and the added tokens, and "
          + "\(present), the tokens that there are")
    }
    let removed = learned.suffix(present - size).sorted()
    return without(removed)
  }

  /// How many tokens there are, added ones included.
  package var tokenCount: Int {
    model.vocabulary.count + addedTokens.count { !model.vocabulary.contains($0.id) }
  }

  /// The tokens that training made of others, in the order in which it made them.
  private func learnedTokens() throws(TokenizerModelError) -> [TokenID] {
    let vocabulary = model.vocabulary
    let added = Set(addedTokens.map(\.id))
    let ids = (0..<vocabulary.upperBound).lazy.map { TokenID($0) }
      .filter { vocabulary.contains($0) && !added.contains($0) }
    switch model {
    case .bytePair(let pairs):
      guard case .merges(let merges) = pairs.mergeRule else {
        return ids.filter { vocabulary.range(of: $0).count > 1 }
      }
      // A token that several merges make belongs to the first of them.
      var seen = added
      return merges.map(\.result).filter { seen.insert($0).inserted }
    case .wordPiece(let pieces):
      let prefix = pieces.continuingPrefix
      return ids.filter { id in
        guard let token = vocabulary[id], id != pieces.unknownToken else { return false }
        let text =
          token.starts(with: prefix) && token.count > prefix.count
          ? token.dropFirst(prefix.count) : token
        return String(decoding: text, as: UTF8.self).unicodeScalars.count > 1
      }
    case .characterPair, .unigram, .wordLevel, .sentencePiece:
      throw .unsupported(
        place: "the model", value: "neither byte pairs over bytes nor WordPiece")
    }
  }

  /// The tokenizer without some tokens, their ids in rising order.
  private func without(_ removed: [TokenID]) -> TokenizerDefinition {
    let numbering = Renumbering(removed: removed)
    var result = self
    switch model {
    case .bytePair(var pairs):
      pairs.vocabulary = numbering.applied(to: pairs.vocabulary)
      if case .merges(let merges) = pairs.mergeRule {
        pairs.mergeRule = .merges(merges.compactMap { numbering.applied(to: $0) })
      }
      result.model = .bytePair(pairs)
    case .wordPiece(var pieces):
      pieces.vocabulary = numbering.applied(to: pieces.vocabulary)
      pieces.unknownToken = numbering.newID(pieces.unknownToken)
      result.model = .wordPiece(pieces)
    case .characterPair, .unigram, .wordLevel, .sentencePiece:
      preconditionFailure("a model that is not truncated")
    }
    for index in result.addedTokens.indices {
      result.addedTokens[index].id = numbering.newID(addedTokens[index].id)
    }
    result.postProcessor = postProcessor.map { numbering.applied(to: $0) }
    if let padding { result.padding?.token = numbering.applied(to: padding.token) }
    return result
  }
}

/// What becomes of ids when some tokens go: each falls by as many as have gone below it.
private struct Renumbering {
  /// The tokens that go, in rising order.
  let removed: [TokenID]

  /// How many of the tokens that go have lower ids, by binary search.
  private func place(of id: TokenID) -> Int {
    var (low, high) = (0, removed.count)
    while low < high {
      let middle = (low + high) / 2
      if removed[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func goes(_ id: TokenID) -> Bool {
    let place = place(of: id)
    return place < removed.count && removed[place] == id
  }

  func newID(_ id: TokenID) -> TokenID { TokenID(id.index - place(of: id)) }

  func applied(to token: FramingToken) -> FramingToken {
    FramingToken(content: token.content, id: newID(token.id))
  }

  /// The merge of the tokens' new ids; nil where one of them goes.
  func applied(to merge: Merge) -> Merge? {
    if goes(merge.result) || goes(merge.left) || goes(merge.right) { return nil }
    return Merge(
      left: newID(merge.left), right: newID(merge.right), result: newID(merge.result))
  }

  func applied(to vocabulary: Vocabulary) -> Vocabulary {
    var result = Vocabulary()
    for id in (0..<vocabulary.upperBound).lazy.map({ TokenID($0) }) where !goes(id) {
      if let token = vocabulary[id] {
        result.append(token)
      } else {
        result.appendGap()
      }
    }
    return result
  }

  func applied(to processor: PostProcessor) -> PostProcessor {
    switch processor {
    case .template(var template):
      for index in template.tokens.indices {
        template.tokens[index].tokens = template.tokens[index].tokens.map { applied(to: $0) }
      }
      return .template(template)
    case .bert(let separator, let classifier):
      return .bert(separator: applied(to: separator), classifier: applied(to: classifier))
    case .roberta(let separator, let classifier, let trimsOffsets, let addsPrefixSpace):
      return .roberta(
        separator: applied(to: separator), classifier: applied(to: classifier),
        trimsOffsets: trimsOffsets, addsPrefixSpace: addsPrefixSpace)
    case .byteLevel: return processor
    case .sequence(let processors): return .sequence(processors.map { applied(to: $0) })
    }
  }
}
