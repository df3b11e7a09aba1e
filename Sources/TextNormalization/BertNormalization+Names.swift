extension BertNormalization {
  /// The normalization of a vocabulary with upper and lower case (`bert-cased`): clean-up, and
  /// ideographs apart. Hangul and accents stay.
  public static let cased = BertNormalization(stripsAccents: false, lowercases: false)

  /// The normalization of the uncased BERT models: also lower case without accents, which takes Hangul
  /// syllables apart.
  public static let uncased = BertNormalization(lowercases: true)

  /// Lower case that leaves accents, and Hangul, whole (`bert-uncased` in training).
  public static let lowercased = BertNormalization(stripsAccents: false, lowercases: true)
}
