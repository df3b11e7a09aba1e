/// A term as reports explain it.
struct GlossaryEntry {
  /// The term.
  var title: String
  /// What it is, with its unit.
  var definition: String
  /// Where the definition comes from; empty where it is our own.
  var source = ""
}

extension Metric {
  /// The term, its definition and its paper.
  func entry(_ language: ReportLanguage) -> GlossaryEntry {
    let (title, definition) = language == .korean ? korean : english
    return GlossaryEntry(title: title, definition: definition, source: source)
  }

  /// The term alone.
  package func title(_ language: ReportLanguage) -> String { entry(language).title }

  private var source: String {
    switch self {
    case .fertilityEojeol, .fertilityWord, .continuedWordShare:
      "Rust et al. 2021, “How Good is Your Tokenizer?”"
    case .singleTokenRetention: "Nayeem et al. 2025, “Beyond Fertility”"
    case .renyiEfficiency: "Zouhar et al. 2023, “Tokenization and the Noiseless Channel”"
    default: ""
    }
  }

  private var korean: (String, String) {
    switch self {
    case .tokens: ("토큰 수", "글 전체를 줄마다 따로 인코딩했을 때 나온 토큰의 개수.")
    case .bytesPerToken: ("토큰당 바이트", "UTF-8 바이트 수를 토큰 수로 나눈 값. 클수록 압축이 잘된다. 한글 음절은 3바이트다.")
    case .charactersPerToken: ("토큰당 글자 수", "유니코드 스칼라 수를 토큰 수로 나눈 값.")
    case .fertilityEojeol: ("어절당 토큰 수", "토큰 수를 어절(띄어쓰기 단위) 수로 나눈 값. 작을수록 글을 덜 나눈다.")
    case .fertilityWord:
      ("단어당 토큰 수", "단어(글자·숫자가 이어진 구간) 하나에 걸친 토큰 수의 평균. 문장 부호에만 해당하는 토큰은 세지 않는다.")
    case .tokensPerSyllable: ("음절당 토큰 수", "한글 음절에 걸친 토큰 수를 음절 수로 나눈 값. 1을 넘으면 음절 하나에 토큰이 하나 넘게 든다.")
    case .wholeEojeolShare: ("한 토큰 어절", "토큰 하나로 나타낸 어절의 비율. 같은 어절이 되풀이되면 그때마다 센다.")
    case .singleTokenRetention: ("한 토큰 단어(STRR)", "서로 다른 단어 가운데 글에서 한 번이라도 토큰 하나로 나타난 것의 비율.")
    case .continuedWordShare: ("나뉜 단어", "둘 이상의 토큰에 걸친 단어의 비율.")
    case .cutSyllableShare: ("잘린 음절", "토큰 경계에서 쪼개져 둘 이상의 토큰에 나뉘어 담긴 음절의 비율.")
    case .incompleteHangulShare: ("불완전 한글 토큰", "나온 토큰 가운데 한글 음절이나 자모의 일부 바이트만 담은 것의 비율.")
    case .tokensPerJamo: ("자모당 토큰 수", "ㅋㅋ, ㅠㅠ처럼 홀로 쓰인 자모에 걸친 토큰 수를 자모 수로 나눈 값.")
    case .tokensPerEmoji: ("이모지당 토큰 수", "이모지에 걸친 토큰 수를 이모지 수로 나눈 값. 이어 붙인 이모지는 하나로 센다.")
    case .lostShare:
      (
        "담지 못한 글",
        "어느 토큰에도 담기지 못했거나 미등록 토큰([UNK])이 되어 되살릴 수 없는 부분의 비율(공백을 뺀 바이트 기준). 이 값이 크면 토큰 수가 적어도 좋은 결과로 볼 수 없다."
      )
    case .decompositionBlowUp: ("NFD 증가율", "같은 글을 자모로 풀어 쓴 NFD의 토큰 수를 NFC의 토큰 수로 나눈 값.")
    case .renyiEfficiency:
      ("레니 효율", "토큰 분포의 레니 엔트로피(α = 2.5)를 가능한 최댓값 log₂(나온 토큰의 종류 수)로 나눈 값. 1에 가까울수록 고르게 쓰인다.")
    case .vocabularyUse: ("어휘 사용률", "어휘에 있는 토큰 가운데 이 글에 한 번이라도 나온 것의 비율.")
    }
  }

