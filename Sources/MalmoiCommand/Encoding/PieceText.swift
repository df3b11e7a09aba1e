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
    write(text.ids, tokenizer, to: &writer)
    if whole {
      writer.key("offsets")
      write(text.offsets, to: &writer)
      writer.endObject()
    }
    return writer.bytes + [0x0A]
  }

  /// Writes the pieces of ids as an array.
  static func write(_ ids: [TokenID], _ tokenizer: Tokenizer, to writer: inout JSONWriter) {
    writer.beginArray()
    for id in ids {
      writer.string(ReadablePiece.text(of: tokenizer.tokenBytes(of: id) ?? []))
    }
    writer.endArray()
  }

  /// Writes ranges as an array of pairs.
  static func write(_ offsets: [Range<Int>], to writer: inout JSONWriter) {
    writer.beginArray()
    for range in offsets {
      writer.beginArray()
      writer.integer(range.lowerBound)
      writer.integer(range.upperBound)
      writer.endArray()
    }
    writer.endArray()
  }
}
