import ArgumentParser
import Tokenization

/// The option `--allow-special`.
struct SpecialTokenOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A special token that the text may spell, or all; anything else is plain text. Repeatable.",
      valueName: "token"))
  var allowSpecial: [String] = []

  var policy: SpecialTokenPolicy {
    if allowSpecial.contains("all") { return .all }
    return allowSpecial.isEmpty ? .none : .only(allowSpecial)
  }
}
