import PreTokenization
import TextNormalization
import TokenizerTraining

/// What an option for Korean costs in tokens: the training text by a vocabulary with it, and by one
/// that differs in this option alone.
struct KoreanPrice {
  var option: String
  /// The tokens of the training text with the option and without it; nil without where the text
  /// cannot be cut anew.
  var tokens: (with: UInt64, without: UInt64?)

  /// What is said after the training.
  var line: String {
    guard let without = tokens.without else {
      return "  price        of \(option) unknown: the words are counted already"
    }
    let change = 100 * (Double(tokens.with) / Double(without) - 1)
    let sign = change < 0 ? "" : "+"
    return "  price        of \(option): \(sign)\(decimal(change, places: 2)) % tokens in the "
      + "training text, \(grouped(Int(tokens.with))) for \(grouped(Int(without)))"
  }
}

extension TrainingRun {
  /// Trains again without each option for Korean, to see what it costs. What comes on standard input
  /// cannot be read again and has no prices.
  func koreanPrices(of result: TrainingResult) throws -> [KoreanPrice] {
    if inputs.contains("-") { return [] }
    let display = ProgressDisplay(progress)
    defer { display.finish() }
    let scale = UInt64(options.weights.scale)
    return try options.koreanOptions.map { option, cheaper in
      let changesWords =
        cheaper.pattern != options.pattern || cheaper.normalizer != options.normalizer
      var without: UInt64?
      if options.counts == nil || !changesWords {
        let run = TrainingRun(
          inputs: inputs, options: cheaper, threads: threads, progress: progress)
        without = try run.train(display).statistics.weightedTokens / scale
      }
      return KoreanPrice(
        option: option, tokens: (result.statistics.weightedTokens / scale, without))
    }
  }
}

extension TrainingOptions {
  /// The options for Korean that are on, each with all options but this one.
  fileprivate var koreanOptions: [(name: String, others: TrainingOptions)] {
    var options: [(name: String, others: TrainingOptions)] = []
    var others = self
    if keepsSyllablesWhole {
      others.keepsSyllablesWhole = false
      options.append(("--whole-syllables", others))
    }
    others = self
    if pattern == .o200kWithParticles {
      others.pattern = .o200k
      options.append(("--korean-split josa", others))
    }
    others = self
    if composes {
      others.composes = false
      others.normalizer = .nfc
      options.append(("--jamo", others))
    }
    return options
  }
}
