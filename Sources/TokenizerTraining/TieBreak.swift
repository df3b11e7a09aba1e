/// Which of two pairs with the same count merges first.
///
/// Three rules are in use; they give different vocabularies because the bytes of Hangul lie on both
/// sides of the line that GPT-2's alphabet draws. The raw value is the name on the command line.
public enum TieBreak: String, CaseIterable, Sendable, Codable {
  /// The smaller left id, then the smaller right id, where byte tokens have the ids of GPT-2's
  /// alphabet sorted by character (Hugging Face tokenizers).
  case huggingFace = "hf"
  /// The smaller left id, then the smaller right id, where a byte's id is its value (rustbpe).
  case rawByte = "raw"
  /// The pair whose tokens are smaller as byte strings, the left one first.
  case bytes
}
