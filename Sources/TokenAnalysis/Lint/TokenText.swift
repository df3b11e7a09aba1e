import PreTokenization
import Tokenization

/// The rules that look at a token's text alone.
struct TokenText {
  private let scalars: [UInt32]
  private let classes: [ScalarClass]

  /// The text of a token that is whole UTF-8.
  init(_ content: TokenContent) {
    scalars = content.scalars.compactMap(\.value)
    classes = scalars.map { ScalarClassTable.shared[$0] }
  }

  /// The rules that object.
  var rules: [LintRule] {
    var result: [LintRule] = []
    if isRepeated { result.append(.repeated) }
    if isOverLong { result.append(.overLong) }
    if hasSeveralEojeol { result.append(.multipleEojeol) }
    if scalars.contains(where: Self.isControl) { result.append(.controlCharacter) }
    if scalars.count > 32, classes.allSatisfy({ $0.isOne(of: .whiteSpace) }) {
      result.append(.whiteSpaceRun)
    }
    if hasAdvertising { result.append(.advertising) }
    return result
  }

  /// The scalars without white space around them.
  private var trimmed: Range<Int> {
    guard let first = classes.firstIndex(where: { !$0.isOne(of: .whiteSpace) }),
      let last = classes.lastIndex(where: { !$0.isOne(of: .whiteSpace) })
    else { return 0..<0 }
    return first..<(last + 1)
  }

  /// Whether letters repeat a string of one to four scalars at least four times, with nothing left.
  private var isRepeated: Bool {
    let range = trimmed
    guard classes[range].allSatisfy({ $0.isOne(of: .letter) }) else { return false }
    return (1...4).contains { period in
      range.count >= 4 * period && range.count % period == 0
        && range.dropFirst(period).allSatisfy { scalars[$0] == scalars[$0 - period] }
    }
  }

  /// Whether a run of Hangul has more than 12 scalars or other letters more than 32. (The longest
  /// everyday Korean eojeol have about ten syllables; English ends with antidisestablishmentarianism.)
  private var isOverLong: Bool {
    let letters = trimmed.filter { classes[$0].isOne(of: .letter) }
    return letters.count > 32
      || letters.count { HangulScalar.isHangul(scalars[$0]) } > 12
  }

  private var hasSeveralEojeol: Bool {
    let range = trimmed
    return range.contains { classes[$0].isOne(of: .whiteSpace) }
      && range.contains { HangulScalar.isHangul(scalars[$0]) }
  }

  /// C0 without tab, line feed, form feed and return; DEL and C1; zero width; direction; BOM.
  private static func isControl(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0C, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }

  private var hasAdvertising: Bool {
    Self.advertising.contains { word in
      scalars.count >= word.count
        && (0...(scalars.count - word.count)).contains {
          scalars[$0..<($0 + word.count)].elementsEqual(word)
        }
    }
  }

  /// Words that stand in spam and hardly elsewhere. A heuristic: a finding is a reason to look into
  /// the corpus, no proof.
  private static let advertising: [[UInt32]] = [
    "카지노", "바카라", "먹튀", "토토사이트", "사설토토", "슬롯머신", "슬롯사이트", "꽁머니", "홀덤", "출장안마",
    "출장샵", "출장마사지", "콜걸", "룸살롱", "오피사이트", "성인용품", "야동", "조건만남", "섹파", "폰섹", "비아그라",
    "급전대출", "무직자대출", "무료충전", "彩票", "时时彩", "博彩", "棋牌", "赌场", "娱乐城", "娱乐平台", "赛车",
    "色情", "毛片", "成人", "无码", "啪啪", "一本道", "av在线", "免费视频", "天天中", "大发快三", "北京赛车",
    "casino", "Casino", "viagra", "Viagra", "porn", "Porn",
  ].map { $0.unicodeScalars.map(\.value) }
}
