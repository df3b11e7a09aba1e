import TokenizerModel

extension VocabularyReportCard {
  /// The card as JSON.
  ///
  /// - Parameter name: The tokenizer's name.
  /// - Returns: UTF-8, with a line feed at the end.
  package func json(name: String) -> [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.beginObject()
    writer.key("tokenizer")
    writer.string(name)
    for (key, count) in [
      ("tokens", tokenCount), ("special_tokens", specialCount),
      ("tokens_with_syllable", withSyllable), ("whole_hangul_tokens", wholeHangul),
      ("incomplete_hangul_tokens", incompleteHangul), ("covered_syllables", coveredSyllables),
      ("covered_ks_x_1001_syllables", coveredStandardSyllables),
    ] {
      writer.key(key)
      writer.integer(count)
    }
    writer.key("incomplete_hangul_share")
    writer.number(incompleteShare)
    writer.key("scripts")
    writer.beginObject()
    for script in TokenContent.Script.allCases {
      writer.key(script.rawValue)
      writer.integer(scripts[script] ?? 0)
    }
    writer.endObject()
    writer.key("rules")
    writer.beginObject()
    for rule in LintRule.allCases {
      writer.key(rule.rawValue)
      writer.integer(findings.count { $0.rule == rule })
    }
    writer.endObject()
    writer.key("findings")
    writer.beginArray()
    for finding in findings {
      writer.beginObject()
      writer.key("rule")
      writer.string(finding.rule.rawValue)
      writer.key("level")
      writer.string(finding.rule.level.rawValue)
      writer.key("id")
      writer.integer(finding.id)
      writer.key("token")
      writer.string(ReadablePiece.text(of: finding.token))
      writer.key("detail")
      writer.string(finding.detail)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
