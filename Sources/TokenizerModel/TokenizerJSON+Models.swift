extension TokenizerJSON {
  /// Writes the `model`.
  static func write(_ model: TokenModel, _ texts: WrittenTexts, to writer: inout JSONWriter) {
    switch model {
    case .bytePair(let model):
      guard case .merges(let merges) = model.mergeRule else {
        preconditionFailure("no tokenizer.json holds ranks")
      }
      let pairs = CharacterPairModel(
        vocabulary: model.vocabulary, merges: merges, takesWholePieces: model.takesWholePreTokens)
      writePairs(pairs, texts, to: &writer)
    case .characterPair(let model): writePairs(model, texts, to: &writer)
    case .wordPiece(let model):
      writer.typed("WordPiece") { writer in
        writer.member("unk_token") { $0.string(texts.text(model.unknownToken) ?? []) }
        writer.member("continuing_subword_prefix") { $0.string(model.continuingPrefix) }
        writer.member("max_input_chars_per_word") { $0.integer(model.longestPiece) }
        writer.member("vocab") { writeVocabulary(texts, to: &$0) }
      }
    case .unigram(let model): writeUnigram(model, texts, to: &writer)
    case .wordLevel(let model):
      writer.typed("WordLevel") { writer in
        writer.member("vocab") { writeVocabulary(texts, to: &$0) }
        if let id = model.unknownToken {
          writer.member("unk_token") { $0.string(texts.text(id) ?? []) }
        }
      }
    case .sentencePiece: preconditionFailure("no tokenizer.json holds this model")
    }
  }

  private static func writePairs(
    _ model: CharacterPairModel, _ texts: WrittenTexts, to writer: inout JSONWriter
  ) {
    func affix(_ bytes: [UInt8]?, _ writer: inout JSONWriter) {
      if let bytes, !bytes.isEmpty { writer.string(bytes) } else { writer.null() }
    }
    writer.typed("BPE") { writer in
      writer.member("dropout") { $0.null() }
      writer.member("unk_token") { affix(model.unknownToken.flatMap { texts.text($0) }, &$0) }
      writer.member("continuing_subword_prefix") { affix(model.continuingPrefix, &$0) }
      writer.member("end_of_word_suffix") { affix(model.endSuffix, &$0) }
      writer.member("fuse_unk") { $0.bool(model.fusesUnknown) }
      writer.member("byte_fallback") { $0.bool(model.fallsBackToBytes) }
      writer.member("ignore_merges") { $0.bool(model.takesWholePieces) }
      writer.member("vocab") { writeVocabulary(texts, to: &$0) }
      writer.member("merges") { writer in
        writer.array { writer in
          for merge in model.merges {
            writer.array { writer in
              for id in [merge.left, merge.right] { writer.string(texts.modelText(id) ?? []) }
            }
          }
        }
      }
    }
  }

  /// Writes texts and ids in the order of ids.
  static func writeVocabulary(_ texts: WrittenTexts, to writer: inout JSONWriter) {
    writer.object { writer in
      for index in 0..<texts.upperBound {
        guard let text = texts.text(TokenID(index)) else { continue }
        writer.key(text)
        writer.integer(index)
      }
    }
  }

  /// A token's place is its id, so an id without a token is a token without text.
  private static func writeUnigram(
    _ model: UnigramModel, _ texts: WrittenTexts, to writer: inout JSONWriter
  ) {
    writer.typed("Unigram") { writer in
      writer.member("unk_id") { writer in
        if let id = model.unknownToken { writer.integer(id.rawValue) } else { writer.null() }
      }
      writer.member("vocab") { writer in
        writer.array { writer in
          for index in 0..<texts.upperBound {
            writer.array { writer in
              writer.string(texts.text(TokenID(index)) ?? [])
              writer.number(
                digits: ScoreNumber.text(of: index < model.scores.count ? model.scores[index] : 0))
            }
          }
        }
      }
      writer.member("byte_fallback") { $0.bool(model.fallsBackToBytes) }
    }
  }
}

/// What stands in `model.vocab` under each id.
struct WrittenTexts {
  private let vocabulary: Vocabulary
  private let isByteLevel: Bool
  private let added: [TokenID: AddedToken]
  /// An id whose token has no text, so that `tokenizers` numbers added tokens as they are.
  private let emptyToken: TokenID?
  /// One more than the highest id that stands there.
  let upperBound: Int

  /// The texts of a definition; those of added tokens behind the model's too where the model must hold
  /// them, or where it holds all.
  init(_ definition: TokenizerDefinition, holdsAll: Bool = false) {
    vocabulary = definition.model.vocabulary
    isByteLevel = definition.model.bytePair != nil
    added = Dictionary(
      definition.addedTokens.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let numbering = AddedTokenNumbering(definition)
    if holdsAll || !numbering.follows(afterEmptyToken: false) {
      let takesEmpty = !holdsAll && numbering.follows(afterEmptyToken: true)
      emptyToken = takesEmpty ? numbering.firstGap : nil
      upperBound =
        takesEmpty
        ? max(vocabulary.upperBound, numbering.firstGap.index + 1) : definition.idUpperBound
    } else {
      emptyToken = nil
      upperBound = vocabulary.upperBound
    }
  }

  /// The text of an id, as the file spells it; nil where the id has none.
  func text(_ id: TokenID) -> [UInt8]? {
    if let token = added[id] { return Array(token.content.utf8) }
    return id == emptyToken ? [] : modelText(id)
  }

  /// The text of a token of the model.
  func modelText(_ id: TokenID) -> [UInt8]? {
    guard let token = vocabulary[id] else { return nil }
    return isByteLevel ? ByteAlphabet.text(of: token) : Array(token)
  }
}

/// The ids that `tokenizers` gives to added tokens which the model does not have: it counts on from the
/// number of the model's tokens, or from the highest added id.
private struct AddedTokenNumbering {
  private let behind: [TokenID]
  /// How many tokens the model has, those that an added token stands for included.
  private let count: Int
  private let highestInside: Int?
  /// The first id that neither the model nor an added token has.
  let firstGap: TokenID

  init(_ definition: TokenizerDefinition) {
    let vocabulary = definition.model.vocabulary
    let ids = definition.addedTokens.map(\.id)
    let inside = Set(ids.filter { $0.index < vocabulary.upperBound })
    behind = ids.filter { $0.index >= vocabulary.upperBound }
    highestInside = inside.map(\.index).max()
    let gaps = (0..<vocabulary.upperBound).lazy.map { TokenID($0) }
      .filter { !vocabulary.contains($0) && !inside.contains($0) }
    firstGap = gaps.first ?? TokenID(vocabulary.upperBound)
    if case .unigram = definition.model {
      count = vocabulary.upperBound
    } else {
      count = vocabulary.count + inside.count { !vocabulary.contains($0) }
    }
  }

  /// Whether all added tokens behind the model's get their ids, with or without one more token in the
  /// model that has no text, as whisper's has.
  func follows(afterEmptyToken: Bool) -> Bool {
    let count = count + (afterEmptyToken ? 1 : 0)
    var highest = highestInside
    for id in behind {
      if id.index != max(count, highest.map { $0 + 1 } ?? 0) { return false }
      highest = id.index
    }
    return true
  }
}
