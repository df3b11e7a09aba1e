extension VocabularyAndMerges {
  /// The bytes of both files, for byte pairs that merge by a list. What stands around the vocabulary is
  /// not in them.
  package static func write(
    _ definition: TokenizerDefinition
  ) -> (vocabulary: [UInt8], merges: [UInt8]) {
    var merges = Array("#version: 0.2\n".utf8)
    let texts = WrittenTexts(definition, holdsAll: true)
    if case .merges(let list)? = definition.model.bytePair?.mergeRule {
      for merge in list {
        merges += texts.modelText(merge.left) ?? []
        merges.append(0x20)
        merges += texts.modelText(merge.right) ?? []
        merges.append(0x0A)
      }
    }
    var writer = JSONWriter(indented: false)
    TokenizerJSON.writeVocabulary(texts, to: &writer)
    return (writer.bytes, merges)
  }
}
