/// Sentences in which somebody marked where particles (josa) and endings (eomi) begin.
///
/// Read from CoNLL-U (Universal Dependencies). A border is marked inside an eojeol
/// - before the last part of `MSeg` (`MSeg=보좌관-은`): a josa;
/// - before a word tagged as a particle or copula that follows without a space: a josa, for the
///   copula 이다 is one in Korean school grammar;
/// - after the lemma of a verb, adjective or auxiliary that begins with it (않다, lemma 않): an eomi.
///
/// Korean-PUD segments few endings: its verbs mostly carry no lemma, and count for nothing.
package struct GoldSegmentation: Sendable, Equatable {
  /// What begins at a border.
  package enum Kind: String, CaseIterable, Sendable {
    case josa, eomi
  }

  /// A sentence and its borders.
  package struct Sentence: Sendable, Equatable {
    /// The text.
    package var bytes: [UInt8] = []
    /// Byte offsets of borders, rising, by what begins there.
    package var borders: [Kind: [Int]] = [:]
  }

  /// The sentences in order.
  package private(set) var sentences: [Sentence] = []

  /// Reads CoNLL-U.
  ///
  /// - Throws: `TokenAnalysisError.badSegmentation` where a line has not ten fields.
  package init(conllu: [UInt8]) throws(TokenAnalysisError) {
    var sentence = Sentence()
    var hasSpace = true
    let lines = conllu.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.isEmpty {
        if !sentence.bytes.isEmpty { sentences.append(sentence) }
        sentence = Sentence()
        hasSpace = true
        continue
      }
      if line.first == UInt8(ascii: "#") { continue }
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
      guard fields.count == 10 else {
        throw .badSegmentation(
          line: index + 1, problem: "\(fields.count) fields, where CoNLL-U has ten")
      }
      // Ranges of fused words ("1-2") and empty nodes ("1.1") are no words of the text.
      guard fields[0].allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
      let word = Word(fields)
      if hasSpace, !sentence.bytes.isEmpty { sentence.bytes.append(0x20) }
      word.mark(in: &sentence, isAttached: !hasSpace)
      sentence.bytes.append(contentsOf: word.form)
      hasSpace = word.isFollowedBySpace
    }
    if !sentence.bytes.isEmpty { sentences.append(sentence) }
  }
}

/// A word line of CoNLL-U, as far as borders go.
private struct Word {
  let form: ArraySlice<UInt8>
  private let lemma: ArraySlice<UInt8>
  private let universalTag: String
  private let tag: String
  private var segments: [ArraySlice<UInt8>] = []
  private(set) var isFollowedBySpace = true

  init(_ fields: [ArraySlice<UInt8>]) {
    form = fields[1]
    lemma = fields[2]
    universalTag = String(decoding: fields[3], as: UTF8.self)
    tag = String(decoding: fields[4], as: UTF8.self)
    for feature in fields[9].split(separator: UInt8(ascii: "|")) {
      if feature.elementsEqual("SpaceAfter=No".utf8) { isFollowedBySpace = false }
      if feature.starts(with: "MSeg=".utf8) {
        segments = feature.dropFirst(5).split(separator: UInt8(ascii: "-"))
      }
    }
  }

  func mark(in sentence: inout GoldSegmentation.Sentence, isAttached: Bool) {
    let start = sentence.bytes.count
    if isAttached, start > 0, ["CM", "CP", "AP", "QP", "VC"].contains(tag) {
      sentence.borders[.josa, default: []].append(start)
    }
    if segments.count > 1, segments.joined().elementsEqual(form), let last = segments.last {
      sentence.borders[.josa, default: []].append(start + form.count - last.count)
    } else if ["VERB", "ADJ", "AUX"].contains(universalTag), lemma.count < form.count,
      !lemma.isEmpty, form.starts(with: lemma)
    {
      sentence.borders[.eomi, default: []].append(start + lemma.count)
    }
  }
}
