public import TokenizerModel

/// Why a chat template, or a chat for it, cannot be used.
public enum ChatTemplateError: Error, Equatable, Sendable {
  /// The template is not well-formed.
  case syntax(TemplatePlace, problem: String)
  /// The template uses what this engine does not know, by its name.
  case unsupported(TemplatePlace, what: String)
  /// The template reaches for what no template may have, such as `__class__`, or would change a value.
  case refused(TemplatePlace, what: String)
  /// An operation cannot be done with these values.
  case failed(TemplatePlace, problem: String)
  /// The template itself refuses the chat, by `raise_exception`.
  case raised(TemplatePlace, message: String)
  /// The template runs too long, nests too deep or writes too much.
  case limit(TemplatePlace, what: String, limit: Int)
  /// The chat or the tools are no JSON.
  case json(JSONError)
  /// The chat has another shape than a template is given.
  case chat(place: String, problem: String)
}

/// A place in the source of a template.
public struct TemplatePlace: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The byte within the line, from 1.
  public var column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension ChatTemplateError: CustomStringConvertible {
  /// Place and problem in one line.
  public var description: String { JSONReader.inOneLine(phrase) }

  private var phrase: String {
    switch self {
    case .syntax(let place, let problem), .failed(let place, let problem): "\(place): \(problem)"
    case .unsupported(let place, let what): "\(place): \(what) is not supported in chat templates"
    case .refused(let place, let what): "\(place): \(what) is refused to chat templates"
    case .raised(let place, let message):
      "\(place): the template refuses the chat: \(JSONReader.quoted(message.utf8))"
    case .limit(let place, let what, let limit): "\(place): more than \(limit) \(what)"
    case .json(let error): error.description
    case .chat(let place, let problem): "\(place): \(problem)"
    }
  }
}

extension TemplatePlace: CustomStringConvertible {
  /// Line and column in words.
  public var description: String { "template line \(line), column \(column)" }
}
