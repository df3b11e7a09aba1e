import TokenizerModel

/// Frames tokenized texts, as the post-processors of `tokenizers` do.
///
/// As there, windows behind the first keep the type ids 0 and 1 of their texts where a template says
/// otherwise.
struct TextFramer {
  let tokenizer: Tokenizer
  let framing: Framing
  private let covering: TokenCovering

  /// A framer that follows the tokenizer's own post-processor.
  init(_ tokenizer: Tokenizer, _ framing: Framing) {
    self.tokenizer = tokenizer
    self.framing = framing
    covering = TokenCovering(tokenizer)
  }

  /// A text of a tokenized form and its source.
  struct Text {
    var tokens: TokenizedText
    var source: [UInt8]
  }

  /// The input that one text or a pair makes, not yet filled up.
  func frame(_ texts: [Text]) throws(FramingProblem) -> FramedText {
    var parts = texts.enumerated().map { FramedText(covering.tokens(of: $1), number: $0) }
    let processor = tokenizer.framingRules.postProcessor
    if let truncation = framing.truncation {
      let added =
        framing.addsSpecialTokens
        ? processor?.addedTokenCount(isPair: texts.count > 1) ?? 0 : 0
      guard truncation.length >= added else {
        throw .noRoom(length: truncation.length, specialTokens: added)
      }
      try FramedText.truncate(
        &parts, to: truncation.length - added, truncation, keepsOverflow: framing.keepsOverflow)
    }
    if let processor {
      let trimming = OffsetTrimming(texts: texts.map(\.source), tokenizer: tokenizer)
      try apply(processor, to: &parts, trimming)
    }
    var whole = FramedText()
    for part in parts { try whole.join(part) }
    return whole
  }

  private func apply(
    _ processor: PostProcessor, to parts: inout [FramedText], _ trimming: OffsetTrimming
  ) throws(FramingProblem) {
    switch processor {
    case .template(let template): parts = try apply(template, to: parts)
    case .bert(let separator, let classifier):
      guard framing.addsSpecialTokens else { return }
      for place in parts.indices {
        parts[place].surround(
          before: place == 0 ? [classifier] : [], after: [separator], typeID: min(place, 1))
      }
    case .roberta(let separator, let classifier, let trimsOffsets, let addsPrefixSpace):
      for place in parts.indices {
        if trimsOffsets { trimming.trim(&parts[place], addsPrefixSpace: addsPrefixSpace) }
        parts[place].setTypeID(0)
        guard framing.addsSpecialTokens else { continue }
        for window in parts[place].overflow.indices { parts[place].overflow[window].setTypeID(0) }
        parts[place].surround(
          before: [place == 0 ? classifier : separator], after: [separator], typeID: 0)
      }
    case .byteLevel(let addsPrefixSpace, let trimsOffsets, _):
      guard trimsOffsets else { return }
      for place in parts.indices {
        trimming.trim(&parts[place], addsPrefixSpace: addsPrefixSpace)
      }
    case .sequence(let processors):
      for processor in processors { try apply(processor, to: &parts, trimming) }
    }
  }

  private func apply(
    _ template: PromptTemplate, to texts: [FramedText]
  ) throws(FramingProblem) -> [FramedText] {
    guard (1...2).contains(texts.count) else { throw .tooManyTexts(texts.count) }
    var parts: [FramedText] = []
    for part in texts.count == 1 ? template.single : template.pair {
      switch part {
      case .text(let isSecond, let typeID):
        guard !isSecond || texts.count == 2 else { throw .secondTextMissing }
        var text = texts[isSecond ? 1 : 0]
        text.setTypeID(typeID)
        parts.append(text)
      case .token(_, let typeID):
        guard framing.addsSpecialTokens else { continue }
        parts.append(FramedText(template.tokens(of: part), typeID: typeID))
      }
    }
    return parts
  }
}

extension FramedText {
  /// Puts tokens around the text and around each of its windows.
  fileprivate mutating func surround(
    before: [FramingToken], after: [FramingToken], typeID: Int
  ) {
    overflow = overflow.map { window in
      var window = window
      window.surround(before: before, after: after, typeID: typeID)
      return window
    }
    var whole = FramedText(before, typeID: typeID)
    whole.append(self)
    whole.append(FramedText(after, typeID: typeID))
    whole.overflow = overflow
    self = whole
  }
}
