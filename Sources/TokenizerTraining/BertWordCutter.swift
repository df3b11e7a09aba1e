import PreTokenization
import TextNormalization

/// Normalizes documents as BERT does and cuts them into words, in one pass.
final class BertWordCutter: Sendable {
  /// What a scalar does to a word.
  private enum Kind: UInt8 {
    case letter, alone, space, dropped
    /// Others stand in its place; they are looked up again.
    case changed
  }

  private let scalars: BertScalars
  /// The kinds of the scalars below 0x10000.
  private let kinds: [Kind]

  /// A cutter for a normalization.
  init(_ normalization: BertNormalization) {
    let scalars = BertScalars(normalization)
    self.scalars = scalars
    kinds = (0..<0x10000).map { Self.kind(of: $0, scalars) }
  }

  private static func kind(of scalar: UInt32, _ scalars: BertScalars) -> Kind {
    if scalar &- 0xAC00 < 11172, !scalars.tearsHangul { return .letter }
    if scalar & 0xFFFF_F800 == 0xD800 { return .letter }
    switch scalars.outcome(of: scalar) {
    case .kept: return kind(ofKept: scalar)
    case .setApart: return .alone
    case .replacedApart: return .changed
    case .replaced(let others):
      if others.isEmpty { return .dropped }
      return others == [0x20] ? .space : .changed
    }
  }

  private static func kind(ofKept scalar: UInt32) -> Kind {
    switch BertBoundary(scalar) {
    case .word: .letter
    case .space: .space
    case .punctuation: .alone
    }
  }

  /// Appends the words of a document to a block, each as a document of its own. Bytes that are not
  /// well-formed UTF-8 are dropped: no token is made of them.
  func append(_ document: Span<UInt8>, to block: inout TrainingBlock) {
    var index = 0
    var kept = 0
    while index < document.count {
      let unit = ScalarScan.unit(of: document, at: index)
      let kind =
        unit.value.map { $0 < 0x10000 ? kinds[Int($0)] : Self.kind(of: $0, scalars) } ?? .dropped
      if kind != .letter {
        append(document, kept..<index, to: &block)
        kept = unit.range.upperBound
        switch kind {
        case .letter, .dropped: break
        case .space: endWord(&block)
        case .alone:
          endWord(&block)
          append(document, unit.range, to: &block)
          endWord(&block)
        case .changed: appendChanged(unit.value ?? 0, to: &block)
        }
      }
      index = unit.range.upperBound
    }
    append(document, kept..<document.count, to: &block)
    endWord(&block)
  }

  @inline(__always)
  private func append(_ document: Span<UInt8>, _ range: Range<Int>, to block: inout TrainingBlock) {
    for index in range { block.bytes.append(document[index]) }
  }

  @inline(__always)
  private func endWord(_ block: inout TrainingBlock) {
    if block.bytes.count > block.documentEnds.last ?? 0 {
      block.documentEnds.append(block.bytes.count)
    }
  }

  private func appendChanged(_ scalar: UInt32, to block: inout TrainingBlock) {
    switch scalars.outcome(of: scalar) {
    case .kept, .setApart: preconditionFailure("\(scalar) stays")
    case .replacedApart(let other): appendAlone(other, to: &block)
    case .replaced(let others):
      for other in others {
        switch BertBoundary(other) {
        case .word: block.bytes.append(contentsOf: ScalarScan.utf8(other))
        case .space: endWord(&block)
        case .punctuation: appendAlone(other, to: &block)
        }
      }
    }
  }

  private func appendAlone(_ scalar: UInt32, to block: inout TrainingBlock) {
    endWord(&block)
    block.bytes.append(contentsOf: ScalarScan.utf8(scalar))
    endWord(&block)
  }
}
