/// The tokens of a framed text or pair of texts.
public struct FramedTokens: Sendable, Equatable {
  /// The ids.
  public var ids: [TokenID]
  /// For each id, which part of the input it belongs to, as models of sentence pairs want to know.
  public var typeIDs: [Int]
  /// For each id, whether the frame added it.
  public var isAdded: [Bool]

  /// The tokens of the given parts.
  public init(ids: [TokenID] = [], typeIDs: [Int] = [], isAdded: [Bool] = []) {
    self.ids = ids
    self.typeIDs = typeIDs
    self.isAdded = isAdded
  }

  /// Appends tokens of a text.
  fileprivate mutating func append(_ text: [TokenID], typeID: Int) {
    ids += text
    typeIDs += repeatElement(typeID, count: text.count)
    isAdded += repeatElement(false, count: text.count)
  }

  /// Appends a token of the frame.
  fileprivate mutating func append(_ token: FramingToken, typeID: Int) {
    ids.append(token.id)
    typeIDs.append(typeID)
    isAdded.append(true)
  }
}

extension PostProcessor {
  /// Puts the tokens of a text, or of a pair of texts, into the frame.
  ///
  /// - Parameters:
  ///   - ids: The tokens of the text.
  ///   - pair: The tokens of a second text, if there is one.
  /// - Returns: All tokens. In a sequence of processors the first that adds tokens decides.
  /// - Complexity: O(tokens)
  public func frame(_ ids: [TokenID], pair: [TokenID]? = nil) -> FramedTokens {
    var framed = FramedTokens()
    switch framing {
    case .template(let template): template.frame(ids, pair, into: &framed)
    case .bert(let separator, let classifier):
      framed.append(classifier, typeID: 0)
      framed.append(ids, typeID: 0)
      framed.append(separator, typeID: 0)
      if let pair {
        framed.append(pair, typeID: 1)
        framed.append(separator, typeID: 1)
      }
    case .roberta(let separator, let classifier, _, _):
      framed.append(classifier, typeID: 0)
      framed.append(ids, typeID: 0)
      framed.append(separator, typeID: 0)
      if let pair {
        framed.append(separator, typeID: 0)
        framed.append(pair, typeID: 0)
        framed.append(separator, typeID: 0)
      }
    case .byteLevel, .sequence, nil:
      framed.append(ids, typeID: 0)
      if let pair { framed.append(pair, typeID: 1) }
    }
    return framed
  }

  /// The processor that adds tokens, if there is one.
  private var framing: PostProcessor? {
    switch self {
    case .byteLevel: nil
    case .template, .bert, .roberta: self
    case .sequence(let processors): processors.lazy.compactMap(\.framing).first
    }
  }
}

extension PromptTemplate {
  fileprivate func frame(
    _ ids: [TokenID], _ pair: [TokenID]?, into framed: inout FramedTokens
  ) {
    for part in pair == nil ? single : self.pair {
      switch part {
      case .text(let isSecond, let typeID):
        framed.append(isSecond ? pair ?? [] : ids, typeID: typeID)
      case .token(let name, let typeID):
        for token in tokens.first(where: { $0.name == name })?.tokens ?? [] {
          framed.append(token, typeID: typeID)
        }
      }
    }
  }
}
