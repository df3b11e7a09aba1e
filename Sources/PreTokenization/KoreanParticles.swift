/// The particles (josa) that the Korean split pattern cuts off.
///
/// **The rule.** A run of Hangul syllables that ends in a particle of the list is cut before the longest
/// such particle, so long as a syllable is left before it; a run that is a particle as a whole stays
/// whole. So `사전에서는` is `사전` and `에서는`, `나는` is `나` and `는`, and `에서` stays. Nothing but the
/// spelling is looked at: `사과` is cut like `너와`, and a particle behind a Latin letter is not, because
/// its run begins with it.
///
/// The list has the case particles and the auxiliary ones that are not often the end of something
/// else, and those that stand behind one another in everyday text. `하고`, `라도`, `같이` and `야` are
/// left out: most words that end in them are verbs and adverbs.
enum KoreanParticles {
  /// Subject, object, possessive and topic, then `with` and `also`; all of one syllable.
  private static let short = "은 는 이 가 을 를 의 에 로 와 과 도 만 랑"
  /// Place, direction, means, comparison, extent.
  private static let long = """
    에서 에게 한테 께서 으로 로서 로써 으로서 으로써 에게서 한테서 에게로 부터 까지 마저 조차 밖에 처럼 만큼 \
    보다 마다 대로 이나 이랑 이라도 이야말로
    """
  /// What stands behind one another.
  private static let stacked = """
    에는 에도 에만 에서는 에서도 에서만 에서의 에서부터 에게는 에게도 에게만 한테는 한테도 께서는 께서도 로는 \
    로도 로만 로의 로부터 으로는 으로도 으로만 으로의 으로부터 과는 와는 과도 와도 과의 와의 까지는 까지도 까지의 \
    부터는 부터의 보다는 보다도 만은 만이 만을 만의 만으로 마저도 조차도 처럼은 만큼은 만큼도 만큼의 마다의 \
    대로의 밖에는
    """

  /// All of them, of one to four syllables.
  static let list: [String] = (short + " " + long + " " + stacked).split(separator: " ")
    .map(String.init)

  /// The pattern: a run that is no particle, up to a particle at its end; else what o200k makes of it.
  static let pattern: String = {
    let particle = "(?:" + list.joined(separator: "|") + ")(?![가-힣])"
    return #"[^\r\n\p{L}\p{N}]?(?!"# + particle + ")[가-힣]+?(?=" + particle + ")|"
      + KnownPattern.o200k
  }()
}

extension SplitPattern {
  /// The pattern of OpenAI's o200k encoding, with Korean particles (josa) cut off as pre-tokens of their
  /// own: `사전에서는` is `사전` and `에서는`.
  public static let o200kWithParticles = SplitPattern.regularExpression(KoreanParticles.pattern)
}
