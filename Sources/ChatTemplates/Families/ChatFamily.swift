/// How a family of models frames the turns of a chat, as data: for models whose template is not at hand.
///
/// It covers system text, questions and answers. Tools, images and reasoning need the template of the
/// model itself.
public struct ChatFamily: Sendable {
  /// What stands before and behind the text of a turn.
  struct Turn: Sendable {
    var before: String
    var after: String
  }

  /// Where the system's text goes.
  enum SystemPlace: Sendable {
    /// Into a turn of its own, which stands even without a text if there is a usual one.
    case turn(usual: String?)
    /// Before the text of the first question.
    case firstQuestion
    /// Before the text of the last question, if the chat ends with it.
    case lastQuestion
    /// Nowhere: it is refused.
    case nowhere
  }

  /// The name by which it is asked for, such as `llama3`.
  public let name: String
  /// Which models it is for.
  public let models: String
  /// What every prompt begins with.
  var beginning = ""
  var system: Turn?
  var systemPlace: SystemPlace
  /// What parts the system's text from a question.
  static let separator = "\n\n"
  var user: Turn
  var assistant: Turn
  /// What an answer behind the last question begins with, before its text without line feeds, where it
  /// differs from others.
  var lastAnswerOpening = ""
  /// What opens the reply.
  var reply: String
  /// Whether white space around texts is left out.
  var trims = false
  /// Whether white space around answers is left out.
  var trimsAnswers = false

  /// The family of a name.
  public static func named(_ name: String) -> ChatFamily? {
    all.first { $0.name.utf8.elementsEqual(name.utf8) }
  }
}
