import CorpusReading
import Tokenization
import TokenizerModel

/// Encodes texts by a tokenizer and by what it was converted to.
struct ConversionCheck {
  let before: Tokenizer
  let after: Tokenizer
  /// What the converted one is called in messages.
  let name: String

  /// Encodes each file as one document by both.
  ///
  /// - Returns: What was compared, in a line.
  /// - Throws: `CommandFailure` naming the first token that differs: file, byte, both pieces.
  func run(_ paths: [String]) throws -> String {
    let sessions = (EncodingSession(before), EncodingSession(after))
    var (bytes, tokens) = (0, 0)
    for path in paths {
      let text = try readWholeFile(path)
      let (old, new): ([TokenID], [TokenID])
      do throws(TokenizationError) {
        (old, new) = (try sessions.0.encode(text), try sessions.1.encode(text))
      } catch { throw CommandFailure("\(path): \(error)") }
      if old != new { throw try firstDifference(path, text, old, new) }
      bytes += text.count
      tokens += old.count
    }
    return "verified: \(grouped(bytes)) bytes, \(grouped(tokens)) tokens, the same ids by both"
  }

  private func firstDifference(
    _ path: String, _ text: [UInt8], _ old: [TokenID], _ new: [TokenID]
  ) throws -> CommandFailure {
    let place =
      zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    let tokenized = try before.tokenize(text)
    let offset =
      place < tokenized.offsets.count ? tokenized.offsets[place].lowerBound : text.count
    return CommandFailure(
      "\(path): byte \(offset): \(shown(old, place, before)) before, \(shown(new, place, after)) in "
        + "\(name), which is not written")
  }

  private func shown(_ ids: [TokenID], _ place: Int, _ tokenizer: Tokenizer) -> String {
    if place >= ids.count { return "the end" }
    let piece = ReadablePiece.text(of: tokenizer.tokenBytes(of: ids[place]) ?? [])
    return "\(JSONReader.quoted(piece.utf8)) (\(ids[place].rawValue))"
  }
}
