/// A comparison as one HTML file that needs nothing else: no network, no fonts, no images.
///
/// Everything that comes from outside (names, paths, texts, tokens) goes through
/// ``HTMLText/escaped(_:)``, and the page's policy runs no script but its own, by hash.
package struct HTMLReport {
  let comparison: Comparison
  let language: ReportLanguage
  let facts: ReportFacts

  package init(_ comparison: Comparison, language: ReportLanguage, facts: ReportFacts) {
    self.comparison = comparison
    self.language = language
    self.facts = facts
  }

  /// The page.
  ///
  /// - Throws: `TokenizationError` where a line is too long.
  package func page() throws -> String {
    let title = language.pick("한국어 토큰화 비교", "Korean tokenization compared")
    let body = [
      summary, figures, charts(), try cuts(), try worstLines(), boundaries, overlaps, glossary,
      provenance,
    ].joined(separator: "\n")
    // SAFETY: what the policy calls 'unsafe-inline' lets style attributes place the pieces of a sentence;
    // they hold numbers that are reckoned here, never text, and a script runs by its hash alone.
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src '\(ReportScript.hash)'; base-uri 'none'; \
      form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(ReportStyle.text)</style>
      </head>
      <body>
      <header><p class="brand">\(language.pick("말모이", "Malmoi"))</p><h1>\(title)</h1>
      <p class="subtitle">\(subtitle)</p></header>
      <main>
      \(body)
      </main>
      <footer><p>\(HTMLText.escaped(facts.program)) · \(HTMLText.escaped(facts.date))</p></footer>
      <script>\(ReportScript.text)</script>
      </body>
      </html>

      """
  }

  private var subtitle: String {
    let names = comparison.texts.map { HTMLText.escaped(fileName($0.path)) }
    let tokenizers = comparison.results.count
    return language.pick("토크나이저 \(tokenizers)개 · ", "\(tokenizers) tokenizers · ")
      + names.joined(separator: ", ")
  }

  private var summary: String {
    let sentences = comparison.summary(language)
    let items = sentences.dropLast().map { "<p>\(HTMLText.escaped($0))</p>" }
    let limits = sentences.last.map { "<p class=\"limits\">\(HTMLText.escaped($0))</p>" } ?? ""
    return """
      <section id="summary" class="verdict"><h2>\(language.pick("요약", "In short"))</h2>
      \(items.joined())\(limits)</section>
      """
  }

  func section(_ id: String, _ title: String, _ content: String) -> String {
    "<section id=\"\(id)\"><h2>\(title)</h2>\n\(content)\n</section>"
  }

  /// A box that scrolls sideways where it is too wide, with the keyboard too.
  func scrolling(_ label: String, _ content: String) -> String {
    "<div class=\"scroll\" role=\"region\" aria-label=\"\(HTMLText.escaped(label))\" tabindex=\"0\">"
      + content + "</div>"
  }

  func name(_ index: Int) -> String { comparison.results[index].subject.name }

  /// The letters that stand for a tokenizer: A to Z, AA and on.
  func key(_ index: Int) -> String {
    let letter = String(Unicode.Scalar(UInt8(65 + index % 26)))
    return index < 26 ? letter : key(index / 26 - 1) + letter
  }

  /// The title of a text: its language for parallel text, else its name.
  func title(ofText place: Int) -> String {
    if comparison.isParallel {
      return place == 0 ? language.pick("한국어", "Korean") : language.pick("영어", "English")
    }
    return HTMLText.escaped(comparison.texts[place].name)
  }

  private func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
