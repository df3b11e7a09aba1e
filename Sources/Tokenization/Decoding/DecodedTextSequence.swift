public import TokenizerModel

/// The text of ids that arrive one by one, in pieces that can be shown as they come.
///
/// Made by ``Tokenizer/decodeText(streaming:skippingSpecialTokens:)``; the pieces are those of a
/// ``StreamingDecoder``, empty ones left out.
public struct DecodedTextSequence<Base: AsyncSequence>: AsyncSequence
where Base.Element == TokenID {
  /// A piece of text.
  public typealias Element = String

  private let base: Base
  private let decoder: StreamingDecoder

  init(_ base: Base, _ decoder: StreamingDecoder) {
    self.base = base
    self.decoder = decoder
  }

  /// An iterator over the pieces.
  public func makeAsyncIterator() -> Iterator {
    Iterator(base: base.makeAsyncIterator(), decoder: decoder)
  }

  /// Takes ids until there is text to give.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var base: Base.AsyncIterator
    fileprivate var decoder: StreamingDecoder

    /// The next piece, never empty; nil where the ids have ended and nothing waits.
    ///
    /// - Throws: What the ids' sequence throws, and `TokenizationError.unknownID`.
    /// - Complexity: O(length of the token) for each id taken.
    public mutating func next() async throws -> String? {
      while let id = try await base.next() {
        let piece = try decoder.append(id)
        if !piece.isEmpty { return piece }
      }
      let rest = decoder.finish()
      return rest.isEmpty ? nil : rest
    }
  }
}

extension DecodedTextSequence: Sendable where Base: Sendable {}

extension Tokenizer {
  /// The text of ids that arrive one by one, such as a model's answer.
  ///
  /// ```swift
  /// for try await piece in tokenizer.decodeText(streaming: generatedIDs) {
  ///   print(piece, terminator: "")
  /// }
  /// ```
  public func decodeText<Base: AsyncSequence>(
    streaming ids: Base, skippingSpecialTokens: Bool = false
  ) -> DecodedTextSequence<Base> where Base.Element == TokenID {
    DecodedTextSequence(
      ids, StreamingDecoder(self, skippingSpecialTokens: skippingSpecialTokens))
  }
}
