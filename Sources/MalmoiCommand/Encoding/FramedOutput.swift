import Tokenization
import TokenizerModel

/// Writes inputs of a model.
struct FramedOutput {
  let tokenizer: Tokenizer
  let format: EncodeCommand.Format
  /// Whether windows are told apart by the numbers of their document and of their place in it.
  let numbersWindows: Bool

  /// The bytes of an input and of its windows: a line each, or words.
  func bytes(of framed: FramedText, document: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for (number, window) in ([framed] + framed.overflow).enumerated() {
      switch format {
      case .ids: bytes += IDText.line(of: window.ids)
      case .u32: bytes += IDText.words(of: window.ids)
      case .pieces:
        var writer = JSONWriter(indented: false)
        writePieces(of: window, to: &writer)
        bytes += writer.bytes + [0x0A]
      case .json: bytes += line(of: window, document, number)
      }
    }
    return bytes
  }

  private func line(of window: FramedText, _ document: Int, _ number: Int) -> [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    if numbersWindows {
      writer.key("document")
      writer.integer(document)
      writer.key("window")
      writer.integer(number)
    }
    write("ids", window.ids.map { Int($0.rawValue) }, to: &writer)
    write("type_ids", window.typeIDs, to: &writer)
    write("attention_mask", window.attentionMask.map(Int.init), to: &writer)
    write("special_tokens_mask", window.specialTokensMask.map(Int.init), to: &writer)
    writer.key("texts")
    writer.beginArray()
    for number in window.textNumbers {
      if let number { writer.integer(number) } else { writer.null() }
    }
    writer.endArray()
    writer.key("pieces")
    writePieces(of: window, to: &writer)
    writer.key("offsets")
    PieceText.write(window.offsets, to: &writer)
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  private func write(_ name: String, _ numbers: [Int], to writer: inout JSONWriter) {
    writer.key(name)
    writer.beginArray()
    for number in numbers { writer.integer(number) }
    writer.endArray()
  }

  private func writePieces(of window: FramedText, to writer: inout JSONWriter) {
    PieceText.write(window.ids, tokenizer, to: &writer)
  }
}
