import ArgumentParser

/// Limits of tokens that fail a run.
struct CountGates: ParsableArguments {
  @Option(help: "Exit with status 3 if a total is larger than this many tokens.")
  var budget: Int?

  @Option(help: ArgumentHelp("Limits by pattern, in YAML.", valueName: "file"))
  var budgetFile: String?

  func validate() throws {
    if let budget, budget < 0 { throw ValidationError("--budget takes a number from 0 on.") }
  }

  /// What exceeds its limit, a line each. The file of budgets has been read as `budgets`.
  func excesses(of report: CountReport, _ budgets: TokenBudgets?) -> [String] {
    var excesses = report.files.compactMap { file -> String? in
      guard let limit = budgets?.limit(of: file.path), let worst = file.tokens.max(), worst > limit
      else { return nil }
      return "\(file.path): \(grouped(worst)) tokens, over its limit of \(grouped(limit))"
    }
    if let budget, let worst = report.totals.max(), worst > budget {
      excesses.append(
        "over budget: \(grouped(worst)) tokens, \(grouped(worst - budget)) more than "
          + "\(grouped(budget))")
    }
    return excesses
  }
}
