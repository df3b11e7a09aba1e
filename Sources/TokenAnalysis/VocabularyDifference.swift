public import TokenizerModel

/// What one vocabulary has that another has not, or has elsewhere.
public struct VocabularyDifference: Sendable, Equatable {
  /// A token under an id.
  public struct Entry: Sendable, Equatable {
    /// Its bytes.
    public var bytes: [UInt8]
    /// Its id.
    public var id: TokenID
  }

  /// A token under two ids.
  public struct Move: Sendable, Equatable {
    /// Its bytes.
    public var bytes: [UInt8]
    /// Its id in the first vocabulary.
    public var old: TokenID
    /// Its id in the second.
    public var new: TokenID
  }

  /// Tokens of the second vocabulary alone, by id.
  public private(set) var added: [Entry] = []
  /// Tokens of the first vocabulary alone, by id.
  public private(set) var removed: [Entry] = []
  /// Tokens of both, under other ids, by the first one.
  public private(set) var moved: [Move] = []
  /// How many tokens have the same id in both.
  public private(set) var kept = 0

  /// Whether both have the same tokens under the same ids.
  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && moved.isEmpty }

  /// Compares the tokens of two tokenizers, added tokens included. Of tokens with the same bytes the
  /// smallest id counts.
  ///
  /// - Complexity: O(bytes of the vocabularies), expected.
  public init(from old: TokenizerDefinition, to new: TokenizerDefinition) {
    let (oldIDs, newIDs) = (Self.ids(old), Self.ids(new))
    for (bytes, id) in oldIDs {
      guard let other = newIDs[bytes] else {
        removed.append(Entry(bytes: bytes, id: id))
        continue
      }
      if other == id {
        kept += 1
      } else {
        moved.append(Move(bytes: bytes, old: id, new: other))
      }
    }
    for (bytes, id) in newIDs where oldIDs[bytes] == nil {
      added.append(Entry(bytes: bytes, id: id))
    }
    // Ids are unique, so the order does not depend on that of the tables.
    added.sort { $0.id < $1.id }
    removed.sort { $0.id < $1.id }
    moved.sort { $0.old < $1.old }
  }

  private static func ids(_ definition: TokenizerDefinition) -> [[UInt8]: TokenID] {
    let vocabulary = definition.model.vocabulary
    var ids: [[UInt8]: TokenID] = [:]
    for token in definition.addedTokens { ids[Array(token.content.utf8)] = token.id }
    for place in 0..<vocabulary.upperBound {
      guard let bytes = vocabulary[TokenID(place)], !bytes.isEmpty else { continue }
      let key = Array(bytes)
      ids[key] = min(ids[key] ?? TokenID(place), TokenID(place))
    }
    return ids
  }
}
