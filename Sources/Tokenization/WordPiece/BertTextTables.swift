import PreTokenization
import TextNormalization
import TokenizerModel

/// What each scalar of raw text does to a word, so that a text is normalized, cut and encoded in one
/// pass: the end-to-end tokenization of Song et al. 2021, with BERT's normalizer folded into it.
///
/// An action is a number: its kind in the lowest three bits, what belongs to it above them. Ids fit, since
/// no table of tokens has more than `VocabularyCompiler.idLimit`.
final class BertTextTables: Sendable {
  /// What a scalar does.
  enum Kind: UInt32 {
    /// It is a letter of a word; its symbol follows.
    case letter
    /// It ends a word and is one by itself; its token follows.
    case alone
    /// It ends a word.
    case space
    /// It is not there.
    case dropped
    /// It stands for several actions; their place in `sequences` follows, where their count stands.
    case several
  }

  let model: WordPieceTables
  let automaton: WordPieceAutomaton
  /// The actions of the scalars below 0x10000.
  let actions: [UInt32]
  /// The actions of scalars that stand for several.
  let sequences: [UInt32]
  private let scalars: BertScalars?

  private init(_ model: WordPieceTables, _ normalization: BertNormalization?) {
    self.model = model
    automaton = model.automaton()
    scalars = normalization.map { BertScalars($0) }
    let maker = ActionMaker(automaton: automaton, unknown: model.unknown, scalars: scalars)
    (actions, sequences) = maker.actions(below: 0x10000)
  }

  /// The tables of a tokenizer that a pass over raw text can run: nothing but BERT's normalizer, if
  /// anything, then BERT's pre-tokenizer, then WordPiece. Otherwise nil.
  static func deferred(
    _ steps: TextSteps, _ model: WordPieceTables
  ) -> DeferredTables<BertTextTables>? {
    guard steps.preTokenizer == [.bert] else { return nil }
    switch steps.normalizer.first {
    case nil:
      return DeferredTables(worthwhile: WordPieceTables.worthwhile) { BertTextTables(model, nil) }
    case .bert(let normalization) where steps.normalizer.count == 1:
      return DeferredTables(worthwhile: WordPieceTables.worthwhile) {
        BertTextTables(model, normalization)
      }
    default: return nil
    }
  }

  /// The action of any scalar, made for this occasion.
  func action(of scalar: UInt32, sequences: inout [UInt32]) -> UInt32 {
    ActionMaker(automaton: automaton, unknown: model.unknown, scalars: scalars)
      .action(of: scalar, sequences: &sequences)
  }
}

/// Makes the actions of scalars.
private struct ActionMaker {
  let automaton: WordPieceAutomaton
  let unknown: UInt32
  let scalars: BertScalars?

  /// The actions of all scalars below a limit, and the sequences that they refer to.
  func actions(below limit: UInt32) -> (actions: [UInt32], sequences: [UInt32]) {
    var actions: [UInt32] = []
    actions.reserveCapacity(Int(limit))
    var sequences: [UInt32] = []
    guard let changes = scalars.map({ $0.changes }) ?? [] else {
      for scalar in 0..<limit { actions.append(action(of: scalar, sequences: &sequences)) }
      return (actions, sequences)
    }
    let starts = changes + BertBoundary.changes + WhiteSpace.bounds + [0, 0xD800, 0xE000, limit]
    var start: UInt32 = 0
    for end in starts.sorted() where end > start && end <= limit {
      // A letter of the alphabet, or a mark of it, has an action of its own.
      let first = action(of: start, sequences: &sequences)
      let kind = BertTextTables.Kind(rawValue: first & 7)
      for scalar in start..<end {
        switch kind {
        case .letter:
          actions.append(
            BertTextTables.Kind.letter.rawValue | automaton.alphabet.symbol(of: scalar) << 3)
        case .alone: actions.append(aloneAction(of: scalar))
        default: actions.append(first)
        }
      }
      start = end
    }
    return (actions, sequences)
  }

  func action(of scalar: UInt32, sequences: inout [UInt32]) -> UInt32 {
    let isHangul = scalar &- 0xAC00 < 11172
    guard let scalars, !isHangul || scalars.tearsHangul else { return plainAction(of: scalar) }
    if scalar & 0xFFFF_F800 == 0xD800 { return plainAction(of: scalar) }
    switch scalars.outcome(of: scalar) {
    case .kept: return plainAction(of: scalar)
    case .setApart: return aloneAction(of: scalar)
    case .replacedApart(let other): return aloneAction(of: other)
    case .replaced(let others):
      if others.isEmpty { return BertTextTables.Kind.dropped.rawValue }
      if others.count == 1 { return plainAction(of: others[0]) }
      // A text must never have more tokens than bytes.
      precondition(others.count <= UTF8.width(Unicode.Scalar(scalar) ?? "\0"), "\(scalar)")
      let place = UInt32(sequences.count)
      sequences.append(UInt32(others.count))
      for other in others { sequences.append(plainAction(of: other)) }
      return BertTextTables.Kind.several.rawValue | place << 3
    }
  }

  /// The action of a scalar that stays as it is.
  private func plainAction(of scalar: UInt32) -> UInt32 {
    switch BertBoundary(scalar) {
    case .word:
      return BertTextTables.Kind.letter.rawValue | automaton.alphabet.symbol(of: scalar) << 3
    case .space: return BertTextTables.Kind.space.rawValue
    case .punctuation: return aloneAction(of: scalar)
    }
  }

  private func aloneAction(of scalar: UInt32) -> UInt32 {
    let symbol = automaton.alphabet.symbol(of: scalar)
    let id = symbol == 0 ? unknown : automaton.single(symbol) ?? unknown
    return BertTextTables.Kind.alone.rawValue | id << 3
  }
}
