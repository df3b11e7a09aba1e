extension Comparison {
  /// The finding in words, a sentence or two each. Plain text.
  package func summary(_ language: ReportLanguage) -> [String] {
    var result: [String] = []
    if !texts.isEmpty { result += tokenSummary(language) }
    result += premiumSummary(language)
    if let sentence = syllableSummary(language) { result.append(sentence) }
    if let sentence = lossSummary(language) { result.append(sentence) }
    let lines = FigureText.grouped(texts.reduce(0) { $0 + $1.documents.count { !$0.isEmpty } })
    result.append(
      language.pick(
        "여기 실린 값은 측정에 쓴 글 \(lines)줄에서 얻은 것으로, 글의 종류가 달라지면 값도 달라집니다.",
        "These figures hold for the \(lines) lines measured here; other kinds of text give others.")
    )
    return result
  }

  private func name(_ index: Int) -> String { results[index].subject.name }

  /// The language that the first text is in, where that is known.
  private func firstText(_ language: ReportLanguage) -> String {
    if isParallel { return language.pick("한국어 글", "the Korean text") }
    return language.pick("‘\(texts[0].name)’", "“\(texts[0].name)”")
  }

  private func tokenSummary(_ language: ReportLanguage) -> [String] {
    let ranking = rankedByTokens(text: 0)
    guard let best = ranking.first, results.count > 1, let worst = ranking.last else { return [] }
    let tokens = FigureText.grouped(results[best.index].measures[0].counts.tokens)
    let text = firstText(language)
    var sentences = [
      language.pick(
        "\(text)에 토큰을 가장 적게 쓴 토크나이저는 \(name(best.index))입니다(\(tokens)개).",
        "\(name(best.index)) needs the fewest tokens for \(text): \(tokens).")
    ]
    let tied = ranking.dropFirst().filter(\.isTied).map { name($0.index) }
    if !tied.isEmpty {
      let names = tied.joined(separator: ", ")
      sentences.append(
        language.pick(
          "다만 다음 토크나이저와는 통계적으로 차이가 없습니다: \(names).",
          "The sample shows no difference between it and \(names)."))
    }
    if !worst.isTied, worst.index != best.index {
      let ratio = FigureText.decimal(worst.value, places: 2)
      let range = worst.difference.map { difference in
        let low = FigureText.decimal(1 + difference.low, places: 2)
        let high = FigureText.decimal(1 + difference.high, places: 2)
        return language.pick("(95% 신뢰구간 \(low)–\(high))", " (95% interval \(low)–\(high))")
      }
      sentences.append(
        language.pick(
          "가장 많이 쓴 토크나이저는 \(name(worst.index))로, 그 \(ratio)배를 썼습니다\(range ?? "").",
          "\(name(worst.index)) needs the most, \(ratio) times as many\(range ?? "")."))
    }
    return [sentences.joined(separator: " ")]
  }

  /// What English takes, without which a low premium would be read as a merit.
  private func englishSummary(_ language: ReportLanguage) -> String {
    let ranking = rankedByTokens(text: 1)
    guard let best = ranking.first, let korean = rankedByTokens(text: 0).first,
      let other = ranking.first(where: { $0.index == korean.index })
    else { return "" }
    let tokens = FigureText.grouped(results[best.index].measures[1].counts.tokens)
    var text = language.pick(
      " 영어 글에 토큰을 가장 적게 쓴 토크나이저는 \(name(best.index))입니다(\(tokens)개).",
      " English takes the fewest tokens with \(name(best.index)) (\(tokens)).")
    if other.index != best.index {
      let ratio = FigureText.decimal(other.value, places: 2)
      text += language.pick(
        " \(name(other.index))의 영어 토큰 수는 그 \(ratio)배입니다. 영어에 토큰이 많이 들어도 배율은 낮아지므로 둘을 함께 보아야 합니다.",
        " \(name(other.index)) takes \(ratio) times as many for it. A premium is also low where English is dear, so read both."
      )
    }
    return text
  }

  private func premiumSummary(_ language: ReportLanguage) -> [String] {
    let ranking = rankedByPremium
    guard let best = ranking.first, let worst = ranking.last,
      let interval = results[best.index].premium?.interval
    else { return [] }
    func figure(_ value: Double) -> String { FigureText.decimal(value, places: 2) }
    let range = "\(figure(interval.low))–\(figure(interval.high))"
    if results.count == 1 {
      return [
        language.pick(
          "뜻이 같은 영어 문장과 견주면 한국어에 토큰이 평균 \(figure(best.value))배(95% 신뢰구간 \(range)) 듭니다.",
          "Korean takes \(figure(best.value)) times the tokens of English sentences of the same meaning on average (95% interval \(range))."
        )
      ]
    }
    let isWorst = worst.index != best.index && !worst.isTied
    var text = language.pick(
      "뜻이 같은 영어 문장과 견주면 한국어의 토큰 수는 \(name(best.index))에서 가장 적어 평균 \(figure(best.value))배(95% 신뢰구간 \(range))",
      "Against English sentences of the same meaning, Korean costs least with \(name(best.index)): \(figure(best.value)) times the tokens on average (95% interval \(range))."
    )
    if isWorst {
      text += language.pick(
        "이고, \(name(worst.index))에서 가장 많아 \(figure(worst.value))배입니다.",
        " It costs most with \(name(worst.index)): \(figure(worst.value)) times.")
    } else {
      text += language.pick("입니다.", "")
      if worst.index != best.index {
        text += language.pick(
          " 나머지 토크나이저와의 차이는 이 문장들로는 확인되지 않습니다.",
          " These sentences show no difference between it and the others.")
      }
    }
    return [text + englishSummary(language)]
  }

  /// Who is left out of the rankings, and why.
  private func lossSummary(_ language: ReportLanguage) -> String? {
    let names = lossy.map { "\(name($0.index))(\(Metric.lostShare.text($0.share)))" }
    if names.isEmpty { return nil }
    let plain = lossy.map { "\(name($0.index)) (\(Metric.lostShare.text($0.share)))" }
    return language.pick(
      "글의 일부를 어느 토큰에도 담지 못하는 토크나이저는 토큰 수가 적어 보일 뿐이므로 순위에서 뺐습니다: \(names.joined(separator: ", ")).",
      "Left out of the rankings, for they lose part of the text, which costs them no tokens: \(plain.joined(separator: ", "))."
    )
  }

  private func syllableSummary(_ language: ReportLanguage) -> String? {
    guard !texts.isEmpty else { return nil }
    let shares = rankable.compactMap { index in
      results[index].measures[0].value(of: .cutSyllableShare).map { (share: $0, index: index) }
    }.sorted { ($0.share, $0.index) < ($1.share, $1.index) }
    guard let best = shares.first, let worst = shares.last else { return nil }
    let low = Metric.cutSyllableShare.text(best.share)
    let high = Metric.cutSyllableShare.text(worst.share)
    if results.count == 1 {
      return language.pick(
        "토큰 경계에서 잘리는 한글 음절의 비율은 \(low)입니다.",
        "Token borders cut \(low) of the Hangul syllables.")
    }
    if best.share == worst.share {
      return language.pick(
        "토큰 경계에서 잘리는 한글 음절의 비율은 어느 토크나이저에서나 \(low)입니다.",
        "Every tokenizer cuts \(low) of the Hangul syllables.")
    }
    return language.pick(
      "토큰 경계에서 잘리는 한글 음절의 비율은 \(name(best.index))에서 \(low)로 가장 낮고, \(name(worst.index))에서 \(high)로 가장 높습니다.",
      "\(name(best.index)) cuts the fewest Hangul syllables (\(low)), \(name(worst.index)) the most (\(high))."
    )
  }
}
