/// One rendering of a template: its variables, its output, and what is left of its limits.
///
/// A template can read what it was given and write its output; it has no way to a file, a clock or the
/// process. Every operation is counted before it is done, so that no template runs long.
struct TemplateRun {
  let template: ChatTemplate
  let limits: ChatTemplateLimits
  let clock: ChatClock?
  /// The steps that are left.
  private(set) var stepsLeft: Int
  private var depth = 0

  /// The values of each name, those of inner frames behind those of outer ones.
  private var variables: [[(frame: Int, value: TemplateValue)]]
  /// The names that each frame gave a value.
  private var frames: [[Int]] = [[]]
  /// Frames from `ownFrames` on and below `outerFrames` are seen; between lie those of a macro's caller.
  private var ownFrames = 0
  private var outerFrames = 0

  /// What is written: the prompt first, then what is caught on its way into a variable.
  var outputs = [TemplateText()]
  /// What the model is to have written, by the blocks `generation`.
  var generated: [Range<Int>] = []
  var namespaces: [TemplateMapping] = []
  var macros: [DefinedMacro] = []
  var loops: [LoopState] = []

  /// A macro, and the frames that it sees.
  struct DefinedMacro {
    var macro: TemplateMacro
    var frames: Int
    /// The macro that `caller()` calls in its body.
    var caller: Int?
  }

  /// How far a loop has come.
  struct LoopState {
    var elements: [TemplateValue]
    var index = 0
    var lastChecked: [TemplateValue]?
  }

  /// A rendering of a template that sees the given variables.
  init(_ template: ChatTemplate, _ variables: TemplateMapping, clock: ChatClock?, dataBytes: Int) {
    self.template = template
    limits = template.limits
    self.clock = clock
    let (allowance, isHuge) = dataBytes.multipliedReportingOverflow(
      by: ChatTemplateLimits.stepsPerByte)
    stepsLeft = isHuge ? Int.max / 2 : limits.steps + allowance
    self.variables = template.names.map { name in
      variables[name].map { [(0, $0)] } ?? []
    }
    pushFrame()
  }

  /// Renders the template.
  mutating func render() throws(ChatTemplateError) -> RenderedChat {
    _ = try run(template.body)
    return RenderedChat(outputs[0], generated: generated)
  }
}

extension TemplateRun {
  func place(_ offset: Int) -> TemplatePlace { template.source.place(of: offset) }

  func failed(_ problem: String, _ offset: Int) -> ChatTemplateError {
    .failed(place(offset), problem: problem)
  }

  func unsupported(_ what: String, _ offset: Int) -> ChatTemplateError {
    .unsupported(place(offset), what: what)
  }

  func refused(_ what: String, _ offset: Int) -> ChatTemplateError {
    .refused(place(offset), what: what)
  }

  /// Counts steps.
  mutating func charge(_ steps: Int, _ offset: Int) throws(ChatTemplateError) {
    stepsLeft -= steps
    if stepsLeft < 0 {
      throw .limit(place(offset), what: "steps for this chat", limit: limits.steps)
    }
  }

  /// Counts the bytes of a text that is made or gone through.
  mutating func charge(bytes: Int, _ offset: Int) throws(ChatTemplateError) {
    if bytes > limits.textBytes {
      throw .limit(place(offset), what: "bytes of text", limit: limits.textBytes)
    }
    try charge(1 + bytes / 32, offset)
  }

  /// Counts the bytes of a text that is gone through scalar by scalar or searched.
  mutating func charge(scanned bytes: Int, _ offset: Int) throws(ChatTemplateError) {
    try charge(1 + bytes / 8, offset)
  }

  /// How long a text may be that is printed, so that what is left of the steps suffices for it.
  var printableBytes: Int { min(limits.textBytes, max(0, stepsLeft) * 4) }

  /// Counts what was printed, or says that it was too long.
  mutating func charge(
    printed bytes: Int, isBeyondLimits: Bool, _ offset: Int
  ) throws(ChatTemplateError) {
    try charge(isBeyondLimits ? stepsLeft + 1 : 1 + bytes / 4, offset)
  }

  /// Counts the elements of a list that is made or gone through.
  mutating func charge(elements: Int, _ offset: Int) throws(ChatTemplateError) {
    if elements > limits.elements {
      throw .limit(place(offset), what: "elements of a list", limit: limits.elements)
    }
    try charge(1 + elements, offset)
  }

  /// Compares by a comparison whose steps are counted.
  mutating func compare<Result>(
    _ offset: Int, _ compare: (inout TemplateComparison) -> Result
  ) throws(ChatTemplateError) -> Result {
    var comparison = TemplateComparison(stepsLeft: stepsLeft)
    let result = compare(&comparison)
    try charge(stepsLeft - comparison.stepsLeft, offset)
    return result
  }

  /// Does something deeper, if that is not too deep.
  mutating func deeper<Result>(
    _ offset: Int, _ body: (inout TemplateRun) throws(ChatTemplateError) -> Result
  ) throws(ChatTemplateError) -> Result {
    depth += 1
    if depth > limits.depth {
      throw .limit(place(offset), what: "levels of evaluation", limit: limits.depth)
    }
    let result = try body(&self)
    depth -= 1
    return result
  }
}

extension TemplateRun {
  /// Opens a frame for variables.
  mutating func pushFrame() { frames.append([]) }

  /// Closes the innermost frame; its variables are gone.
  mutating func popFrame() {
    for name in frames.removeLast() { variables[name].removeLast() }
  }

  /// The value of a name; nil where it has none.
  func value(of name: Int) -> TemplateValue? {
    for entry in variables[name].reversed()
    where entry.frame >= ownFrames || entry.frame < outerFrames {
      return entry.value
    }
    return nil
  }

  /// Gives a name a value in the innermost frame.
  mutating func set(_ name: Int, _ value: TemplateValue) {
    let frame = frames.count - 1
    if let last = variables[name].last, last.frame == frame {
      variables[name][variables[name].count - 1].value = value
    } else {
      variables[name].append((frame, value))
      frames[frame].append(name)
    }
  }

  /// Defines a macro that sees what is seen here.
  mutating func define(_ macro: TemplateMacro, caller: Int? = nil) -> Int {
    macros.append(DefinedMacro(macro: macro, frames: frames.count, caller: caller))
    return macros.count - 1
  }

  /// Does something in a frame that sees only itself and the frames below a depth.
  mutating func inFrame<Result>(
    above outer: Int, _ body: (inout TemplateRun) throws(ChatTemplateError) -> Result
  ) throws(ChatTemplateError) -> Result {
    let saved = (ownFrames, outerFrames)
    (ownFrames, outerFrames) = (frames.count, outer)
    pushFrame()
    let result = try body(&self)
    popFrame()
    (ownFrames, outerFrames) = saved
    return result
  }
}
