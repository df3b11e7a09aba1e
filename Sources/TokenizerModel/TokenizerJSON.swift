/// Hugging Face's `tokenizer.json`, read and written.
///
/// Reading obeys what stands in the file or refuses it by name and place; nothing is guessed.
/// Writing gives the bytes that the `tokenizers` library itself would save for the same tokenizer.
///
/// Source: the serialization of huggingface/tokenizers 0.23.
public enum TokenizerJSON {
  /// The highest id that a file may use; tables are as large as the highest id.
  static let idLimit = 1 << 24
}
