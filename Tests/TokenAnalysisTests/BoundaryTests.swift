import Testing
import Tokenization

@testable import TokenAnalysis

@Suite("Borders of particles and endings")
struct BoundaryTests {
  /// A sentence in the manner of Korean-PUD, written for this test.
  static let conllu = Array(
    """
    # text = 미국에서 "봄"은 않다.
    1\t미국에서\t미국\tPROPN\tNNP+CM\t_\t0\troot\t_\tMSeg=미국-에서
    2\t"\t"\tPUNCT\t``\t_\t1\tpunct\t_\tSpaceAfter=No
    3\t봄\t_\tNOUN\tNN\t_\t1\tdep\t_\tSpaceAfter=No
    4\t"\t"\tPUNCT\t''\t_\t1\tpunct\t_\tSpaceAfter=No
    5\t은\t은\tADP\tCM\t_\t1\tcase\t_\t_
    6\t않다\t않\tAUX\tJX\t_\t1\taux\t_\tSpaceAfter=No
    7\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_


    """.utf8)

  @Test("are read from CoNLL-U")
  func reading() throws {
    let gold = try GoldSegmentation(conllu: Self.conllu)
    #expect(gold.sentences.count == 1)
    #expect(gold.sentences[0].bytes == Array("미국에서 \"봄\"은 않다.".utf8))
    // 미국 is 6 bytes; 에서 6, a space, two quotes and 봄 5; a space and 은 4, 않 3.
    #expect(gold.sentences[0].borders == [.josa: [6, 18], .eomi: [25]])
  }

  @Test("must stand in ten fields")
  func malformed() {
    #expect(throws: TokenAnalysisError.self) { try GoldSegmentation(conllu: Array("1\t가\n".utf8)) }
  }

  @Test("are scored by precision and recall")
  func scores() throws {
    let gold = try GoldSegmentation(conllu: Self.conllu)
    let tokenizer = try smallTokenizer(prefixes(of: ["미", "국", "에서", " \"봄\"은", " ", "않다."]))
    let scores = try BoundaryScore.scores(of: tokenizer, against: gold)
    // 미|국|에서: two borders, one right. "봄"은 holds together: none. 않다.: none.
    #expect(scores[.josa] == BoundaryScore(marked: 2, made: 2, hit: 1))
    #expect(scores[.josa]?.precision == 0.5)
    #expect(scores[.josa]?.recall == 0.5)
    #expect(scores[.eomi] == BoundaryScore(marked: 1, made: 0, hit: 0))
    #expect(scores[.eomi]?.precision == nil)
    #expect(scores[.eomi]?.recall == 0)
  }
}
