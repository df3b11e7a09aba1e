import PreTokenization
import TextNormalization

extension HTMLReport {
  /// What the terms mean and where they come from.
  var glossary: String {
    let entries = Metric.allCases.map { $0.entry(language) } + GlossaryEntry.others(language)
    let items = entries.map { entry in
      let source = entry.source.isEmpty ? "" : " <cite>\(HTMLText.escaped(entry.source))</cite>"
      return "<div><dt>\(HTMLText.escaped(entry.title))</dt>"
        + "<dd>\(HTMLText.escaped(entry.definition))\(source)</dd></div>"
    }
    return section(
      "glossary", language.pick("용어 풀이", "Glossary"),
      "<dl class=\"glossary\">\(items.joined())</dl>")
  }

  /// What was measured and how.
  var provenance: String {
    let tokenizers = comparison.results.enumerated().map { index, result in
      provenanceRow(
        rowName(index), result.subject.path, result.subject.sha256,
        FigureText.grouped(result.vocabularySize))
    }
    let texts = comparison.texts.enumerated().map { place, text in
      provenanceRow(
        title(ofText: place), text.path, text.sha256, FigureText.grouped(text.documents.count))
    }
    let heads = language.pick("이름|파일|SHA-256|크기", "Name|File|SHA-256|Size").split(separator: "|")
      .map { "<th scope=\"col\">\($0)</th>" }.joined()
    func table(_ caption: String, _ rows: [String]) -> String {
      scrolling(
        caption,
        "<table class=\"plain\"><caption>\(caption)</caption><thead><tr>\(heads)</tr></thead>"
          + "<tbody>\(rows.joined())</tbody></table>")
    }
    return section(
      "method", language.pick("측정 대상과 방법", "What was measured, and how"),
      table(language.pick("토크나이저(크기: 토큰 수)", "Tokenizers (size: tokens)"), tokenizers)
        + table(language.pick("글(크기: 줄 수)", "Texts (size: lines)"), texts)
        + "<p>\(HTMLText.escaped(method))</p>" + prices
        + "<p>\(language.pick("실행한 명령", "Command"))</p><pre tabindex=\"0\"><code>"
        + "\(HTMLText.escaped(facts.command))</code></pre>")
  }

  /// The prices behind the costs.
  private var prices: String {
    let lines = comparison.results.compactMap { result in
      result.subject.price.map { price in
        let million = (price.perToken * ExactDecimal(1_000_000)).description
        return language.pick(
          "\(result.subject.name): \(price.model)의 입력 단가, 토큰 100만 개당 \(million)달러(\(price.source))",
          "\(result.subject.name): input of \(price.model), \(million) dollars a million tokens (\(price.source))"
        )
      }
    }
    return lines.map { "<p>\(HTMLText.escaped($0))</p>" }.joined()
  }

  private var method: String {
    let classes = ScalarClassTable.unicodeVersion
    let normalization = Normalizer.unicodeVersion
    return language.pick(
      "줄마다 줄 바꿈을 떼고 따로 인코딩했으며, 특수 토큰은 넣지 않았습니다. 빈 줄은 세지 않습니다. 글자 분류는 유니코드 \(classes), 정규화는 유니코드 \(normalization)을 따릅니다. 신뢰구간은 부트스트랩 \(Bootstrap.drawCount)회로 구했고, 토크나이저끼리는 같은 줄을 뽑아 견주었습니다.",
      "Each line was encoded by itself, without its line end and without special tokens; empty lines do not count. Scalar classes follow Unicode \(classes), normal forms Unicode \(normalization). Intervals come from \(Bootstrap.drawCount) bootstrap draws; tokenizers were compared on the same drawn lines."
    )
  }

  private func provenanceRow(
    _ name: String, _ path: String, _ sha256: String, _ size: String
  ) -> String {
    "<tr><th scope=\"row\">\(name)</th><td>\(HTMLText.escaped(path))</td>"
      + "<td><code>\(HTMLText.escaped(sha256))</code></td><td class=\"number\">\(size)</td></tr>"
  }
}
