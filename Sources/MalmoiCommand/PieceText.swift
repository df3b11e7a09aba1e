import Tokenization
import TokenizerModel

/// Tokens as JSON for people and programs.
enum PieceText {
  /// A line of JSON: the pieces of a text, or with `whole` an object of ids, pieces and offsets.
  static func line(
    of text: TokenizedText, _ tokenizer: Tokenizer, whole: Bool
  ) -> [UInt8] {
    var writer = JSONWriter(indented: false)
    if whole {
      writer.beginObject()
      writer.key("ids")
      writer.beginArray()
      for id in text.ids { writer.integer(id.rawValue) }
      writer.endArray()
      writer.key("pieces")
    }
    writer.beginArray()
    for id in text.ids {
      writer.string(ReadablePiece.text(of: tokenizer.tokenBytes(of: id) ?? []))
    }
    writer.endArray()
    if whole {
      writer.key("offsets")
      writer.beginArray()
      for range in text.offsets {
        writer.beginArray()
        writer.integer(range.lowerBound)
        writer.integer(range.upperBound)
        writer.endArray()
      }
      writer.endArray()
      writer.endObject()
    }
    return writer.bytes + [0x0A]
  }
}