  private var english: (String, String) {
    switch self {
    case .tokens: ("Tokens", "How many tokens the text has, each line encoded by itself.")
    case .bytesPerToken:
      (
        "Bytes per token",
        "UTF-8 bytes over tokens. More is better compression. A Hangul syllable has 3 bytes."
      )
    case .charactersPerToken: ("Characters per token", "Unicode scalars over tokens.")
    case .fertilityEojeol:
      (
        "Tokens per eojeol",
        "Tokens over eojeol, the units between spaces (fertility). Less means coarser pieces."
      )
    case .fertilityWord:
      (
        "Tokens per word",
        "Tokens that touch a word (a run of letters and digits), averaged over words; tokens of punctuation alone do not count."
      )
    case .tokensPerSyllable:
      (
        "Tokens per syllable",
        "Tokens that touch Hangul syllables over syllables. Above 1, a syllable costs more than a token."
      )
    case .wholeEojeolShare:
      ("Eojeol in one token", "Share of eojeol in running text that one token carries whole.")
    case .singleTokenRetention:
      (
        "Words in one token (STRR)",
        "Share of different words that one token carries at least once in the text."
      )
    case .continuedWordShare: ("Split words", "Share of words that two or more tokens share.")
    case .cutSyllableShare:
      (
        "Cut syllables", "Share of Hangul syllables that a token border cuts into byte fragments."
      )
    case .incompleteHangulShare:
      (
        "Incomplete Hangul tokens",
        "Share of emitted tokens that hold only some of the bytes of a syllable or jamo."
      )
    case .tokensPerJamo:
      ("Tokens per jamo", "Tokens that touch jamo standing alone, such as ㅋㅋ or ㅠㅠ, over jamo.")
    case .tokensPerEmoji:
      ("Tokens per emoji", "Tokens that touch emoji over emoji; a joined sequence counts as one.")
    case .lostShare:
      (
        "Lost text",
        "Share of the text (bytes without white space) that no token carries or that became the unknown token, so that decoding cannot bring it back. Where it is large, few tokens are no merit."
      )
    case .decompositionBlowUp:
      (
        "NFD blow-up",
        "Tokens of the text decomposed into jamo (NFD) over tokens of it composed (NFC)."
      )
    case .renyiEfficiency:
      (
        "Rényi efficiency",
        "Rényi entropy (α = 2.5) of the tokens’ distribution over its maximum, log₂ of the number of observed types. Near 1, tokens are used evenly."
      )
    case .vocabularyUse:
      (
        "Vocabulary use",
        "Share of the vocabulary’s tokens that occur in the text at least once."
      )
    }
  }
}

extension GlossaryEntry {
  /// What a million characters cost.
  static func cost(_ language: ReportLanguage) -> GlossaryEntry {
    GlossaryEntry(
      title: language.pick("100만 자당 비용(달러)", "Dollars per million characters"),
      definition: language.pick(
        "글 100만 자(유니코드 스칼라)를 그 토크나이저를 쓰는 모델에 입력할 때 드는 비용. 토큰 수에 모델의 입력 단가를 곱해 구하며, 단가는 ‘측정 대상과 방법’에 적었다.",
        "What a million characters (Unicode scalars) of the text cost as input of a model that uses the tokenizer: tokens times the model’s input price, which stands under what was measured."
      ))
  }

  /// The terms that are not metrics of one text.
  static func others(_ language: ReportLanguage) -> [GlossaryEntry] {
    [
      GlossaryEntry(
        title: language.pick("영어 대비 배율", "Premium over English"),
        definition: language.pick(
          "뜻이 같은 문장 쌍에서 한국어의 토큰 수를 영어의 토큰 수로 나눈 값. 1이면 두 언어의 부담이 같고, 2면 한국어에 토큰이 두 배 든다. 번역해 놓은 병렬 말뭉치에서만 뜻이 있다.",
          "Tokens of the Korean sentence over tokens of the English one with the same meaning. At 1 both pay alike; at 2 Korean takes twice the tokens. It has a meaning on parallel text only."
        ), source: "Petrov et al. 2023, “Language Model Tokenizers Introduce Unfairness”"),
      cost(language),
      GlossaryEntry(
        title: language.pick("지니 계수", "Gini coefficient"),
        definition: language.pick(
          "같은 내용에 드는 토큰이 언어에 따라 얼마나 불평등한지를 나타낸다. 0이면 두 언어가 똑같다.",
          "How unequally the tokens for the same content fall on the languages. 0 where both pay alike."
        ), source: "Foroutan et al. 2025, “Parity-Aware Byte-Pair Encoding”"),
      GlossaryEntry(
        title: language.pick("조사·어미 경계", "Borders of josa and eomi"),
        definition: language.pick(
          "사람이 표시한 조사(어미)의 시작 자리 가운데 토큰 경계이기도 한 비율이 재현율, 그런 어절 안의 토큰 경계 가운데 표시한 자리에 놓인 비율이 정밀도다.",
          "Recall: the share of marked beginnings of particles (endings) that are token borders. Precision: the share of token borders inside those eojeol that are marked."
        ), source: "Kurimo et al. 2010, “Morpho Challenge”"),
      GlossaryEntry(
        title: language.pick("어휘 중복도", "Overlap of vocabularies"),
        definition: language.pick(
          "두 어휘에 모두 있는 토큰 수를 적어도 한쪽에 있는 토큰 수로 나눈 값(자카드 지수).",
          "Tokens in both vocabularies over tokens in either (Jaccard index)."),
        source: "Jaccard 1901"),
      GlossaryEntry(
        title: language.pick("95% 신뢰구간", "95% confidence interval"),
        definition: language.pick(
          "줄을 복원 추출로 1,000번 다시 뽑아 얻은 값의 가운데 95%가 놓이는 범위(부트스트랩). 줄이 1,000개를 넘으면 이웃한 줄을 묶어 뽑는다.",
          "Where the middle 95% of the figure lies when the lines are drawn again 1,000 times with replacement (bootstrap). Beyond 1,000 lines, runs of neighbouring lines are drawn."
        ), source: "Efron 1979"),
    ]
  }
}
