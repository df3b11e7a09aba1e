/// An expression of a template, and where it begins.
struct TemplateExpression: Sendable {
  /// The byte of the source at which it begins, or its sign stands.
  var offset: Int
  var form: Form

  /// What it is.
  indirect enum Form: Sendable {
    case constant(TemplateValue)
    /// A variable, by the number of its name.
    case name(Int)
    case list([TemplateExpression])
    case tuple([TemplateExpression])
    case mapping([(key: TemplateExpression, value: TemplateExpression)])
    case attribute(TemplateExpression, String)
    case item(TemplateExpression, TemplateExpression)
    case slice(TemplateExpression, TemplateSlice)
    case call(TemplateExpression, TemplateArguments)
    case filter(TemplateExpression, TemplateFilter, TemplateArguments)
    case test(TemplateExpression, TemplateTest, TemplateArguments)
    case not(TemplateExpression)
    case negated(TemplateExpression)
    case and([TemplateExpression])
    case or([TemplateExpression])
    case concatenation([TemplateExpression])
    /// Signs of one strength, from left to right.
    case calculation(TemplateExpression, [TemplateOperand])
    case comparison(TemplateExpression, [TemplateOperand])
    case conditional(
      TemplateExpression, condition: TemplateExpression, otherwise: TemplateExpression?)
  }
}

/// A sign and what stands behind it.
struct TemplateOperand: Sendable {
  var sign: String
  var offset: Int
  var value: TemplateExpression
}

/// The bounds of a slice.
struct TemplateSlice: Sendable {
  var start: TemplateExpression?
  var end: TemplateExpression?
  var step: TemplateExpression?
}

/// The arguments of a call, a filter or a test.
struct TemplateArguments: Sendable {
  var positional: [TemplateExpression] = []
  var named: [(name: String, value: TemplateExpression)] = []
  /// A list whose elements follow the positional ones: `*values`.
  var unpackedList: TemplateExpression?
  /// A dictionary whose members follow the named ones: `**values`.
  var unpackedMapping: TemplateExpression?
}

/// A statement of a template, and where it begins.
struct TemplateStatement: Sendable {
  var offset: Int
  var form: Form

  /// What it is.
  indirect enum Form: Sendable {
    case text(TemplateText)
    case output(TemplateExpression)
    case branches([TemplateBranch], otherwise: [TemplateStatement])
    case loop(TemplateLoop)
    case breakLoop
    case continueLoop
    case assignment(TemplateTarget, TemplateExpression)
    /// What a body writes, through filters, into a variable.
    case blockAssignment(TemplateTarget, [TemplateFilterCall], [TemplateStatement])
    case filter([TemplateFilterCall], [TemplateStatement])
    case macro(name: Int, TemplateMacro)
    /// A call whose macro can write the body by `caller()`.
    case call(TemplateExpression, TemplateMacro)
    case with([(target: TemplateTarget, value: TemplateExpression)], [TemplateStatement])
    /// What the model is to have written.
    case generation([TemplateStatement])
  }
}

/// A condition and what follows from it.
struct TemplateBranch: Sendable {
  var condition: TemplateExpression
  var body: [TemplateStatement]
}

/// A `for` block.
struct TemplateLoop: Sendable {
  var target: TemplateTarget
  var iterated: TemplateExpression
  var condition: TemplateExpression?
  var body: [TemplateStatement]
  var otherwise: [TemplateStatement]
}

/// A macro: parameters with their defaults, and a body.
struct TemplateMacro: Sendable {
  var name: String
  var parameters: [(name: Int, defaultValue: TemplateExpression?)]
  var body: [TemplateStatement]
}

/// What a value is given to.
indirect enum TemplateTarget: Sendable {
  case name(Int)
  /// An attribute of a namespace.
  case attribute(Int, String)
  case tuple([TemplateTarget])
}

/// A filter with its arguments, before what it filters.
struct TemplateFilterCall: Sendable {
  var offset: Int
  var filter: TemplateFilter
  var arguments: TemplateArguments
}
