/// Leaves messages out of a chat so that it keeps within a budget of tokens.
///
/// Messages go by priority, lowest first, and of one priority the oldest first. System messages and the
/// last message never go. An answer to a call of a tool goes with the message that called.
package struct ChatFit {
  /// The member of a message that gives its priority: 0 where there is none. It is left out of the
  /// result.
  package static let priorityKey = "priority"

  private var members: [JSONValue.Member]
  private let list: Int
  private let groups: [Group]

  /// Messages that stay or go together.
  private struct Group {
    var messages: [JSONValue]
    var priority: Int
    var isFixed: Bool
  }

  /// Reads the body of a request.
  ///
  /// - Throws: `TokenAnalysisError` for a body of another shape.
  package init(json bytes: [UInt8]) throws(TokenAnalysisError) {
    var body = try PriceReading.read(bytes) { try JSONValue(reading: &$0) }
    _ = try Chat(json: bytes)
    if case .array = body {
      body = .object([JSONValue.Member(key: Array("messages".utf8), value: body)])
    }
    guard case .object(let members) = body,
      let list = members.firstIndex(where: { member in
        ["messages", "contents"].contains { member.key.elementsEqual($0.utf8) }
      }), case .array(let messages) = members[list].value
    else { throw Chat.error("the chat", "it has no messages") }
    self.members = members
    self.list = list
    var groups: [Group] = []
    for (index, message) in messages.enumerated() {
      if Self.answersCall(message), !groups.isEmpty {
        groups[groups.count - 1].messages.append(Self.withoutPriority(message))
        continue
      }
      let role = message["role"]
      let isSystem = ["system", "developer"].contains { role == .string(Array($0.utf8)) }
      groups.append(
        Group(
          messages: [Self.withoutPriority(message)],
          priority: try Self.priority(message, "messages[\(index)].\(Self.priorityKey)"),
          isFixed: isSystem))
    }
    if !groups.isEmpty { groups[groups.count - 1].isFixed = true }
    self.groups = groups
  }

  /// Leaves out as few messages as it can, one group after the other.
  ///
  /// - Parameters:
  ///   - budget: The most tokens.
  ///   - count: The tokens of a chat.
  /// - Returns: The chat as compact JSON, and how many messages went; nil where what may not go is too
  ///   long already.
  /// - Throws: What `count` throws.
  /// - Complexity: O(messages) counts.
  package func fit(
    budget: Int, count: (Chat) throws -> Int
  ) throws -> (json: [UInt8], removed: Int)? {
    var kept = Array(groups.indices)
    let order = groups.indices.filter { !groups[$0].isFixed }
      .sorted { (groups[$0].priority, $0) < (groups[$1].priority, $1) }
    var next = 0
    while true {
      let json = body(kept)
      if try count(try Chat(json: json)) <= budget {
        let removed = groups.indices.filter { !kept.contains($0) }
        return (json, removed.reduce(0) { $0 + groups[$1].messages.count })
      }
      guard next < order.count else { return nil }
      kept.removeAll { $0 == order[next] }
      next += 1
    }
  }

  private func body(_ kept: [Int]) -> [UInt8] {
    var members = members
    members[list].value = .array(kept.flatMap { groups[$0].messages })
    return JSONValue.object(members).compact
  }

  private static func priority(_ message: JSONValue, _ place: String) throws(TokenAnalysisError)
    -> Int
  {
    guard let value = message[priorityKey] else { return 0 }
    guard case .number(let text) = value, let priority = Int(String(decoding: text, as: UTF8.self))
    else { throw Chat.error(place, "a whole number should stand here") }
    return priority
  }

  private static func withoutPriority(_ message: JSONValue) -> JSONValue {
    guard case .object(let members) = message else { return message }
    return .object(members.filter { !$0.key.elementsEqual(priorityKey.utf8) })
  }

  /// Whether a message holds the result of a call that a message before it made.
  private static func answersCall(_ message: JSONValue) -> Bool {
    if message["role"] == .string(Array("tool".utf8)) { return true }
    guard case .array(let parts)? = message["content"] ?? message["parts"] else { return false }
    return parts.contains { part in
      part["type"] == .string(Array("tool_result".utf8)) || part["functionResponse"] != nil
        || part["function_response"] != nil
    }
  }
}
